/**
 * Delivers the replies of committed turns, those of one conversation in order and never twice. A reply is `queued` while
 * others of its conversation go before it, `waiting` until an instance takes it, `sending` while that one calls the far
 * end, then gone, as it stands in the log, or `waiting` again (what certainly did not arrive), `failed` (given up, or nobody knows whether it arrived:
 * kept for the operator) or `superseded` (the conversation has changed hands since the bot said it). Where more are due than can be
 * sent, every other look takes the newest first: whoever writes now does not wait behind all that an outage has left.
 */
import type { Logger } from 'pino';
import type { Store } from '../store/open.ts';
import * as queries from '../store/queries/index.ts';
import { createCutOffs } from './cut-off.ts';
import { GoneError, NotDeliveredError } from './errors.ts';
import { createPace } from './pace.ts';
import { pauseAfter, type RetryPolicy, writeDown } from './retry.ts';
import { type DeliveryOutcome, settle } from './settle.ts';
import { startWorker, type Worker } from './worker.ts';

/** Milliseconds between looks for replies whose second try has come. */
const EVERY = 1000;
/** Replies under way at once, each of another conversation: one far end that hangs holds nobody else up. */
const AT_ONCE = 64;
const MAX_ATTEMPTS = 6;
const RETRY: RetryPolicy = { firstPause: 1000, longestPause: 10 * 60_000 };

/**
 * Sends one reply. Throws `NotDeliveredError` where it may be sent again, `GoneError` where the person is gone, anything else
 * where it must not be repeated.
 */
export type Send = (reply: queries.DueReply) => Promise<Delivered | undefined>;

/** What a channel does once a reply has arrived: in the transaction that says so, and after it (never rejects). */
export interface Delivered {
  note(trx: queries.Trx): Promise<(() => Promise<void>) | undefined>;
}

export interface OutboxParts {
  readonly store: Store;
  readonly log: Logger;
  readonly now: () => number;
  readonly send: Send;
  /** Whether the channel of a conversation limits how fast messages come. */
  readonly paced: (conversationId: string) => boolean;
}

/** Starts to deliver; `wake` is called after each commit that put something into the outbox. */
export function startOutbox({ store, log, now, send, paced }: OutboxParts): Worker {
  const underWay = new Set<Promise<void>>();
  const pace = createPace();
  const settleCutOffs = createCutOffs({ store, log, now, longestPause: RETRY.longestPause });
  let first: queries.DueFirst = 'newest';
  let stopped = false;

  const worker = startWorker('outbox', EVERY, log, async () => {
    await settleCutOffs();
    const free = AT_ONCE - underWay.size;
    if (free <= 0) return;
    for (const reply of await store.transact((trx) => claim(trx, free))) {
      const delivery = deliver(reply).finally(() => {
        underWay.delete(delivery);
        worker.wake();
      });
      underWay.add(delivery);
    }
  });

  async function claim(trx: queries.Trx, limit: number): Promise<queries.DueReply[]> {
    const claimed: queries.DueReply[] = [];
    first = first === 'oldest' ? 'newest' : 'oldest';
    for (const reply of await queries.dueReplies(trx, now(), limit, first)) {
      const pause = paced(reply.conversationId) ? pace.pause(reply.conversationId, now()) : 0;
      if (pause > 0) await queries.postponeReply(trx, reply, now() + pause);
      else {
        await queries.beginReply(trx, reply, now());
        claimed.push(reply);
      }
    }
    return claimed;
  }

  async function deliver(reply: queries.DueReply): Promise<void> {
    // The bot is silent while an agent has the conversation, also with what could not be delivered before.
    if (reply.late) {
      const outcome = { state: 'superseded', nextAt: now(), failure: null } as const;
      await write(() => store.transact((trx) => settle(trx, reply, outcome)));
      return;
    }
    const sent = await send(reply).then(
      (delivered) => ({ delivered }),
      (error: unknown) => ({ error }),
    );
    if ('error' in sent) return fail(reply, sent.error);
    const outcome = { state: 'sent', nextAt: now(), failure: null } as const;
    if (paced(reply.conversationId)) pace.sent(reply.conversationId, now());
    const afterwards = await write(() =>
      store.transact(async (trx) => {
        const kept = await settle(trx, reply, outcome);
        // Of a conversation that was erased meanwhile nothing is noted.
        return kept ? sent.delivered?.note(trx) : undefined;
      }),
    );
    await afterwards?.();
  }

  async function fail(reply: queries.DueReply, error: unknown): Promise<void> {
    const { conversationId } = reply;
    if (error instanceof GoneError) {
      log.info({ conversation: conversationId }, 'the person has removed or blocked the bot');
      return write(() => store.transact((trx) => queries.endDelivery(trx, conversationId)));
    }
    const outcome = afterFailure(reply, error, { log, now });
    await write(() => store.transact((trx) => settle(trx, reply, outcome)));
  }

  function write<T>(outcome: () => Promise<T>): Promise<T | undefined> {
    return writeDown(
      outcome,
      () => stopped,
      (error) => log.error({ err: error }, 'the outcome of a delivery could not be written down'),
    );
  }

  return {
    wake: worker.wake,
    stop: async () => {
      await worker.stop();
      stopped = true;
      await Promise.all(underWay);
    },
  };
}

/** Only what certainly did not arrive is sent again; the rest is kept, rather than shown twice. */
function afterFailure(
  { conversationId, seq, attempts }: queries.DueReply,
  error: unknown,
  { log, now }: Pick<OutboxParts, 'log' | 'now'>,
): DeliveryOutcome {
  const retry = error instanceof NotDeliveredError && attempts + 1 < MAX_ATTEMPTS;
  const asked = error instanceof NotDeliveredError ? error.retryAfter : undefined;
  log.warn(
    { err: error, conversation: conversationId, turn: seq, attempts: attempts + 1, retry },
    'reply not delivered',
  );
  return {
    state: retry ? 'waiting' : 'failed',
    nextAt: now() + pauseAfter(attempts, RETRY, asked),
    failure: retry ? null : String(error),
  };
}
