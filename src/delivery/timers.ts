import type { Logger } from 'pino';
import type { Store } from '../store/open.ts';
import * as queries from '../store/queries/index.ts';
import type { Turns } from '../turn/run-turn.ts';
import { startWorker, type Worker } from './worker.ts';

/** Milliseconds between looks for due timers: how late one may come. */
const EVERY = 500;
const BATCH = 50;

/** Fires timers that are due, those that became due while the service was down first of all. */
export function startTimers(store: Store, turns: Turns, log: Logger, now: () => number): Worker {
  const fire = (timer: queries.TimerRow) =>
    turns.fire(timer).then(
      () => true,
      (error) => {
        log.error({ err: error, conversation: timer.conversationId, timer: timer.id }, 'timer failed');
        return false;
      },
    );
  return startWorker('timers', EVERY, log, async () => {
    let due = await queries.dueTimers(store.db, now(), BATCH);
    while (due.length > 0) {
      const settled = await Promise.all(due.map(fire));
      // One that fails stays due: it is tried again at the next look, not at once.
      due =
        due.length < BATCH || settled.includes(false) ? [] : await queries.dueTimers(store.db, now(), BATCH);
    }
  });
}
