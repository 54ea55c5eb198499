import type { Logger } from 'pino';
import type { Database } from '../store/open.ts';
import * as queries from '../store/queries/index.ts';
import type { Turns } from '../turn/run-turn.ts';
import { startWorker, type Worker } from './worker.ts';

/** Milliseconds between looks for due timers: how late one may come. */
const EVERY = 500;
const BATCH = 50;

/** Fires timers that are due, those that became due while the service was down first of all. */
export function startTimers(database: Database, turns: Turns, log: Logger, now: () => number): Worker {
  return startWorker('timers', EVERY, log, async () => {
    let due = await queries.dueTimers(database, now(), BATCH);
    while (due.length > 0) {
      for (const timer of due) {
        await turns.fire(timer).catch((error) => log.error({ err: error, timer: timer.id }, 'timer failed'));
      }
      due = due.length < BATCH ? [] : await queries.dueTimers(database, now(), BATCH);
    }
  });
}
