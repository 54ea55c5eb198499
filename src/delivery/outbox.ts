import type { Logger } from 'pino';
import type { Database } from '../store/open.ts';
import * as queries from '../store/queries.ts';
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

  /**
   * Only what certainly did not arrive is sent again: a refused connection, or 429. After a 5xx or a broken socket the
   * reply may have been shown; it is kept for the operator instead of being shown twice.
   */
  async function postpone(reply: queries.DueReply, error: unknown): Promise<void> {
    const attempts = reply.attempts + 1;
    const reason = error instanceof Error ? error.message : String(error);
    const retry = isRetriable(error) && attempts < MAX_ATTEMPTS;
    const nextAt = now() + FIRST_PAUSE * 2 ** reply.attempts;
    await queries.postponeReply(database, reply.id, { attempts, nextAt, failure: retry ? null : reason });
    log.warn({ err: error, conversation: reply.conversationId, attempts, retry }, 'reply not delivered');
  }
}

function isRetriable(error: unknown): boolean {
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  return statusCode === 429 || code === 'ECONNREFUSED' || code === 'ENOTFOUND';
}
