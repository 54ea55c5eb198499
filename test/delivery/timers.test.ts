import { expect } from 'chai';
import pino from 'pino';
import { startTimers } from '../../src/delivery/timers.ts';
import type { Worker } from '../../src/delivery/worker.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import type { TimerRow } from '../../src/store/queries/index.ts';
import { createClock } from '../helpers/app.ts';
import { engines } from '../helpers/engines.ts';
import { eventually } from '../helpers/eventually.ts';

const log = pino({ level: 'silent' });

for (const { name, databaseUrl } of engines) {
  describe(`timers on ${name}`, () => {
    const clock = createClock();
    let store: Store;
    let worker: Worker | undefined;
    let fired: string[];
    before(async () => {
      store = await openStore(await databaseUrl(), log);
    });
    after(() => store.close());
    beforeEach(async () => {
      await store.db.deleteFrom('timer').execute();
      fired = [];
    });
    afterEach(() => worker?.stop());
    const put = (count: number, dueAt: number) =>
      store.db
        .insertInto('timer')
        .values(
          Array.from({ length: count }, (_, at) => ({
            conversationId: `c${String(at).padStart(3, '0')}`,
            id: 't',
            token: 'x',
            dueAt: dueAt + at,
            event: '{}',
          })),
        )
        .execute();
    /** Fires as turns do; those that `fails` names stay due. */
    const start = (fails: (timer: TimerRow) => boolean = () => false) => {
      worker = startTimers(
        store,
        {
          run: async () => ({ activityId: null, repeated: false }),
          fire: async (timer) => {
            fired.push(timer.conversationId);
            if (fails(timer)) throw new Error('the database is away');
            const { conversationId } = timer;
            await store.db.deleteFrom('timer').where('conversationId', '=', conversationId).execute();
          },
        },
        log,
        clock.now,
      );
      return worker;
    };

    it('fires what is due, and nothing before its time', async () => {
      // One is due since a moment ago, one now, one in a moment.
      await put(3, clock.now() - 1);
      start();
      await eventually(() => (fired.length === 2 ? true : undefined));
      worker?.wake();
      await worker?.stop();
      expect(fired.sort()).to.deep.equal(['c000', 'c001']);
    });

    it('fires more than it takes at once, without waiting for the next look', async () => {
      await put(120, clock.now() - 1000);
      // The first look goes on until nothing is left.
      await start().stop();
      expect(fired).to.have.length(120);
      expect(new Set(fired).size).to.equal(120);
    });

    it('tries one that fails at the next look, not over and over, and holds no other up', async () => {
      await put(50, clock.now() - 1000);
      let failures = 0;
      const fails = ({ conversationId }: TimerRow) => conversationId === 'c007' && ++failures < 2;
      await start(fails).stop();
      expect(fired).to.have.length(50);
      start(fails);
      await eventually(() => (fired.length === 51 ? true : undefined));
      expect(fired.filter((id) => id === 'c007')).to.have.length(2);
    });
  });
}
