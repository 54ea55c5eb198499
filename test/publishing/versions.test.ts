import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import pino from 'pino';
import { applyChanges, type Change } from '../../src/content/changes.ts';
import { differences } from '../../src/content/differences.ts';
import { KNOWLEDGE, readContentFiles } from '../../src/content/files.ts';
import { writeChanges } from '../../src/content/write.ts';
import { createLiveContent, type LiveContent } from '../../src/publishing/live.ts';
import { publish, undo } from '../../src/publishing/publish.ts';
import { overridesOf, readVersions } from '../../src/publishing/versions.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { knowledge, startApp, temporaryFolder } from '../helpers/app.ts';
import { contentFiles } from '../helpers/content.ts';
import { engines } from '../helpers/engines.ts';
import { eventually } from '../helpers/eventually.ts';
import { greeted } from '../helpers/greeted.ts';

const log = pino({ level: 'silent' });
const minutes = (value: number): Change => ({
  ...{ file: 'academies/paris.yaml', path: ['facts', 'lockout', 'value', 'minutes'], value },
});
const text = (fr: string): Change => ({ file: 'locales/fr/talk.yaml', path: ['survey_thanks'], value: fr });
const camille = { by: { id: 'camille', name: 'Camille' }, reason: 'Circulaire', at: 1 };

