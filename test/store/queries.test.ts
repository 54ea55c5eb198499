// Queries whose answer nobody sees at once: what waits, what is found, what is taken only once.
import { expect } from 'chai';
import pino from 'pino';
import { openStore, type Store } from '../../src/store/open.ts';
import * as queries from '../../src/store/queries/index.ts';
import { eraseRecords } from '../../src/store/queries/records.ts';
import { engines } from '../helpers/engines.ts';
import { putConversation } from '../helpers/records.ts';

const AT = Date.UTC(2026, 10, 23, 8);
const HOUR = 3_600_000;

for (const { name, databaseUrl } of engines) {
  describe(`queries on ${name}`, () => {
    let store: Store;
    before(async () => {
      store = await openStore(await databaseUrl(), pino({ level: 'silent' }));
    });
    after(() => store.close());
    beforeEach(async () => {
      for (const id of ['one', 'two']) {
        await store.transact((trx) => eraseRecords(trx, id));
        await putConversation(store, id, AT);
      }
    });
    const set = (seq: number, values: Partial<queries.OutboxRow>) =>
      store.db
        .updateTable('outbox')
        .set(values)
        .where('conversationId', '=', 'one')
        .where('seq', '=', seq)
        .execute();
    const states = async () =>
      (
        await store.db
          .selectFrom('outbox')
          .select(['seq', 'state'])
          .where('conversationId', '=', 'one')
          .orderBy('seq')
          .execute()
      ).map(({ state }) => state);

    it('drop what the bot said, and let what an agent said before go out, unless something is under way', async () => {
      const supersede = () => store.transact((trx) => queries.supersedeReplies(trx, 'one'));
      await set(2, { fence: null });
      await supersede();
      expect(await states()).to.deep.equal(['superseded', 'waiting']);
      await set(1, { state: 'sending' });
      await set(2, { state: 'queued' });
      await store.db
        .insertInto('outbox')
        .values({
          ...{ conversationId: 'one', seq: 3, body: '{}', state: 'queued', attempts: 0, nextAt: AT },
          ...{ failure: null, createdAt: AT, fence: 0, trace: null },
        })
        .execute();
      await supersede();
      expect(await states()).to.deep.equal(['sending', 'queued', 'superseded']);
    });

    it('let go out what would wait beyond a moment, and leave the times of what is over or under way', async () => {
      const times = async () =>
        (
          await store.db.selectFrom('outbox').select('nextAt').where('conversationId', '=', 'one').execute()
        ).map(({ nextAt }) => nextAt);
      for (const [state, recalled] of [
        ...[['waiting', true] as const, ['queued', true] as const],
        ...[['sending', false] as const, ['failed', false] as const, ['superseded', false] as const],
      ]) {
        await store.db
          .updateTable('outbox')
          .set({ state, nextAt: AT + HOUR })
          .execute();
        await queries.recallReplies(store.db, AT + HOUR, AT);
        expect(await times(), state).to.deep.equal([AT + HOUR, AT + HOUR]);
        await queries.recallReplies(store.db, AT + HOUR - 1, AT);
        expect(await times(), state).to.deep.equal(recalled ? [AT, AT] : [AT + HOUR, AT + HOUR]);
      }
    });

    it('give tickets that are due, and those that only a clock which was ahead lets wait', async () => {
      const due = async () => (await queries.dueTickets(store.db, AT, 10)).length;
      const put = (values: Partial<queries.TicketRow>) =>
        store.db
          .updateTable('ticket')
          .set({ state: 'queued', nextAt: AT, claimedUntil: 0, ...values })
          .execute();
      await put({});
      const all = await due();
      expect(all).to.be.above(0);
      for (const column of ['nextAt', 'claimedUntil'] as const) {
        for (const [at, expected] of [
          ...[[AT, all] as const, [AT + 1, 0] as const, [AT + HOUR, 0] as const],
          ...[[AT + HOUR + 1, all] as const, [AT + 365 * 24 * HOUR, all] as const],
        ]) {
          await put({ [column]: at });
          expect(await due(), `${column} in ${at - AT} ms`).to.equal(expected);
        }
      }
      await put({ state: 'opened' });
      expect(await due()).to.equal(0);
    });

    it('claim no ticket that is open, and let the first reference of one stand', async () => {
      const [ticket] = await store.db.selectFrom('ticket').selectAll().limit(1).execute();
      if (!ticket) throw new Error('no ticket');
      const { caseId } = ticket;
      const claim = (name: string) =>
        store.transact((trx) => queries.claimTicket(trx, caseId, { claim: name, now: AT, until: AT + HOUR }));
      const put = (values: Partial<queries.TicketRow>) =>
        store.db.updateTable('ticket').set(values).where('caseId', '=', caseId).execute();
      await put({ state: 'queued', claimedUntil: 0 });
      expect(await claim('one')).to.equal(true);
      expect(await claim('two'), 'while it is claimed').to.equal(false);
      for (const reference of ['P-FIRST', 'P-SECOND'])
        await store.transact((trx) => queries.settleOpened(trx, caseId, reference, AT));
      await put({ claimedUntil: 0 });
      expect(await claim('three'), 'once it is open').to.equal(false);
      const row = await store.db
        .selectFrom('ticket')
        .selectAll()
        .where('caseId', '=', caseId)
        .executeTakeFirst();
      expect(row).to.include({ state: 'opened', reference: 'P-FIRST', body: '' });
    });

    it('put a ticket that was given up back for another day, and no other', async () => {
      const DAY = 24 * HOUR;
      await store.db
        .updateTable('ticket')
        .set({ state: 'failed', attempts: 9, nextAt: AT, giveUpAt: AT, toldAt: AT })
        .where('conversationId', '=', 'one')
        .execute();
      await store.db
        .updateTable('ticket')
        .set({ state: 'queued', attempts: 3, giveUpAt: AT + 5 })
        .where('conversationId', '=', 'two')
        .execute();
      expect(await store.transact((trx) => queries.retryTickets(trx, AT + DAY))).to.equal(1);
      const rows = await store.db
        .selectFrom('ticket')
        .select(['state', 'attempts', 'nextAt', 'giveUpAt', 'toldAt'])
        .where('conversationId', 'in', ['one', 'two'])
        .orderBy('conversationId')
        .execute();
      expect(rows[0]).to.deep.equal({
        ...{ state: 'queued', attempts: 0, nextAt: AT + DAY, giveUpAt: AT + 2 * DAY, toldAt: null },
      });
      expect(rows[1]).to.include({ state: 'queued', attempts: 3, giveUpAt: AT + 5 });
    });

    it('end what waits for somebody who is gone: replies, timers and news of incidents, and nobody else’s', async () => {
      await store.transact((trx) => queries.endDelivery(trx, 'one'));
      for (const table of ['outbox', 'timer', 'incidentWatch'] as const) {
        const rows = await store.db.selectFrom(table).select('conversationId').execute();
        const left = new Set(rows.map(({ conversationId }) => conversationId));
        expect([...left], table).to.deep.equal(['two']);
      }
    });

    it('count what waits: replies by state, tickets, timers, and the oldest that is still to be delivered', async () => {
      await set(1, { state: 'failed', createdAt: AT - HOUR });
      await set(2, { state: 'sending', createdAt: AT - 1 });
      const backlog = await queries.readBacklog(store.db, AT + 10_001);
      expect(backlog).to.deep.include({
        outbox: { failed: 1, sending: 1, waiting: 1, queued: 1 },
        ...{ oldest: AT - 1, timers: 2, overdue: 2 },
      });
      expect((await queries.readBacklog(store.db, AT + 10_000)).overdue).to.equal(0);
      await store.db.updateTable('outbox').set({ state: 'superseded' }).execute();
      expect((await queries.readBacklog(store.db, AT)).oldest).to.equal(null);
    });

    it('find conversations by time, academy and channel, the last ones first', async () => {
      await store.db
        .updateTable('conversation')
        .set({ academy: 'lyon', channel: 'webchat', updatedAt: AT + HOUR })
        .where('id', '=', 'two')
        .execute();
      const find = async (filter: Partial<Parameters<typeof queries.findConversations>[1]>) =>
        (await queries.findConversations(store.db, { since: AT, until: AT + 2 * HOUR, ...filter }, 10)).map(
          ({ id }) => id,
        );
      expect(await find({})).to.deep.equal(['two', 'one']);
      expect(await find({ academy: 'paris' })).to.deep.equal(['one']);
      expect(await find({ channel: 'webchat' })).to.deep.equal(['two']);
      expect(await find({ since: AT + 1 })).to.deep.equal(['two']);
      expect(await find({ until: AT + HOUR })).to.deep.equal(['one']);
      const [first] = await queries.findConversations(store.db, { since: AT, until: AT + 1 }, 10);
      expect(first).to.deep.equal({
        ...{ id: 'one', channel: 'teams', academy: 'paris', locale: 'fr', lastSeq: 2 },
        ...{ createdAt: AT, updatedAt: AT },
      });
    });

    it('lift a notice once, and tell of those only that are not over', async () => {
      const incident = (id: string, endsAt: number | null) => ({
        ...{ id, academies: '"*"', system: 'webmail', severity: 'down', fr: 'fr', en: 'en' },
        ...{ startsAt: AT, endsAt, liftedAt: null },
      });
      await store.transact(async (trx) => {
        for (const one of [incident('open', null), incident('ends', AT + 1)])
          await queries.addIncident(trx, one as never);
      });
      const open = async (at: number) =>
        (await queries.unresolvedIncidents(store.db, at)).map(({ id }) => id);
      expect(await open(AT)).to.deep.equal(['ends', 'open']);
      expect(await open(AT + 1)).to.deep.equal(['open']);
      const lift = (id: string) => store.transact((trx) => queries.liftIncident(trx, id, AT));
      expect([await lift('open'), await lift('open'), await lift('none')]).to.deep.equal([
        true,
        false,
        false,
      ]);
    });

    it('tell who waits for an incident’s end once all that they wait for are over, and no agent has them', async () => {
      await store.db.deleteFrom('incidentWatch').execute();
      const waits = (conversationId: string, incidentId: string) =>
        store.transact((trx) => queries.watchIncident(trx, { conversationId, incidentId, askedAt: AT }));
      await store.transact(async (trx) => {
        for (const [id, system, startsAt, endsAt] of [
          ['a', 'webmail', AT, AT + 5],
          ['b', 'portal', AT + 1, AT + 9],
        ] as const)
          await queries.addIncident(trx, {
            ...{ id, academies: '"*"', system, severity: 'down', fr: 'fr', en: 'en' },
            ...{ startsAt, endsAt, liftedAt: null },
          } as never);
      });
      for (const [id, incident] of [
        ['one', 'a'],
        ['one', 'a'],
        ['one', 'b'],
        ['two', 'a'],
      ] as const)
        await waits(id, incident);
      const told = async (at: number) => [...(await queries.conversationsToTell(store.db, at, 10))].sort();
      expect(await told(AT + 4)).to.deep.equal([]);
      expect(await told(AT + 5)).to.deep.equal(['two']);
      expect(await told(AT + 9)).to.deep.equal(['one', 'two']);
      await store.db.updateTable('conversation').set({ owner: 'marie' }).where('id', '=', 'two').execute();
      expect(await told(AT + 9)).to.deep.equal(['one']);
      const take = () => store.transact((trx) => queries.takeIncidentWatches(trx, 'one'));
      expect([await take(), await take()]).to.deep.equal(['portal', undefined]);
    });

    it('take a draft in its present revision only, and no number of a version twice', async () => {
      const draft = {
        ...{ id: 'd', title: 't', changes: '[]', base: 0, revision: 1, note: null },
        state: 'open',
        ...{ agentId: null, agentName: 'Camille', createdAt: AT, updatedAt: AT },
      } as const;
      const version = {
        ...{ number: 1, changes: '[]', reason: 'r', agentId: null, agentName: 'Léa', undoes: null },
        createdAt: AT,
      };
      await store.transact(async (trx) => {
        await queries.addDraft(trx, draft);
        expect(await queries.claimDraft(trx, 'd', 1)).to.equal(true);
        expect(await queries.claimDraft(trx, 'd', 1), 'an earlier one').to.equal(false);
        expect((await queries.findDraft(trx, 'd'))?.revision).to.equal(2);
        await queries.updateDraft(trx, 'd', { state: 'discarded' });
        expect(await queries.findDraft(trx, 'd')).to.equal(undefined);
        expect(await queries.openDrafts(trx)).to.deep.equal([]);
        expect(await queries.addContentVersion(trx, version)).to.equal(true);
        expect(await queries.addContentVersion(trx, { ...version, reason: 'other' })).to.equal(false);
      });
      expect((await queries.contentVersions(store.db)).map(({ reason }) => reason)).to.deep.equal(['r']);
      expect(await queries.contentVersions(store.db, 1)).to.deep.equal([]);
    });

    it('keep the first value of a setting, unless it is written anew', async () => {
      expect(await queries.settingOnce(store.db, 's', () => 'first')).to.equal('first');
      expect(await queries.settingOnce(store.db, 's', () => 'second')).to.equal('first');
      await queries.putSetting(store.db, 's', 'third');
      expect(await queries.settingOnce(store.db, 's', () => 'fourth')).to.equal('third');
    });

    it('give the last activities oldest first', async () => {
      const last = (await queries.lastActivities(store.db, 'one', 5)).map(({ seq }) => seq);
      expect(last).to.deep.equal([1, 2]);
      expect((await queries.lastActivities(store.db, 'one', 1)).map(({ seq }) => seq)).to.deep.equal([2]);
    });

    it('drop a timer that was set anew, and fire the one that stands', async () => {
      const timer = { conversationId: 'one', id: 't', token: 'x' };
      await queries.setTimer(store.db, { ...timer, token: 'y', dueAt: AT + HOUR, event: '{}' });
      expect(await queries.takeTimer(store.db, timer)).to.equal(false);
      expect(await queries.takeTimer(store.db, { ...timer, token: 'y' })).to.equal(true);
      expect(await queries.takeTimer(store.db, { ...timer, token: 'y' })).to.equal(false);
    });
  });
}
