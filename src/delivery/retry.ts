/** How what certainly failed is tried again, and how what came of it is not lost; the same for replies and tickets. */
import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds before the second attempt, and before any other at most. */
export interface RetryPolicy {
  readonly firstPause: number;
  readonly longestPause: number;
}

/** Doublings after which the longest pause is reached in any case. */
const MOST_DOUBLINGS = 16;
/** Milliseconds before an outcome is written down again, where the database did not take it. */
const WRITE_AGAIN = 500;

/**
 * Milliseconds to wait after a failed attempt, of which there have been `attempts` before: doubled each time, no shorter than the
 * far end asks for, and up to as much again at random, so that not everything comes back at once.
 */
export function pauseAfter(attempts: number, { firstPause, longestPause }: RetryPolicy, asked = 0): number {
  const pause = Math.max(asked, firstPause * 2 ** Math.min(attempts, MOST_DOUBLINGS));
  return Math.ceil(Math.min(longestPause, pause) * (1 + Math.random()));
}

/** The outcome of a call is known here only: it is written down as soon as the database takes it, or not if `stopped` meanwhile. */
export async function writeDown<Result>(
  write: () => Promise<Result>,
  stopped: () => boolean,
  failed: (error: unknown) => void,
): Promise<Result | undefined> {
  for (;;) {
    try {
      return await write();
    } catch (error) {
      failed(error);
      if (stopped()) return undefined;
      await wait(WRITE_AGAIN);
    }
  }
}
