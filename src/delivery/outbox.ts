import type { Logger } from 'pino';
import type { Database } from '../store/open.ts';
import * as queries from '../store/queries.ts';
import { NotDeliveredError } from './errors.ts';
import { startWorker, type Worker } from './worker.ts';

/** Milliseconds between looks for replies whose second try has come. */
const EVERY = 1000;
const BATCH = 20;
const MAX_ATTEMPTS = 6;
/** Milliseconds before the second try; doubled each time. */
const FIRST_PAUSE = 1000;

export interface OutboxParts {
  readonly database: Database;
  readonly log: Logger;
  readonly now: () => number;
  readonly send: (reference: string, body: string) => Promise<void>;
}

/** Delivers the replies of committed turns, those of one conversation in order. */
export function startOutbox({ database, log, now, send }: OutboxParts): Worker {
  return startWorker('outbox', EVERY, log, async () => {
    let due = await queries.dueReplies(database, now(), BATCH);
    while (due.length > 0) {
      await Promise.all(due.map(deliver));
      due = await queries.dueReplies(database, now(), BATCH);
    }
  });

  async function deliver(reply: queries.DueReply): Promise<void> {
    try {
      if (reply.reference) await send(reply.reference, reply.body);
      await queries.removeReply(database, reply.id);
    } catch (error) {
      await postpone(reply, error);
    }
  }

  /** Only what certainly did not arrive is sent again; the rest is kept for the operator, rather than shown twice. */
  async function postpone(reply: queries.DueReply, error: unknown): Promise<void> {
    const attempts = reply.attempts + 1;
    const retry = error instanceof NotDeliveredError && attempts < MAX_ATTEMPTS;
    const pause =
      (error instanceof NotDeliveredError && error.retryAfter) || FIRST_PAUSE * 2 ** reply.attempts;
    await queries.postponeReply(database, reply.id, {
      attempts,
      nextAt: now() + pause,
      failure: retry ? null : String(error),
    });
    log.warn({ err: error, conversation: reply.conversationId, attempts, retry }, 'reply not delivered');
  }
}