for (const engine of engines) {
  describe(`what is published over the files, on ${engine.name}`, () => {
    let store: Store;
    let live: LiveContent;
    beforeEach(async () => {
      store = await openStore(await engine.databaseUrl(), log);
      live = await createLiveContent({ store, log, knowledge });
    });
    afterEach(async () => {
      live.close();
      await store.close();
    });

    const parts = () => ({ store, origin: contentFiles });
    const lockout = () => live.knowledge.academies.get('paris')?.facts.lockout?.value.minutes;
    const thanks = () => live.knowledge.texts.render('fr', 'survey_thanks', {});

    it('is served at once, in the objects that everybody holds already, and taken back in one step', async () => {
      const first = await publish(parts(), [minutes(40), text('Merci bien.')], 0, camille);
      await live.refresh();
      expect([first, lockout(), thanks()]).to.deep.equal([1, 40, 'Merci bien.']);
      await publish(parts(), [text('Merci à vous.')], 1, camille);
      expect(await undo(parts(), 2, camille)).to.equal(3);
      await live.refresh();
      expect([lockout(), thanks()]).to.deep.equal([40, 'Merci bien.']);
      await undo(parts(), 1, camille);
      await live.refresh();
      expect([lockout(), thanks()]).to.deep.equal([15, 'Merci, c’est noté.']);
      expect(overridesOf(await readVersions(store.db))).to.deep.equal([]);
    });

    it('has an author, a reason and a time, and says what it takes back', async () => {
      await publish(parts(), [minutes(40)], 0, camille);
      await undo(parts(), 1, { ...camille, reason: 'Erreur', at: 2 });
      const audit = await store.db.selectFrom('contentAudit').selectAll().orderBy('createdAt').execute();
      expect(
        audit.map(({ action, version, agentName, detail }) => [action, version, agentName, detail]),
      ).to.deep.equal([
        ['published', 1, 'Camille', 'Circulaire'],
        ['undone', 2, 'Camille', 'Erreur'],
      ]);
      expect((await readVersions(store.db))[1]).to.include({ undoes: 1, reason: 'Erreur' });
    });

    it('is nothing where what goes with it, such as the mark on its draft, cannot be written', async () => {
      const also = () => Promise.reject(new Error('taken'));
      const failed = await publish(parts(), [minutes(40)], 0, { ...camille, also }).catch((error) => error);
      expect(failed).to.be.an('error').with.property('message', 'taken');
      expect(await readVersions(store.db)).to.deep.equal([]);
    });

    it('is refused where it must not be served, where somebody changed the same, and where nothing changes', async () => {
      const code = async (changes: readonly Change[], base: number) =>
        publish(parts(), changes, base, camille).then(
          () => 'published',
          (error) => error.code,
        );
      expect(await code([text('Acceptez le certificat proposé.')], 0)).to.equal('content.invalid');
      expect(await code([minutes(-1)], 0)).to.equal('content.invalid');
      expect(await code([minutes(15)], 0)).to.equal('publish.nothing');
      const hours = { file: 'hours/academies/paris.yaml', path: ['academy'], value: 'lyon' };
      expect(await code([hours], 0), 'hours of another').to.equal('content.invalid');
      const asked = (id: string) => ({
        ...{
          file: `answers/${id}.yaml`,
          path: ['examples'],
          value: { fr: ['Pourquoi ce délai, au juste ?'] },
        },
      });
      expect(await code([asked('lockout_why'), asked('lockout_who')], 0), 'one question').to.equal(
        'content.invalid',
      );
      expect(await code([minutes(40)], 0)).to.equal('published');
      expect(await code([minutes(50)], 0)).to.equal('publish.overtaken');
      expect(await code([text('Merci bien.')], 0), 'elsewhere').to.equal('published');
      expect(await code([minutes(50)], 2)).to.equal('published');
      const late = await undo(parts(), 1, camille).catch((error) => error);
      expect(late).to.include({ code: 'publish.overtaken' });
      expect(late.by.number).to.equal(3);
    });

    it('gets one number each where several publish at the same moment', async () => {
      const names = ['survey_thanks', 'no_way_back', 'settled'];
      const changes = names.map((name) => ({ ...text(`Merci bien ${name}.`), path: [name] }));
      const numbers = await Promise.all(changes.map((change) => publish(parts(), [change], 0, camille)));
      expect(numbers.sort()).to.deep.equal([1, 2, 3]);
    });

    it('stays as it was where a version does not pass here, at a start as well', async () => {
      await publish(parts(), [minutes(40)], 0, camille);
      await live.refresh();
      const row = { number: 2, changes: JSON.stringify([text('Ouvrez {porte.')]), reason: 'x', undoes: null };
      const by = { agentId: null, agentName: 'x', createdAt: 2 };
      await store.db
        .insertInto('contentVersion')
        .values({ ...row, ...by })
        .execute();
      await live.refresh();
      expect([live.current().version, live.newest(), lockout()]).to.deep.equal([1, 2, 40]);
      const begun = await createLiveContent({ store, log, knowledge });
      begun.close();
      expect(begun.current().version).to.equal(1);
      await undo(parts(), 2, camille);
      await live.refresh();
      expect(live.current().version).to.equal(3);
    });

    it('is exported as files, and the import of these gives the same content', async () => {
      const answer = {
        ...(readContentFiles().files.get('answers/lockout_why.yaml') as object),
        sources: ['note-paris'],
      };
      const changes: Change[] = [
        minutes(40),
        text('Merci bien : « c’est noté ».\nÀ bientôt.'),
        { file: 'academies/paris.yaml', path: ['facts', 'workspace'], value: null },
        { file: 'answers/lockout_note.yaml', path: [], value: answer as never },
        {
          file: 'sources.yaml',
          path: ['note-paris'],
          value: { title: { fr: 'note', en: 'note' }, date: '2026-11-02' },
        },
      ];
      await publish(parts(), changes, 0, camille);
      const { files } = readContentFiles();
      const served = applyChanges(files, overridesOf(await readVersions(store.db)));
      const folder = join(temporaryFolder(), 'knowledge');
      cpSync(KNOWLEDGE, folder, { recursive: true });
      writeChanges(folder, differences(files, served));
      expect(differences(served, readContentFiles(folder).files)).to.deep.equal([]);
      const linesOf = (directory: string) =>
        readFileSync(join(directory, 'academies/paris.yaml'), 'utf8').split('\n');
      const [before, after] = [linesOf(KNOWLEDGE), linesOf(folder)];
      const strange = after.filter((line) => !before.includes(line));
      expect(strange, 'of what has not changed, nothing').to.deep.equal([
        '    value: { attempts: 3, minutes: 40 }',
      ]);
    });
  });
}

describe('two instances on one database', () => {
  it('tell people the same within five seconds of a publication, and of its undoing', async () => {
    const [, postgres] = engines;
    const databaseUrl = (await postgres?.databaseUrl()) ?? '';
    const apps = await Promise.all([
      startApp({ DATABASE_URL: databaseUrl }),
      startApp({ DATABASE_URL: databaseUrl }),
    ]);
    try {
      const [first] = apps;
      const { welcome } = contentFiles().files.get('locales/fr/talk.yaml') as Record<string, string>;
      const change = { file: 'locales/fr/talk.yaml', path: ['welcome'], value: `${welcome} Bonne rentrée.` };
      await publish({ store: first?.store as Store, origin: contentFiles }, [change], 0, camille);
      for (const { url } of apps)
        await eventually(async () => (await greeted(url)).includes('Bonne rentrée') || undefined, 5000);
      const again = { by: camille.by, reason: 'Erreur', at: Date.now() };
      await undo({ store: first?.store as Store, origin: contentFiles }, 1, again);
      for (const { url } of apps)
        await eventually(async () => !(await greeted(url)).includes('Bonne rentrée') || undefined, 5000);
    } finally {
      for (const app of apps) await app.close();
    }
  });
});
