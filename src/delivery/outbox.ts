import type { Logger } from 'pino';
import type { Database } from '../store/open.ts';
import * as queries from '../store/queries/index.ts';
import { NotDeliveredError } from './errors.ts';
import { startWorker, type Worker } from './worker.ts';

/** Milliseconds between looks for replies whose second try has come. */
const EVERY = 1000;
/** Replies under way at once, each of another conversation: one far end that hangs holds nobody else up. */
const AT_ONCE = 32;
const MAX_ATTEMPTS = 6;
/** Milliseconds before the second try; doubled each time, with up to as much again at random. */
const FIRST_PAUSE = 1000;
/** Milliseconds that a far end can ask to wait at most. */
const LONGEST_PAUSE = 10 * 60_000;
/** Stands in a row while it is being sent. After a crash nobody knows whether it arrived: it is not sent again. */
const IN_FLIGHT = 'in flight';

export interface OutboxParts {
  readonly database: Database;
  readonly log: Logger;
  readonly now: () => number;
  readonly send: (reference: string, body: string) => Promise<void>;
}

/** Delivers the replies of committed turns, those of one conversation in order and never twice. */
export function startOutbox({ database, log, now, send }: OutboxParts): Worker {
  const underWay = new Map<string, Promise<void>>();
  const worker = startWorker('outbox', EVERY, log, async () => {
    const due = await queries.dueReplies(database, now(), [...underWay.keys()], AT_ONCE - underWay.size);
    for (const reply of due) {
      const delivery = deliver(reply)
        .catch((error) =>
          log.error({ err: error, conversation: reply.conversationId }, 'outbox row not settled'),
        )
        .finally(() => {
          underWay.delete(reply.conversationId);
          worker.wake();
        });
      underWay.set(reply.conversationId, delivery);
    }
  });

  async function deliver(reply: queries.DueReply): Promise<void> {
    const { id, attempts } = reply;
    await queries.updateReply(database, id, { attempts: attempts + 1, failure: IN_FLIGHT });
    try {
      if (reply.reference) await send(reply.reference, reply.body);
      await queries.removeReply(database, id);
    } catch (error) {
      await settle(reply, error);
    }
  }

  /** Only what certainly did not arrive is sent again; the rest is kept for the operator, rather than shown twice. */
  async function settle({ id, attempts, conversationId }: queries.DueReply, error: unknown): Promise<void> {
    const retry = error instanceof NotDeliveredError && attempts + 1 < MAX_ATTEMPTS;
    const pause = (error instanceof NotDeliveredError && error.retryAfter) || FIRST_PAUSE * 2 ** attempts;
    const nextAt = now() + Math.min(LONGEST_PAUSE, pause * (1 + Math.random()));
    await queries.updateReply(database, id, {
      nextAt: Math.ceil(nextAt),
      failure: retry ? null : String(error),
    });
    log.warn(
      { err: error, conversation: conversationId, attempts: attempts + 1, retry },
      'reply not delivered',
    );
  }

  return {
    wake: worker.wake,
    stop: async () => {
      await worker.stop();
      await Promise.all(underWay.values());
    },
  };
}
