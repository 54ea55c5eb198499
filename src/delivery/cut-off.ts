import type { Logger } from 'pino';
import type { Store } from '../store/open.ts';
import * as queries from '../store/queries/index.ts';
import { settle } from './settle.ts';

/** Milliseconds after which an instance that sends has certainly ended: a call is given up far sooner. */
const ABANDONED = 20_000;
const UNKNOWN = 'the process ended while it was sending: whether this arrived is not known';

export interface CutOffParts {
  readonly store: Store;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds that a reply waits at the most. */
  readonly longestPause: number;
}

/**
 * Looks, now and again, for replies that an instance was sending when it ended: nobody knows whether they arrived. Also takes up
 * what waits since a clock went wrong, and forgets what has arrived.
 */
export function createCutOffs({ store, log, now, longestPause }: CutOffParts): () => Promise<void> {
  let cleanedAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (now() - cleanedAt < ABANDONED && now() >= cleanedAt) return;
    // On SQLite this is the only instance: whatever was being sent when it starts was cut off.
    const first = cleanedAt === Number.NEGATIVE_INFINITY;
    const before = first && store.engine === 'sqlite' ? Number.MAX_SAFE_INTEGER : now() - ABANDONED;
    for (const reply of await queries.unsettledSince(store.db, before)) {
      log.warn(
        { conversation: reply.conversationId, turn: reply.seq },
        'a reply was cut off while it was sent',
      );
      const outcome = { state: 'failed' as const, nextAt: reply.nextAt, failure: UNKNOWN };
      await store.transact((trx) => settle(trx, reply, outcome));
    }
    // No pause is so long: the clock was put back since.
    await store.transact((trx) => queries.recallReplies(trx, now() + 2 * longestPause, now()));
    await store.transact((trx) => queries.forgetSent(trx));
    cleanedAt = now();
  };
}
