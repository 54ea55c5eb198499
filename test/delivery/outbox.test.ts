import { expect } from 'chai';
import pino from 'pino';
import { GoneError, NotDeliveredError } from '../../src/delivery/errors.ts';
import { type Delivered, startOutbox } from '../../src/delivery/outbox.ts';
import type { Worker } from '../../src/delivery/worker.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import * as queries from '../../src/store/queries/index.ts';
import { newRow } from '../../src/turn/conversation-row.ts';
import { createClock } from '../helpers/app.ts';
import { engines } from '../helpers/engines.ts';
import { eventually } from '../helpers/eventually.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const log = pino({ level: 'silent' });

for (const { name: engine, databaseUrl } of engines) {
  describe(`the outbox on ${engine}`, () => {
    let url: string;
    let store: Store;
    let clock: ReturnType<typeof createClock>;
    /** What reached the far end, in order. */
    let sent: string[];
    /** How the far end takes the next messages; all are taken once there are none left. */
    let answers: (() => Promise<Delivered | undefined>)[];
    let workers: Worker[];
    let paced: boolean;
    before(async () => {
      url = await databaseUrl();
      store = await openStore(url, log);
    });
    after(() => store.close());
    beforeEach(async () => {
      for (const table of ['outbox', 'timer', 'conversation'] as const)
        await store.db.deleteFrom(table).execute();
      clock = createClock();
      [sent, answers, workers, paced] = [[], [], [], false];
    });
    afterEach(async () => {
      for (const worker of workers) await worker.stop();
    });

    const start = () => {
      const worker = startOutbox({
        store,
        log,
        now: clock.now,
        paced: () => paced,
        send: async ({ conversationId, body }) => {
          sent.push(`${conversationId} ${body}`);
          return (answers.shift() ?? (async () => undefined))();
        },
      });
      workers.push(worker);
      return worker;
    };
    const put = (id: string, seqs: readonly number[], fence: number | null = 0) =>
      store.transact(async (trx) => {
        const begin = {
          conversationId: id,
          channel: 'teams',
          start: { locale: 'fr', academy: null },
        } as const;
        await queries.lockConversation(trx, id, () => newRow(begin, clock.now()));
        const replies = seqs.map((seq) => ({ seq, body: String(seq) }));
        await queries.enqueue(trx, id, replies, clock.now(), fence);
      });
    const rows = async (db: queries.Reader = store.db) =>
      db.selectFrom('outbox').selectAll().orderBy('conversationId').orderBy('seq').execute();
    const states = async () => (await rows()).map(({ seq, state }) => `${seq} ${state}`);
    const settled = (count: number) =>
      eventually(async () => ((await rows()).length === count ? true : undefined));
    const become = (expected: readonly string[]) =>
      eventually(async () => ((await states()).join() === expected.join() ? true : undefined));
    const refusal = (error: Error) => async () => {
      throw error;
    };

    it('sends the replies of a conversation in order, and keeps none that arrived', async () => {
      await put('a', [1, 2, 3]);
      await put('b', [1]);
      start();
      await settled(0);
      expect(sent.filter((one) => one.startsWith('a'))).to.deep.equal(['a 1', 'a 2', 'a 3']);
      expect(sent).to.include('b 1');
    });

    it('lets no reply overtake one that is being sent', async () => {
      let arrive: (() => void) | undefined;
      answers.push(() => new Promise((resolve) => (arrive = () => resolve(undefined))));
      await put('a', [1]);
      const worker = start();
      await become(['1 sending']);
      await put('a', [2]);
      expect(await states()).to.deep.equal(['1 sending', '2 queued']);
      worker.wake();
      await put('b', [1]);
      worker.wake();
      await eventually(() => (sent.includes('b 1') ? true : undefined));
      expect(sent).not.to.include('a 2');
      arrive?.();
      await settled(0);
      expect(sent).to.deep.equal(['a 1', 'b 1', 'a 2']);
    });

    it('waits as long as the far end asks for, and then sends again', async () => {
      answers.push(refusal(new NotDeliveredError('429', 5 * MINUTE)));
      await put('a', [1, 2]);
      const worker = start();
      const [waiting] = await eventually(async () => {
        const found = await rows();
        return found[0]?.attempts === 1 && found[0].state === 'waiting' ? found : undefined;
      });
      expect(waiting?.nextAt).to.be.at.least(clock.now() + 5 * MINUTE);
      clock.advance(4 * MINUTE);
      worker.wake();
      await worker.stop();
      expect(sent).to.deep.equal(['a 1']);
      clock.advance(6 * MINUTE);
      start();
      await settled(0);
      expect(sent).to.deep.equal(['a 1', 'a 1', 'a 2']);
    });

    it('gives a reply up after six attempts, says why, and goes on with the next', async () => {
      for (let attempt = 0; attempt < 6; attempt++) answers.push(refusal(new NotDeliveredError('not now')));
      await put('a', [1, 2]);
      start();
      for (let attempt = 1; attempt < 6; attempt++) {
        await eventually(async () => {
          const [first] = await rows();
          return first?.attempts === attempt && first.state === 'waiting' ? true : undefined;
        });
        clock.advance(20 * MINUTE);
        workers[0]?.wake();
      }
      await become(['1 failed']);
      expect((await rows())[0]).to.include({ attempts: 6, failure: 'Error: not now' });
      expect(sent).to.deep.equal([...Array(6).fill('a 1'), 'a 2']);
    });

    it('does not repeat what may have arrived', async () => {
      answers.push(refusal(new Error('the socket broke')));
      await put('a', [1, 2]);
      start();
      await become(['1 failed']);
      expect((await rows())[0]?.failure).to.equal('Error: the socket broke');
      expect(sent).to.deep.equal(['a 1', 'a 2']);
    });

    it('sends nothing more to somebody who is gone, and ends their timers', async () => {
      answers.push(refusal(new GoneError('blocked')));
      await put('a', [1, 2]);
      await store.db
        .insertInto('timer')
        .values({ conversationId: 'a', id: 't', token: 'x', dueAt: clock.now() + MINUTE, event: '{}' })
        .execute();
      start();
      await settled(0);
      expect(sent).to.deep.equal(['a 1']);
      expect(await store.db.selectFrom('timer').selectAll().execute()).to.deep.equal([]);
    });

    it('does not send what the bot said before the conversation changed hands, but what an agent said', async () => {
      await put('a', [1], 0);
      await put('a', [2], null);
      await store.db.updateTable('conversation').set({ fence: 1 }).execute();
      start();
      await become(['1 superseded']);
      expect(sent).to.deep.equal(['a 2']);
    });

    it('does not send again what was on its way when the conversation changed hands', async () => {
      answers.push(async () => {
        await store.transact(async (trx) => {
          const row = await queries.lockConversation(trx, 'a');
          if (!row) throw new Error('no conversation');
          await queries.supersedeReplies(trx, 'a');
          await queries.updateConversation(trx, { ...row, owner: 'marie', fence: row.fence + 1 });
        });
        throw new NotDeliveredError('refused');
      });
      await put('a', [1, 2]);
      const worker = start();
      await become(['1 waiting', '2 superseded']);
      clock.advance(MINUTE);
      worker.wake();
      await become(['1 superseded', '2 superseded']);
      expect(sent).to.deep.equal(['a 1']);
    });

    it('notes in the same transaction what a channel wants noted, and calls it back after that', async () => {
      const told: string[] = [];
      answers.push(async () => ({
        note: async (trx) => {
          told.push(`inside ${(await rows(trx)).length}`);
          return async () => void told.push(`after ${(await rows()).length}`);
        },
      }));
      await put('a', [1]);
      start();
      await eventually(() => (told.length === 2 ? true : undefined));
      expect(told).to.deep.equal(['inside 0', 'after 0']);
    });

    it('notes nothing of a conversation that was erased meanwhile', async () => {
      let arrive: (() => void) | undefined;
      let noted = false;
      const note = async () => {
        noted = true;
        return undefined;
      };
      answers.push(() => new Promise((resolve) => (arrive = () => resolve({ note }))));
      await put('a', [1]);
      const worker = start();
      await become(['1 sending']);
      for (const table of ['outbox', 'conversation'] as const) await store.db.deleteFrom(table).execute();
      arrive?.();
      await worker.stop();
      expect(noted).to.equal(false);
    });

    it('asks for the pace of a channel that has one, and of no other', async () => {
      paced = true;
      await put('a', [1, 2, 3, 4, 5, 6, 7, 8]);
      start();
      await become(['8 waiting']);
      await eventually(async () => ((await rows())[0]?.nextAt === clock.now() + SECOND ? true : undefined));
      expect(sent).to.have.length(7);
      paced = false;
      clock.advance(SECOND);
      await put('b', [1, 2, 3, 4, 5, 6, 7, 8]);
      workers[0]?.wake();
      await settled(0);
      expect(sent).to.have.length(16);
    });

    it('keeps what was cut off long ago for the operator', async () => {
      await put('a', [1, 2]);
      await store.db.updateTable('outbox').set({ state: 'sending' }).where('seq', '=', 1).execute();
      clock.advance(MINUTE);
      start();
      await become(['1 failed']);
      expect((await rows())[0]?.failure).to.match(/not known/);
      expect(sent).to.deep.equal(['a 2']);
    });

    it('looks again, while it runs, for what another instance was cut off from', async () => {
      await put('b', [1]);
      const worker = start();
      await settled(0);
      await put('a', [1]);
      await store.db.updateTable('outbox').set({ state: 'sending', nextAt: clock.now() }).execute();
      clock.advance(19 * SECOND);
      await put('b', [2]);
      worker.wake();
      await become(['1 sending']);
      clock.advance(2 * SECOND);
      worker.wake();
      await become(['1 failed']);
      expect(sent).to.deep.equal(['b 1', 'b 2']);
    });

    it('does not take for cut off what it is itself sending', async () => {
      let arrive: (() => void) | undefined;
      await put('b', [1]);
      const worker = start();
      await settled(0);
      answers.push(() => new Promise((resolve) => (arrive = () => resolve(undefined))));
      await put('a', [1]);
      worker.wake();
      await become(['1 sending']);
      // A look for what was cut off, and a clock that was put back, which is a reason for another.
      for (const passed of [21 * SECOND, -10 * MINUTE]) {
        clock.advance(passed);
        await store.db.updateTable('outbox').set({ nextAt: clock.now() }).execute();
        await put('b', [2]);
        worker.wake();
        await become(['1 sending']);
      }
      arrive?.();
      await settled(0);
    });

    it('writes down what came of it once the database takes it, and sends nothing twice', async () => {
      let refusals = 2;
      const transact: Store['transact'] = (work) => {
        if (sent.length > 0 && refusals-- > 0) return Promise.reject(new Error('the disk is full'));
        return store.transact(work);
      };
      await put('a', [1]);
      const send = async () => {
        sent.push('a 1');
        return undefined;
      };
      const flaky = { ...store, transact };
      workers.push(startOutbox({ store: flaky, log, now: clock.now, paced: () => false, send }));
      await settled(0);
      expect(sent).to.deep.equal(['a 1']);
    });

    it('ends although the database takes nothing more', async () => {
      const transact: Store['transact'] = (work) =>
        sent.length > 0 ? Promise.reject(new Error('the disk is full')) : store.transact(work);
      await put('a', [1]);
      const send = async () => {
        sent.push('a 1');
        return undefined;
      };
      const flaky = { ...store, transact };
      const worker = startOutbox({ store: flaky, log, now: clock.now, paced: () => false, send });
      await eventually(() => (sent.length > 0 ? true : undefined));
      await worker.stop();
      expect(await states()).to.deep.equal(['1 sending']);
    });

    if (engine === 'SQLite') {
      it('knows at its start that whatever was being sent was cut off: there is no other instance', async () => {
        await put('a', [1]);
        await store.db.updateTable('outbox').set({ state: 'sending', nextAt: clock.now() }).execute();
        start();
        await become(['1 failed']);
      });
    } else {
      it('leaves at its start what another instance may be sending', async () => {
        await put('a', [1]);
        await put('b', [1]);
        const other = store.db.updateTable('outbox').set({ state: 'sending', nextAt: clock.now() });
        await other.where('conversationId', '=', 'a').execute();
        start();
        await become(['1 sending']);
        expect(sent).to.deep.equal(['b 1']);
      });

      it('takes what another instance does not hold, without waiting for it', async () => {
        await put('a', [1]);
        await put('b', [1]);
        const other = await openStore(url, log);
        await store.transact(async (trx) => {
          const held = await queries.dueReplies(trx, clock.now(), 1);
          const rest = await other.transact((theirs) => queries.dueReplies(theirs, clock.now(), 10));
          expect([...held, ...rest].map(({ conversationId }) => conversationId)).to.have.members(['a', 'b']);
        });
        await other.close();
      });
    }

    it('sends what would wait for ever since the clock was put back', async () => {
      await put('a', [1]);
      await store.db
        .updateTable('outbox')
        .set({ nextAt: clock.now() + 24 * 60 * MINUTE })
        .execute();
      start();
      await settled(0);
      expect(sent).to.deep.equal(['a 1']);
    });

    it('looks again at once when the clock is put back while it runs', async () => {
      await put('b', [1]);
      const worker = start();
      await settled(0);
      await put('a', [1]);
      await store.db.updateTable('outbox').set({ nextAt: clock.now() }).execute();
      clock.advance(-60 * MINUTE);
      worker.wake();
      await settled(0);
      expect(sent).to.deep.equal(['b 1', 'a 1']);
    });

    it('forgets what an earlier version has sent and kept', async () => {
      await put('a', [1]);
      await store.db.updateTable('outbox').set({ state: 'sent' }).execute();
      start();
      await settled(0);
      expect(sent).to.deep.equal([]);
    });

    it('has so many replies under way at once and no more, each of another conversation', async () => {
      const arrivals: (() => void)[] = [];
      for (let one = 0; one < 70; one++) {
        answers.push(() => new Promise((resolve) => arrivals.push(() => resolve(undefined))));
        await put(`c${one}`, [1]);
      }
      const worker = start();
      await eventually(() => (sent.length === 64 ? true : undefined));
      worker.wake();
      // By then a second look is over.
      for (let look = 0; look < 5; look++) await store.transact(async () => {});
      expect((await states()).filter((state) => state === '1 waiting')).to.have.length(6);
      for (const arrive of arrivals.splice(0)) arrive();
      await eventually(() => (sent.length === 70 ? true : undefined));
      for (const arrive of arrivals) arrive();
      await settled(0);
    });

    it('lets nobody who writes now wait behind all that an outage has left, and forgets none of that', async () => {
      for (let one = 0; one < 300; one++) {
        await put(`left${one}`, [1]);
        clock.advance(1);
      }
      await put('now', [1, 2]);
      start();
      await settled(0);
      const place = (id: string, seq = 1) => sent.indexOf(`${id} ${seq}`);
      // Behind the first 64, of those that had waited for longest, and among the next.
      expect(place('now')).to.be.within(64, 127);
      expect(place('now', 2)).to.be.greaterThan(place('now'));
      expect(place('left64')).to.be.lessThan(place('left170'));
      expect(sent).to.have.length(302);
    });

    it('waits at its end for what is under way', async () => {
      let arrive: (() => void) | undefined;
      answers.push(() => new Promise((resolve) => (arrive = () => resolve(undefined))));
      await put('a', [1]);
      const worker = start();
      await become(['1 sending']);
      let over = false;
      const stopped = worker.stop().then(() => (over = true));
      await put('b', [1]);
      expect(over).to.equal(false);
      arrive?.();
      await stopped;
      expect(await states()).to.deep.equal(['1 waiting']);
    });
  });
}
