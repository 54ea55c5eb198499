import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'chai';
import pino from 'pino';
import { createDrafts } from '../../src/publishing/drafts.ts';
import { createLiveContent } from '../../src/publishing/live.ts';
import { undo } from '../../src/publishing/publish.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { knowledge } from '../helpers/app.ts';
import { contentFiles } from '../helpers/content.ts';
import { engines } from '../helpers/engines.ts';

const HELPERS = join(import.meta.dirname, '../helpers');
/** CRASH_POINTS=all for the record: after each statement, till none is left. Else after each fourth. */
const STEP = process.env.CRASH_POINTS === 'all' ? 1 : 4;
const editor = { id: 'camille', name: 'Camille' };
const log = pino({ level: 'silent' });
const TEXT = { file: 'locales/fr/talk.yaml', path: ['survey_thanks'] };
const MINUTES = { file: 'academies/paris.yaml', path: ['facts', 'lockout', 'value', 'minutes'] };

for (const { name, databaseUrl } of engines) {
  describe(`killed on ${name}`, function () {
    // A process each; ten seconds and more where the machine has much else to do.
    this.timeout(STEP === 1 ? 3_600_000 : 300_000);
    let url = '';
    let store: Store;
    let tries = 0;
    beforeEach(async () => {
      url = await databaseUrl();
      store = await openStore(url, log);
    });
    afterEach(() => store.close());

    const drafts = () => createDrafts({ store, content: { origin: contentFiles }, now: Date.now });

    /** A draft of a fact and a text, and what is served once it is published. */
    async function prepare() {
      const minutes = 20 + ++tries;
      const text = `Merci, c’est noté (${tries}).`;
      const { id, base } = await drafts().begin(editor, 'x');
      const changes = [
        { ...MINUTES, value: minutes },
        { ...TEXT, value: text },
      ];
      const { revision } = await drafts().change(id, 1, changes, base, editor);
      return { id, revision, minutes, text };
    }

    /** Runs an act in a process that ends at a point of it; whether it got there. */
    async function isKilled(point: string, ...act: readonly string[]): Promise<boolean> {
      const scripts = [`--import=${join(HELPERS, 'crash-point.ts')}`, join(HELPERS, 'publish-process.ts')];
      const child = spawn(process.execPath, [...scripts, url, point, ...act], { stdio: 'inherit' });
      const [code, signal] = await once(child, 'exit');
      if (signal !== 'SIGKILL') expect(code, `not killed at ${point}, and done`).to.equal(0);
      return signal === 'SIGKILL';
    }

    /** Before and after the commit of an act, and after its statements, as many as it turns out to have; `strike` says whether it was killed there. */
    async function strikeEverywhere(strike: (point: string) => Promise<boolean>): Promise<void> {
      for (const point of ['before commit', 'after commit'])
        expect(await strike(point), point).to.equal(true);
      let last = 1;
      while (await strike(`after #${last}`)) last += STEP;
      expect(last, 'statements').to.be.greaterThan(5);
    }

    it('a publication is there as a whole or not at all', () =>
      strikeEverywhere(async (point) => {
        const { id, revision, ...expected } = await prepare();
        const before = await served();
        const killed = await isKilled(point, 'publish', id, String(revision));
        const after = await served();
        const draft = await store.db
          .selectFrom('contentDraft')
          .select('state')
          .where('id', '=', id)
          .executeTakeFirst();
        const audit = await store.db
          .selectFrom('contentAudit')
          .select('action')
          .where('draftId', '=', id)
          .execute();
        const published = audit.some(({ action }) => action === 'published');
        expect(after, point).to.deep.equal(published ? { version: before.version + 1, ...expected } : before);
        expect(draft?.state, point).to.equal(published ? 'published' : 'open');
        if (point === 'before commit') expect(published).to.equal(false);
        if (point === 'after commit' || !killed) expect(published).to.equal(true);
        // Whoever tries again is not in their own way.
        if (!published) await drafts().publish(id, revision, 'Circulaire', editor);
        return killed;
      }));

    it('a version that is taken back is so as a whole or not at all', () =>
      strikeEverywhere(async (point) => {
        const { minutes, text } = await served();
        const { id, revision } = await prepare();
        const number = await drafts().publish(id, revision, 'Circulaire', editor);
        const before = await served();
        const killed = await isKilled(point, 'undo', String(number));
        const after = await served();
        const undone = after.version > number;
        expect(after, point).to.deep.equal(undone ? { version: number + 1, minutes, text } : before);
        if (point === 'before commit') expect(undone).to.equal(false);
        if (point === 'after commit' || !killed) expect(undone).to.equal(true);
        const again = { by: editor, reason: 'Erreur', at: Date.now() };
        if (!undone) await undo({ store, origin: contentFiles }, number, again);
        return killed;
      }));

    /** What an instance that starts now says. */
    async function served() {
      const live = await createLiveContent({ store, log, knowledge });
      live.close();
      return {
        version: live.current().version,
        minutes: live.knowledge.academies.get('paris')?.facts.lockout?.value.minutes,
        text: live.knowledge.texts.render('fr', 'survey_thanks', {}),
      };
    }
  });
}
