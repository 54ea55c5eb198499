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

const unsettled = prepared<{ conversationId: string }, { seq: number }>((db, { conversationId }) =>
  db
    .selectFrom('outbox')
    .select('seq')
    .where('conversationId', '=', conversationId)
    .where('state', 'in', ['queued', 'waiting', 'sending'])
    .limit(1),
);

/** Puts replies of a conversation, which the transaction holds, into the outbox. `at` in milliseconds since 1970. */
export async function enqueue(
  trx: Trx,
  conversationId: string,
  replies: readonly { readonly seq: number; readonly body: string }[],
  at: number,
): Promise<void> {
  if (replies.length === 0) return;
  const behind = (await unsettled(trx, { conversationId })).rows.length > 0;
  await insert(
    trx,
    replies.map(({ seq, body }, index) => ({
      conversationId,
      seq,
      body,
      state: behind || index > 0 ? 'queued' : 'waiting',
      attempts: 0,
      nextAt: at,
      failure: null,
      createdAt: at,
    })),
  );
}

const due = prepared<{ now: number; limit: number }, DueReply>((db, { now, limit }) =>
  db
    .selectFrom('outbox as reply')
    .innerJoin('conversation', 'conversation.id', 'reply.conversationId')
    .select(['reply.conversationId', 'reply.seq', 'reply.body', 'reply.attempts', 'conversation.reference'])
    .where('reply.state', '=', 'waiting')
    .where('reply.nextAt', '<=', now)
    .orderBy('reply.nextAt')
    .limit(limit)
    .$if(locksRows(db), (query) => query.forUpdate('reply').skipLocked()),
);

/** The replies whose turn and time have come, one a conversation, held until the end of the transaction. */
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

const remove = prepared<OutboxKey>((db, { conversationId, seq }) =>
  db.deleteFrom('outbox').where('conversationId', '=', conversationId).where('seq', '=', seq),
);

/** Takes a reply out of the outbox. */
export async function removeReply(trx: Trx, { conversationId, seq }: OutboxKey): Promise<void> {
  await remove(trx, { conversationId, seq });
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
  trx: Trx,
  { conversationId, seq }: OutboxKey,
  outcome: Pick<OutboxRow, 'state' | 'nextAt' | 'failure'>,
): Promise<void> {
  await settle(trx, { conversationId, seq, ...outcome });
}

const promote = prepared<{ conversationId: string }>((db, { conversationId }) =>
  db
    .updateTable('outbox')
    .set({ state: 'waiting' })
    .where('conversationId', '=', conversationId)
    .where('seq', '=', ({ selectFrom }) =>
      selectFrom('outbox')
        .select((row) => row.fn.min<number>('seq').as('first'))
        .where('conversationId', '=', conversationId)
        .where('state', '=', 'queued'),
    ),
);

/** Lets the next reply of a conversation, which the transaction holds, go out. */
export async function promoteReply(trx: Trx, conversationId: string): Promise<void> {
  await promote(trx, { conversationId });
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

/** Replies that an instance began to send before a moment and never settled. */
export async function unsettledSince(db: Reader, moment: number): Promise<OutboxRow[]> {
  return db
    .selectFrom('outbox')
    .selectAll()
    .where('state', '=', 'sending')
    .where('nextAt', '<', moment)
    .execute();
}
