import { prepared, preparedRows, type Reader, type Trx } from '../prepared.ts';
import type { Schema } from '../schema.ts';
import { locksRows } from './locks.ts';

export type OutboxRow = Schema['outbox'];
type OutboxKey = Pick<OutboxRow, 'conversationId' | 'seq'>;
/** A reply that can be sent, and where to. */
export type DueReply = Pick<OutboxRow, 'conversationId' | 'seq' | 'body' | 'attempts'> & {
  readonly reference: string | null;
};

const insert = preparedRows<OutboxRow>((db, rows) =>
  db.insertInto('outbox').values(
    rows.map(({ conversationId, seq, body, state, attempts, nextAt, failure, createdAt }) => ({
      conversationId,
      seq,
      body,
      state,
      attempts,
      nextAt,
      failure,
      createdAt,
    })),
  ),
);

/** Puts replies into the outbox. `at` in milliseconds since 1970. */
export async function enqueue(
  trx: Reader,
  replies: readonly (OutboxKey & { readonly body: string })[],
  at: number,
): Promise<void> {
  const fresh = { state: 'waiting', attempts: 0, nextAt: at, failure: null, createdAt: at } as const;
  await insert(
    trx,
    replies.map((reply) => ({ ...reply, ...fresh })),
  );
}

const due = prepared<{ now: number; limit: number }, DueReply>((db, { now, limit }) =>
  db
    .selectFrom('outbox as reply')
    .innerJoin('conversation', 'conversation.id', 'reply.conversationId')
    .select(['reply.conversationId', 'reply.seq', 'reply.body', 'reply.attempts', 'conversation.reference'])
    .where('reply.state', '=', 'waiting')
    .where('reply.nextAt', '<=', now)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('outbox as earlier')
            .select('earlier.seq')
            .whereRef('earlier.conversationId', '=', 'reply.conversationId')
            .whereRef('earlier.seq', '<', 'reply.seq')
            .where('earlier.state', 'in', ['waiting', 'sending']),
        ),
      ),
    )
    .orderBy('reply.nextAt')
    .limit(limit)
    .$if(locksRows(db), (query) => query.forUpdate('reply').skipLocked()),
);

/**
 * The oldest waiting reply of each conversation whose time has come, held until the end of the transaction: replies of one
 * conversation go out in order, one at a time.
 */
export async function dueReplies(trx: Trx, now: number, limit: number): Promise<DueReply[]> {
  return (await due(trx, { now, limit })).rows;
}

const begin = prepared<OutboxKey & { now: number; attempts: number }>(
  (db, { conversationId, seq, now, attempts }) =>
    db
      .updateTable('outbox')
      .set({ state: 'sending', nextAt: now, attempts })
      .where('conversationId', '=', conversationId)
      .where('seq', '=', seq),
);

/** Takes a reply to send, so that nobody else does. */
export async function beginReply(trx: Trx, reply: DueReply, now: number): Promise<void> {
  const { conversationId, seq, attempts } = reply;
  await begin(trx, { conversationId, seq, now, attempts: attempts + 1 });
}

const postpone = prepared<OutboxKey & { nextAt: number }>((db, { conversationId, seq, nextAt }) =>
  db
    .updateTable('outbox')
    .set({ nextAt })
    .where('conversationId', '=', conversationId)
    .where('seq', '=', seq),
);

/** Lets a reply wait. */
export async function postponeReply(trx: Trx, { conversationId, seq }: OutboxKey, nextAt: number) {
  await postpone(trx, { conversationId, seq, nextAt });
}

const settle = prepared<OutboxKey & Pick<OutboxRow, 'state' | 'nextAt' | 'failure'>>(
  (db, { conversationId, seq, state, nextAt, failure }) =>
    db
      .updateTable('outbox')
      .set({ state, nextAt, failure })
      .where('conversationId', '=', conversationId)
      .where('seq', '=', seq),
);

/** Writes down how the sending of a reply went: `nextAt` is when it was sent, or is to be sent again. */
export async function settleReply(
  trx: Reader,
  { conversationId, seq }: OutboxKey,
  outcome: Pick<OutboxRow, 'state' | 'nextAt' | 'failure'>,
): Promise<void> {
  await settle(trx, { conversationId, seq, ...outcome });
}

const sent = prepared<{ conversationId: string; moment: number }, { nextAt: number }>(
  (db, { conversationId, moment }) =>
    db
      .selectFrom('outbox')
      .select('nextAt')
      .where('conversationId', '=', conversationId)
      .where('state', '=', 'sent')
      .where('nextAt', '>', moment)
      .orderBy('nextAt'),
);

/** When the replies of a conversation were sent since a moment, oldest first: what its rate limit counts. */
export async function sentSince(db: Reader, conversationId: string, moment: number): Promise<number[]> {
  return (await sent(db, { conversationId, moment })).rows.map(({ nextAt }) => nextAt);
}

/** Forgets replies that were sent before a moment. */
export async function forgetSent(db: Reader, moment: number): Promise<void> {
  await db.deleteFrom('outbox').where('state', '=', 'sent').where('nextAt', '<', moment).execute();
}

/** Gives up replies that an instance began to send before a moment and never settled. The number of them. */
export async function abandonSending(db: Reader, moment: number, failure: string): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('outbox')
    .set({ state: 'failed', failure })
    .where('state', '=', 'sending')
    .where('nextAt', '<', moment)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** Drops what waits for a person who cannot be reached any more: replies and timers. */
export async function endDelivery(trx: Trx, conversationId: string): Promise<void> {
  await trx.deleteFrom('outbox').where('conversationId', '=', conversationId).execute();
  await trx.deleteFrom('timer').where('conversationId', '=', conversationId).execute();
}
