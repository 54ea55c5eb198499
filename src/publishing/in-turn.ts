import { setImmediate as nextRound } from 'node:timers/promises';

let last: Promise<unknown> = Promise.resolve();

/**
 * Does what keeps the process busy for a good part of a second, one thing after the other, and before each lets whatever has come
 * meanwhile have its turn: editors who check at the same moment must not hold up messages for as long as all of them take. Rejects
 * with what `work` throws.
 */
export function inTurn<Result>(work: () => Result): Promise<Result> {
  const done = last.then(() => nextRound()).then(work);
  last = done.catch(() => {});
  return done;
}
