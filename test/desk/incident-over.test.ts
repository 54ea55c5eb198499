import { expect } from 'chai';
import { eraseConversation } from '../../src/records/erasure.ts';
import { createClock, startApp, type TestApp } from '../helpers/app.ts';
import { startConnector } from '../helpers/connector.ts';
import { signIn } from '../helpers/desk-server.ts';
import { call, choicesOf, DirectLineClient } from '../helpers/direct-line.ts';
import { engines } from '../helpers/engines.ts';
import { eventually } from '../helpers/eventually.ts';

const MINUTE = 60_000;
const NOTICE = {
  ...{ academies: ['paris'], system: 'portal', severity: 'outage', endsAt: null as number | null },
  ...{ fr: 'Le portail est en panne.', en: 'The portal is down.' },
};
const BACK = 'C’est rétabli';

for (const engine of engines) {
  describe(`the end of an incident, on ${engine.name}`, function () {
    this.timeout(30_000);
    const clock = createClock();
    let app: TestApp;
    let settings: Record<string, string>;
    beforeEach(async () => {
      settings = { DATABASE_URL: await engine.databaseUrl(), TEAMS_UNAUTHENTICATED: 'true' };
      app = await startApp(settings, clock);
    });
    afterEach(() => app.close());

    const lead = () => signIn({ ...app, clock }, 'Léa', 'lead', ['paris']);
    async function announced(more: object = {}): Promise<string> {
      const { call: ask } = await lead();
      return (await ask('POST', '/desk/api/incidents', { ...NOTICE, ...more })).body.id;
    }
    const lift = async (id: string) => (await lead()).call('POST', `/desk/api/incidents/${id}/lift`);
    /** Somebody who has run into it, and asks to be told or not. */
    async function person(asks: boolean, locale = 'fr'): Promise<DirectLineClient> {
      const client = await DirectLineClient.begin(app.url, { academy: 'paris', locale });
      await eventually(async () => {
        await client.say(locale === 'fr' ? 'mot de passe expiré' : 'my password has expired');
        return choicesOf(await client.hear()).some((title) => /prévenir|Tell me/.test(title)) || undefined;
      });
      if (asks)
        await client.say(locale === 'fr' ? 'Me prévenir quand c’est rétabli' : 'Tell me when it is back');
      return client;
    }
    const toldIn = async (client: DirectLineClient) =>
      (await client.all())
        .filter(({ text }) => /C’est rétabli|It is back/.test(text))
        .map(({ text }) => text);
    const untilTold = (client: DirectLineClient) =>
      eventually(async () => (await toldIn(client)).length > 0 || undefined);

    it('is told once to those who asked, in their language, and to nobody else', async () => {
      const id = await announced();
      const [asked, silent, english] = [await person(true), await person(false), await person(true, 'en')];
      await asked.say('Me prévenir quand c’est rétabli');
      await lift(id);
      await untilTold(asked);
      await untilTold(english);
      expect((await toldIn(english))[0]).to.include('portal works again');
      expect(await toldIn(asked)).to.have.length(1);
      expect(await toldIn(silent)).to.deep.equal([]);
      const last = (await asked.all()).at(-1);
      expect(last?.text).to.include('marche-t-il pour vous');
      expect(choicesOf([last].flatMap((one) => one ?? []))).to.include('Non, toujours pas');
      // At the next look, which another incident brings about, nothing is left to tell.
      const next = await announced();
      const later = await person(true);
      await lift(next);
      await untilTold(later);
      expect(await toldIn(asked)).to.have.length(1);
      expect(await app.store.db.selectFrom('incidentWatch').selectAll().execute()).to.deep.equal([]);
    });

    it('is told of one that ends by itself, also while nobody served, in Teams', async () => {
      const connector = await startConnector();
      const post = (text: string) =>
        call(`${app.url}/api/messages`, 'POST', undefined, {
          ...{ type: 'message', id: crypto.randomUUID(), channelId: 'msteams', serviceUrl: connector.url },
          ...{ conversation: { id: 'c', conversationType: 'personal' }, from: { id: 'u' } },
          ...{ recipient: { id: 'b' }, locale: 'fr-FR', text },
        });
      const seen = () => JSON.stringify(connector.sent);
      try {
        await announced({ endsAt: clock.now() + 60 * MINUTE });
        await post('mot de passe expiré à Paris');
        await eventually(() => seen().includes('en panne') || undefined);
        await post('Me prévenir quand c’est rétabli');
        await eventually(() => seen().includes('C’est noté') || undefined);
        await app.close();
        clock.advance(61 * MINUTE);
        app = await startApp(settings, clock);
        await eventually(() => seen().includes(BACK) || undefined);
        const told = connector.sent.filter((one) => JSON.stringify(one).includes(BACK));
        expect(told).to.have.length(1);
      } finally {
        await connector.close();
      }
    });

    it('is not told of a conversation that was erased', async () => {
      const id = await announced();
      const gone = await person(true);
      const there = await person(true);
      await eraseConversation(app.store, gone.conversationId, clock.now());
      expect(await app.store.db.selectFrom('incidentWatch').selectAll().execute()).to.have.length(1);
      await lift(id);
      await untilTold(there);
    });

    it('waits for the last of several, and says so wherever the person is meanwhile', async () => {
      const [one, two] = [await announced(), await announced({ system: 'webmail' })];
      const client = await DirectLineClient.begin(app.url, { academy: 'paris', locale: 'fr' });
      await eventually(async () => {
        await client.say('le portail est très lent');
        return choicesOf(await client.hear()).includes('Me prévenir quand c’est rétabli') || undefined;
      });
      await client.say('Me prévenir quand c’est rétabli');
      await client.say('Autre problème');
      await lift(one);
      expect(await app.store.db.selectFrom('incidentWatch').selectAll().execute()).to.have.length(2);
      await lift(two);
      await untilTold(client);
      expect(await toldIn(client)).to.have.length(1);
    });

    it('is that of the outage that people wait for: what is slow besides may go on', async () => {
      const [outage] = [await announced(), await announced({ severity: 'degraded' })];
      const client = await person(true);
      expect(await app.store.db.selectFrom('incidentWatch').selectAll().execute()).to.have.length(1);
      await lift(outage);
      await untilTold(client);
    });

    if (engine.name === 'PostgreSQL') {
      it('is told once by two instances', async () => {
        const other = await startApp(settings, clock);
        try {
          const id = await announced();
          const people = await Promise.all(Array.from({ length: 12 }, () => person(true)));
          await lift(id);
          for (const client of people) await untilTold(client);
          for (const client of people) expect(await toldIn(client)).to.have.length(1);
        } finally {
          await other.close();
        }
      });
    }
  });
}
