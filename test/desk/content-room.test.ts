import { expect } from 'chai';
import type { Change } from '../../src/content/changes.ts';
import { createClock, startApp, type TestApp } from '../helpers/app.ts';
import { contentFiles } from '../helpers/content.ts';
import { type SignedIn, signIn } from '../helpers/desk-server.ts';
import { engines } from '../helpers/engines.ts';
import { eventually } from '../helpers/eventually.ts';
import { greeted } from '../helpers/greeted.ts';

const minutes = (value: number): Change => ({
  ...{ file: 'academies/paris.yaml', path: ['facts', 'lockout', 'value', 'minutes'], value },
});
const { welcome } = contentFiles().files.get('locales/fr/talk.yaml') as { readonly welcome: string };
const text = (value: string): Change => ({ file: 'locales/fr/talk.yaml', path: ['welcome'], value });
const ROOM = '/desk/api/content';

for (const engine of engines) {
  describe(`the content room on ${engine.name}`, () => {
    const clock = createClock();
    let app: TestApp;
    let editor: SignedIn;
    let lead: SignedIn;
    let everywhere: SignedIn;
    before(async () => {
      app = await startApp({ DATABASE_URL: await engine.databaseUrl() }, clock);
      editor = await signIn({ ...app, clock }, 'Camille', 'editor', ['paris']);
      lead = await signIn({ ...app, clock }, 'Léa', 'lead', ['paris']);
      everywhere = await signIn({ ...app, clock }, 'Inès', 'lead', '*');
    });
    after(() => app.close());

    /** A draft of the editor with some changes; gives it as the room shows it. */
    async function drafted(...changes: Change[]) {
      const begun = await editor.call('POST', `${ROOM}/drafts`, { title: 'Délai de blocage' });
      expect(begun.status).to.equal(200);
      const { id, revision, base } = begun.body;
      const saved = await editor.call('PUT', `${ROOM}/drafts/${id}`, { revision, base, changes });
      expect(saved.status).to.equal(200);
      return saved.body;
    }
    const publish = (
      who: SignedIn,
      { id, revision }: { id: string; revision: number },
      reason = 'Circulaire',
    ) => who.call('POST', `${ROOM}/drafts/${id}/publish`, { revision, reason });
    const undo = (who: SignedIn, version: number) =>
      who.call('POST', `${ROOM}/versions/${version}/undo`, { reason: 'Erreur' });

    it('lets an editor draft and a lead publish, to be said at once, and undo', async () => {
      const draft = await drafted(minutes(40));
      expect(draft.changes).to.deep.equal([{ ...minutes(40), before: 15 }]);
      expect((await publish(editor, draft)).status, 'an editor').to.equal(403);
      const { status, body } = await publish(lead, draft);
      expect(status).to.equal(200);
      const item = await editor.call('GET', `${ROOM}/items?kind=fact&q=paris.lockout`);
      expect(item.body.items[0].places[0].value.value.minutes).to.equal(40);
      expect((await undo(lead, body.version)).status).to.equal(200);
      const { body: room } = await editor.call('GET', ROOM);
      expect(
        room.versions.slice(0, 2).map((one: { by: string; reason: string }) => [one.by, one.reason]),
      ).to.deep.equal([
        ['Léa', 'Erreur'],
        ['Léa', 'Circulaire'],
      ]);
      const acts = room.acts.filter((one: { draft: string }) => one.draft === draft.id);
      expect(acts.map((one: { action: string }) => one.action).sort()).to.deep.equal([
        'begun',
        'changed',
        'published',
      ]);
    });

    it('previews a turn without the secret that an editor tries it with', async () => {
      const { id } = await drafted(minutes(40));
      const preview = (stored: object | null, said: object) =>
        editor.call('POST', `${ROOM}/drafts/${id}/preview?locale=fr`, { academy: 'paris', stored, said });
      const { body: begun } = await preview(null, {});
      const { status, body } = await preview(begun.stored, { text: 'mon mot de passe est Licorne2024!' });
      expect(status).to.equal(200);
      expect(JSON.stringify(body)).to.include('masqué').and.not.include('Licorne');
    });

    it('leaves what is everybody’s to who answers for all academies, and the program to its releases', async () => {
      const draft = await drafted(text(`${welcome} Bonne rentrée.`));
      expect(draft.publishers, 'whom to ask').to.deep.equal(['Inès']);
      expect((await drafted(minutes(40))).publishers, 'any lead of Paris').to.equal(null);
      expect((await publish(lead, draft)).status).to.equal(403);
      const { body } = await publish(everywhere, draft);
      await eventually(async () => (await greeted(app.url)).includes('Bonne rentrée') || undefined, 5000);
      await undo(everywhere, body.version);
      await eventually(async () => !(await greeted(app.url)).includes('Bonne rentrée') || undefined, 5000);
      const { id, revision, base } = (await editor.call('POST', `${ROOM}/drafts`, { title: 'x' })).body;
      for (const file of ['academies/lyon.yaml', 'locales/fr/desk.yaml', 'follow-ups/talk.yaml']) {
        const changes = [{ file, path: ['facts', 'title'], value: 'x' }];
        const answer = await editor.call('PUT', `${ROOM}/drafts/${id}`, { revision, base, changes });
        expect(answer.status, file).to.equal(403);
      }
    });

    it('says in the editor’s language what would be refused, while it is typed and when it is published', async () => {
      const unsafe = [text('Acceptez le certificat proposé.')];
      const check = async (locale: string, changes: readonly Change[]) =>
        (await editor.call('POST', `${ROOM}/check?locale=${locale}`, { changes })).body.refusals;
      expect((await check('fr', unsafe))[0]).to.include({ key: 'welcome' });
      expect((await check('fr', unsafe))[0].reason).to.include('fait accepter');
      expect((await check('en', unsafe))[0].reason).to.include('has people accept');
      expect((await check('fr', [minutes(-2)]))[0].reason).to.match(/Trop petit/);
      expect(await check('fr', [minutes(40)])).to.deep.equal([]);
      const draft = await drafted(...unsafe);
      const { status, body } = await publish(everywhere, draft);
      expect(status).to.equal(422);
      expect(body.error.refusals[0].reason).to.include('fait accepter');
    });

    it('tells the second of two editors who has changed the draft, and when', async () => {
      const { id, revision, base } = await drafted(minutes(40));
      const change = (who: SignedIn, value: number) =>
        who.call('PUT', `${ROOM}/drafts/${id}`, { revision, base, changes: [minutes(value)] });
      clock.advance(60_000);
      expect((await change(lead, 50)).status).to.equal(200);
      const { status, body } = await change(editor, 60);
      expect(status).to.equal(409);
      expect(body.error).to.include({ code: 'draft.stale', by: 'Léa', at: clock.now() });
      expect((await publish(lead, { id, revision })).status, 'not what the lead has read').to.equal(409);
      const discarded = await lead.call('POST', `${ROOM}/drafts/${id}/discard`, { revision: revision + 1 });
      expect(discarded.status).to.equal(200);
      expect((await editor.call('GET', `${ROOM}/drafts/${id}`)).status).to.equal(404);
    });

    it('tells who publishes over a version that they have not seen what changed meanwhile', async () => {
      const [first, second] = [await drafted(minutes(40)), await drafted(minutes(50))];
      expect((await publish(lead, first)).status).to.equal(200);
      const { status, body } = await publish(lead, second);
      expect(status).to.equal(409);
      expect(body.error).to.include({ code: 'publish.overtaken', by: 'Léa' });
      const seen = await editor.call('GET', `${ROOM}/drafts/${second.id}`);
      expect(seen.body.meanwhile).to.include({ by: 'Léa' });
      const { revision, newest: base, id } = seen.body;
      const again = await editor.call('PUT', `${ROOM}/drafts/${id}`, {
        revision,
        base,
        changes: [minutes(50)],
      });
      const { body: published } = await publish(lead, again.body);
      expect(published.version).to.be.a('number');
      await undo(lead, published.version);
    });

    it('shows editors no case, and others no drafts', async () => {
      for (const path of [
        '/desk/api/cases',
        '/desk/api/stream',
        '/desk/api/agents?case=x',
        '/desk/api/incidents',
      ])
        expect((await editor.call('GET', path)).status, path).to.equal(403);
      const agent = await signIn({ ...app, clock }, 'Marie', 'agent', ['paris']);
      expect((await agent.call('GET', ROOM)).status).to.equal(403);
      expect((await agent.call('POST', `${ROOM}/drafts`, { title: 'x' })).status).to.equal(403);
    });

    it('gives what it found page by page, each thing once', async () => {
      const page = async (from: string | number) =>
        (await editor.call('GET', `${ROOM}/items?kind=text&from=${from}`)).body;
      const { count } = await page(0);
      const names: string[] = [];
      for (let from = 0; from < count; from += 40) {
        const { items } = await page(from);
        expect(items).to.have.length(Math.min(40, count - from));
        names.push(...items.map(({ name }: { name: string }) => name));
      }
      expect(count).to.be.above(400);
      expect(new Set(names).size).to.equal(count);
      expect((await page(count)).items).to.deep.equal([]);
      for (const odd of ['-1', 'x', '1e99']) expect((await page(odd)).count).to.equal(count);
    });

    it('finds texts, answers, documents, hours and replies, with the shapes of their forms', async () => {
      const found = async (query: string) => (await editor.call('GET', `${ROOM}/items?${query}`)).body.items;
      expect((await found('kind=text&q=bonjour'))[0].places).to.have.length(2);
      expect((await found('kind=answer&q=lockout_why'))[0].places[0].value.fr.title).to.be.a('string');
      expect((await found('kind=source'))[0].name).to.equal('paris-convergence');
      expect((await found('kind=hours')).map(({ name }: { name: string }) => name)).to.deep.equal(['paris']);
      expect((await found('kind=holidays'))[0].places[0].value.holidays).to.be.an('array');
      expect((await found('kind=canned')).length).to.be.above(3);
      const { body } = await editor.call('GET', `${ROOM}/schemas`);
      expect(body.facts.properties.lockout.properties.value.properties.minutes.type).to.equal('integer');
    });
  });
}
