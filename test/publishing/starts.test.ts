// What a start, and a version after it, may not lose.
import { expect } from 'chai';
import pino from 'pino';
import type { Change } from '../../src/content/changes.ts';
import { createDrafts } from '../../src/publishing/drafts.ts';
import { createLiveContent, type LiveContent } from '../../src/publishing/live.ts';
import { publish } from '../../src/publishing/publish.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { knowledge, temporaryFolder } from '../helpers/app.ts';
import { contentFiles } from '../helpers/content.ts';

const log = pino({ level: 'silent' });
const camille = { id: 'camille', name: 'Camille' };
const by = { by: camille, reason: 'Circulaire', at: 1 };
const lockout = (path: 'minutes' | 'attempts', value: number): Change => ({
  ...{ file: 'academies/paris.yaml', path: ['facts', 'lockout', 'value', path], value },
});

describe('content that is served over the files', () => {
  let store: Store;
  const lives: LiveContent[] = [];
  beforeEach(async () => {
    store = await openStore(`file:${temporaryFolder()}/content.db`, log);
  });
  afterEach(async () => {
    for (const live of lives.splice(0)) live.close();
    await store.close();
  });

  async function begin(known = knowledge): Promise<LiveContent> {
    const live = await createLiveContent({ store, log, knowledge: known, origin: contentFiles });
    lives.push(live);
    return live;
  }
  const parts = () => ({ store, origin: contentFiles });

  it('says how long conversations are kept here, before a publication, after it and from a start on', async () => {
    const here = { ...knowledge, keptDays: 7 };
    const live = await begin(here);
    expect(live.knowledge.keptDays).to.equal(7);
    await publish(parts(), [lockout('minutes', 40)], 0, by);
    await live.refresh();
    expect([live.current().version, live.knowledge.keptDays]).to.deep.equal([1, 7]);
    expect((await begin(here)).knowledge.keptDays).to.equal(7);
  });

  it('goes back at a start behind all versions that do not pass, not the last one alone', async () => {
    await publish(parts(), [lockout('minutes', 40)], 0, by);
    const broken = { file: 'locales/fr/talk.yaml', path: ['survey_thanks'], value: 'Ouvrez {porte.' };
    for (const number of [2, 3])
      await store.db
        .insertInto('contentVersion')
        .values({
          ...{ number, changes: JSON.stringify([broken]), reason: 'x', undoes: null },
          ...{ agentId: null, agentName: 'x', createdAt: number },
        })
        .execute();
    const live = await begin();
    expect([live.current().version, live.newest()]).to.deep.equal([1, 3]);
  });

  it('notes each place that an editor comes to in a draft, and the same places once', async () => {
    const drafts = createDrafts({ store, content: { origin: contentFiles }, now: () => 1 });
    const { id } = await drafts.begin(camille, 'Délai');
    const minutes = lockout('minutes', 40);
    await drafts.change(id, 1, [minutes], 0, camille);
    await drafts.change(id, 2, [{ ...minutes, value: 45 }], 0, camille);
    await drafts.change(id, 3, [minutes, lockout('attempts', 5)], 0, camille);
    await drafts.change(id, 4, [minutes, lockout('attempts', 5)], 0, { id: 'lea', name: 'Léa' });
    const acts = await store.db.selectFrom('contentAudit').selectAll().execute();
    expect(
      acts.map(({ action, agentName, detail }) => [action, agentName, detail.split('\n').length]),
    ).to.have.deep.members([
      ['begun', 'Camille', 1],
      ['changed', 'Camille', 1],
      ['changed', 'Camille', 2],
      ['changed', 'Léa', 2],
    ]);
  });
});
