import { expect } from 'chai';
import pino from 'pino';
import { readConfig } from '../../src/config/config.ts';
import { retentionKinds, runRetention } from '../../src/records/retention.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import * as queries from '../../src/store/queries/index.ts';
import { createClock, startApp } from '../helpers/app.ts';
import { DirectLineClient } from '../helpers/direct-line.ts';
import { engines } from '../helpers/engines.ts';
import { putConversation } from '../helpers/records.ts';

const log = pino({ level: 'silent' });
const DAY = 24 * 3_600_000;

for (const { name, databaseUrl } of engines) {
  describe(`retention on ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await openStore(await databaseUrl(), log);
    });
    afterEach(() => store.close());

    const kinds = retentionKinds(readConfig({ RETENTION_CONVERSATIONS_DAYS: '30' }));
    const ids = async () =>
      (await store.db.selectFrom('conversation').select('id').orderBy('id').execute()).map(({ id }) => id);

    it('removes a conversation with everything of it 30 days after its last change, and no other', async () => {
      const clock = createClock();
      for (let index = 0; index < 50; index++) await putConversation(store, `old-${index}`, clock.now());
      clock.advance(DAY);
      await putConversation(store, 'young', clock.now());
      clock.advance(29 * DAY + 1);
      await runRetention({ store, log, now: clock.now, kinds });
      expect(await ids()).to.deep.equal(['young']);
      for (const { table, key, through } of queries.RECORDS) {
        const rows = await store.db
          .selectFrom(table as 'activity')
          .select(key as 'conversationId')
          .distinct()
          .execute();
        // Ids of what came in are gone after a week.
        const left = table === 'inbox' ? [] : through ? ['case-young'] : ['young'];
        expect(
          rows.flatMap((row) => Object.values(row)),
          table,
        ).to.deep.equal(left);
      }
      const [receipt, ...others] = await queries.readReceipts(store.db, 10);
      const before = others.map(({ subject }) => subject);
      expect([receipt?.subject, ...before]).to.include.members(['conversation']);
      const conversations = [receipt, ...others].find((one) => one?.subject === 'conversation');
      expect(JSON.parse(conversations?.counts ?? '')).to.include({ conversation: 50, activity: 100 });
      expect(conversations?.cutoff).to.equal(clock.now() - 30 * DAY);
    });

    it('is one instance’s at a time: a lease is held by who took it, until it ends or its clock was wrong', async () => {
      const lease = (holder: string, until: number) => ({ name: 'retention', holder, until });
      const take = (holder: string, until: number, now: number) =>
        store.transact((trx) => queries.takeLease(trx, lease(holder, until), now));
      const hold = (holder: string, until: number) =>
        store.transact((trx) => queries.holdLease(trx, lease(holder, until)));
      expect(await take('one', 100, 0)).to.equal(true);
      expect(await take('two', 150, 99), 'while it lasts').to.equal(false);
      expect(await hold('one', 140)).to.equal(true);
      expect(await take('two', 200, 100), 'once prolonged').to.equal(false);
      expect(await take('two', 240, 140), 'once over').to.equal(true);
      expect(await hold('one', 300), 'once lost').to.equal(false);
      expect(await hold('two', 9000)).to.equal(true);
      expect(await take('one', 400, 200), 'of a clock that was far ahead').to.equal(true);
      const other = await store.transact((trx) =>
        queries.takeLease(trx, { name: 'other', holder: 'two', until: 500 }, 200),
      );
      expect(other).to.equal(true);
      expect(await hold('two', 600), 'of another name').to.equal(false);
    });

    it('keeps ids of what came in for a week, and receipts for a year', async () => {
      const clock = createClock();
      await putConversation(store, 'a', clock.now());
      clock.advance(8 * DAY);
      await store.db.updateTable('conversation').set({ updatedAt: clock.now() }).execute();
      await runRetention({ store, log, now: clock.now, kinds });
      expect(await store.db.selectFrom('inbox').selectAll().execute()).to.have.length(0);
      expect(await ids()).to.deep.equal(['a']);
      const receipts = await queries.readReceipts(store.db, 10);
      expect(receipts.map(({ subject }) => subject)).to.deep.equal(['inbox']);
      clock.advance(366 * DAY);
      await runRetention({ store, log, now: clock.now, kinds });
      const subjects = (await queries.readReceipts(store.db, 10)).map(({ subject }) => subject);
      expect(subjects).to.include('receipt').and.not.include('inbox');
    });

    it('keeps a case for 30 days after its end where its conversation goes on', async () => {
      const clock = createClock();
      await putConversation(store, 'a', clock.now());
      clock.advance(31 * DAY);
      await store.db.updateTable('conversation').set({ updatedAt: clock.now() }).execute();
      await runRetention({ store, log, now: clock.now, kinds });
      for (const table of ['helpCase', 'caseNote', 'caseAudit', 'ticket'] as const) {
        expect(await store.db.selectFrom(table).selectAll().execute(), table).to.have.length(0);
      }
      expect((await queries.findConversation(store.db, 'a'))?.caseId).to.equal(null);
    });

    it('removes replies that were given up, and none that is still on its way', async () => {
      const clock = createClock();
      await putConversation(store, 'a', clock.now());
      await store.db.updateTable('outbox').set({ state: 'failed' }).where('seq', '=', 1).execute();
      clock.advance(31 * DAY);
      await store.db.updateTable('conversation').set({ updatedAt: clock.now() }).execute();
      await runRetention({ store, log, now: clock.now, kinds });
      const rows = await store.db.selectFrom('outbox').select(['seq', 'state']).execute();
      expect(rows).to.deep.equal([{ seq: 2, state: 'queued' }]);
    });

    it('runs on one instance at a time, once an hour, and leaves no receipt where nothing was removed', async () => {
      const clock = createClock();
      let runs = 0;
      const counting = [
        {
          name: 'counted',
          days: 1,
          remove: async () => {
            runs++;
            return {};
          },
        },
      ];
      const run = () => runRetention({ store, log, now: clock.now, kinds: counting });
      await Promise.all([run(), run(), run()]);
      expect(runs).to.equal(1);
      clock.advance(3_600_000);
      await run();
      expect(runs).to.equal(2);
      expect(await queries.readReceipts(store.db, 10)).to.have.length(0);
    });

    it('stops between two batches where another instance has taken over meanwhile', async () => {
      let batches = 0;
      const remove = async (trx: queries.Trx) => {
        batches++;
        await trx.updateTable('lease').set({ holder: 'another instance' }).execute();
        return { counted: 1 };
      };
      const clock = createClock();
      await store.db.deleteFrom('lease').execute();
      await runRetention({ store, log, now: clock.now, kinds: [{ name: 'counted', days: 1, remove }] });
      expect(batches).to.equal(1);
      await store.db.deleteFrom('lease').execute();
      await store.db.deleteFrom('receipt').execute();
    });

    it('goes on after a clock that was a year ahead for a moment', async () => {
      const clock = createClock();
      let runs = 0;
      const remove = async () => {
        runs++;
        return {};
      };
      const run = () =>
        runRetention({ store, log, now: clock.now, kinds: [{ name: 'counted', days: 1, remove }] });
      await run();
      expect(runs).to.equal(1);
      clock.advance(365 * 24 * 3_600_000);
      await run();
      expect(runs).to.equal(2);
      clock.advance(-365 * 24 * 3_600_000 + 60_000);
      await run();
      expect(runs).to.equal(3);
      clock.advance(30 * 60_000);
      await run();
      expect(runs).to.equal(3);
    });
  });
}

describe('what the bot says of how long it keeps things', () => {
  for (const days of [30, 1, 90]) {
    it(`is what the configuration says: ${days}`, async () => {
      const app = await startApp({ RETENTION_CONVERSATIONS_DAYS: String(days) });
      const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
      await client.hear();
      await client.say('Que faites-vous de mes données ?');
      const [said] = await client.hear();
      expect(said?.text).to.include(`effacée ${days} jour${days > 1 ? 's' : ''} après le dernier message`);
      await app.close();
    });
  }
});
