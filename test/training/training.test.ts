import { expect } from 'chai';
import { loadCorpus } from '../../src/content/models.ts';
import { undo } from '../../src/publishing/publish.ts';
import { contentFiles } from '../helpers/content.ts';
import { engines } from '../helpers/engines.ts';
import { eventually } from '../helpers/eventually.ts';
import {
  BADGES,
  badgeAnswer,
  LEARNS,
  type ReadingInstance,
  startReading,
} from '../helpers/reading-instance.ts';
import { type SmallCorpus, smallCorpus } from '../helpers/small-corpus.ts';

for (const engine of engines) {
  describe(`the reader on ${engine.name}`, function () {
    this.timeout(2 * LEARNS);
    let small: SmallCorpus;
    let url = '';
    const instances: ReadingInstance[] = [];
    before(async () => {
      small = await smallCorpus();
    });
    beforeEach(async () => {
      url = await engine.databaseUrl();
    });
    afterEach(async () => {
      for (const instance of instances.splice(0)) await instance.close();
    });
    async function start(trains = true) {
      const instance = await startReading(url, small, trains);
      instances.push(instance);
      return instance;
    }

    it('learns published questions without a restart, on all instances, and knows them at the next start', async () => {
      const [first, second] = [await start(), await start()];
      expect(first.understands()).to.equal(false);
      await first.publish(BADGES);
      await second.content.refresh();
      await eventually(async () => (await first.status()).state === 'ready' || undefined, LEARNS);
      for (const instance of [first, second]) await eventually(() => instance.understands() || undefined);
      const rows = await first.models();
      expect(
        rows.map(({ state, version }) => [state, version]),
        'one training for both',
      ).to.deep.equal([['ready', 1]]);

      const third = await start(false);
      expect(third.understands(), 'at once').to.equal(true);
      await third.train();
      expect(await third.models(), 'nothing anew').to.deep.equal(rows);

      await undo({ store: first.store, origin: contentFiles }, 1, {
        by: { id: null, name: 'x' },
        reason: 'x',
        at: 2,
      });
      await first.content.refresh();
      expect(first.understands(), 'taken back').to.equal(false);
      expect((await first.status()).state).to.equal('files');
    });

    it('stays as it was where it would read worse, and says by how much', async () => {
      const only = await start(false);
      const stolen = loadCorpus(small.sources.corpus)
        .filter(({ label, language }) => label === 'password_forgotten' && language === 'fr')
        .map(({ text }) => text)
        .filter((text) => text.length > 2 && text.length <= 200);
      await only.publish(badgeAnswer(stolen));
      await only.train();
      const { state, comparison } = await only.status();
      expect(state).to.equal('refused');
      const [worst] = comparison?.fallen ?? [];
      expect(worst?.before).to.be.above((worst?.after ?? 0) + (worst?.margin ?? 0));
      // Lines that are read wrongly now, to look at, each with what it is taken for.
      expect(comparison?.lost).to.have.length.within(1, 5);
      for (const { text, got } of comparison?.lost ?? []) expect([text, got]).to.not.include('');
      expect(only.readers.fitting(only.content.current()).labels).not.to.include('answer.badge_lost');
      expect(await only.store.db.selectFrom('readerModelPart').selectAll().execute()).to.deep.equal([]);
    });

    it('is trained for the newest content alone', async () => {
      const only = await start(false);
      await only.publish(BADGES);
      const early = only.train();
      await eventually(async () => (await only.status()).state === 'training' || undefined);
      await only.publish({ ...BADGES, path: ['examples', 'en'], value: ['I have mislaid my canteen badge'] });
      await early;
      expect((await only.status()).state, 'the first is not finished').to.equal('waiting');
      await only.train();
      expect((await only.models()).map(({ state, version }) => [state, version])).to.deep.equal([
        ['ready', 2],
      ]);
    });

    it('never uses half a model', async () => {
      const only = await start(false);
      await only.publish(BADGES);
      await only.train();
      expect(only.understands()).to.equal(true);
      const [{ parts = 0 } = {}] = await only.models();
      await only.store.db
        .deleteFrom('readerModelPart')
        .where('part', '=', parts - 1)
        .execute();
      const other = await start(false);
      expect(other.understands(), 'cut short').to.equal(false);
    });
  });
}
