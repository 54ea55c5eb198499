import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'chai';
import pino from 'pino';
import { readContentFiles } from '../../src/content/files.ts';
import { createDrafts } from '../../src/publishing/drafts.ts';
import { createLiveContent } from '../../src/publishing/live.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { knowledge } from '../helpers/app.ts';
import { engines } from '../helpers/engines.ts';

const HELPERS = join(import.meta.dirname, '../helpers');
/** Statements of a publication. */
const STATEMENTS = [
  'begin',
  'insert into "contentversion"',
  'insert into "contentaudit"',
  'set "revision"',
  'set "state" = ',
  'commit',
];
const EVERY_POINT = process.env.CRASH_POINTS === 'all';
const POINTS = STATEMENTS.flatMap((words) => [`before ${words}`, `after ${words}`]);
/** Where something is half done. */
const TELLING = POINTS.filter((point) => /^after insert|commit$/.test(point));
const editor = { id: 'camille', name: 'Camille' };
const log = pino({ level: 'silent' });

for (const { name, databaseUrl } of engines) {
  describe(`a publication that is killed on ${name}`, function () {
    this.timeout(60_000);
    let url = '';
    let store: Store;
    before(async () => {
      url = await databaseUrl();
      store = await openStore(url, log);
    });
    after(() => store.close());

    for (const [index, point] of (EVERY_POINT ? POINTS : TELLING).entries()) {
      it(`is there as a whole or not at all: ${point}`, async () => {
        const drafts = createDrafts({ store, content: { origin: readContentFiles }, now: Date.now });
        const fact = (academy: string, value: number) => ({
          ...{ file: `academies/${academy}.yaml`, path: ['facts', 'lockout', 'value', 'minutes'], value },
        });
        const minutes = 20 + index;
        const text = `Merci, c’est noté (${index}).`;
        const changes = [
          fact('paris', minutes),
          { file: 'locales/fr/talk.yaml', path: ['survey_thanks'], value: text },
        ];
        const { id, base } = await drafts.begin(editor, 'x');
        const { revision } = await drafts.change(id, 1, changes, base, editor);
        const before = await served();

        const child = spawn(
          process.execPath,
          [
            `--import=${join(HELPERS, 'crash-point.ts')}`,
            join(HELPERS, 'publish-process.ts'),
            url,
            id,
            String(revision),
            point,
          ],
          { stdio: 'inherit' },
        );
        const [, signal] = await once(child, 'exit');
        expect(signal, 'it was killed').to.equal('SIGKILL');

        const after = await served();
        const [draft] = await store.db.selectFrom('contentDraft').selectAll().where('id', '=', id).execute();
        const audit = await store.db
          .selectFrom('contentAudit')
          .selectAll()
          .where('draftId', '=', id)
          .execute();
        const published = audit.some(({ action }) => action === 'published');
        expect(after).to.deep.equal(published ? { version: before.version + 1, minutes, text } : before);
        expect(draft?.state).to.equal(published ? 'published' : 'open');
        if (point === 'after commit') expect(published).to.equal(true);
        // Whoever tries again is not in their own way.
        if (!published) await drafts.publish(id, revision, 'Circulaire', editor);
      });
    }

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
