import { prepared, preparedWrite, type Reader, type Trx } from '../prepared.ts';
import type { Schema } from '../schema.ts';
import { locksRows } from './locks.ts';

export type OutboxRow = Schema['outbox'];
type OutboxKey = Pick<OutboxRow, 'conversationId' | 'seq'>;
/** A reply that can be sent, and where to. */
export type DueReply = Pick<OutboxRow, 'conversationId' | 'seq' | 'body' | 'attempts' | 'trace'> & {
  readonly reference: string | null;
  /** Whether the conversation has changed hands since the bot said it. */
  readonly late: boolean;
};

type DueRow = Omit<DueReply, 'late'> & { readonly fence: number | null; readonly current: number };

/** Which of the conversations with a reply that is due come first: those that have waited for longest, or not for long. */
export type DueFirst = 'oldest' | 'newest';

const dueFrom = (first: DueFirst) =>
  prepared<{ now: number; limit: number }, DueRow>((db, { now, limit }) =>
    db
      .selectFrom('outbox as reply')
      .innerJoin('conversation', 'conversation.id', 'reply.conversationId')
      .select([
        'reply.conversationId',
        'reply.seq',
        'reply.body',
        'reply.attempts',
        'reply.fence',
        'reply.trace',
        'conversation.reference',
        'conversation.fence as current',
      ])
      .where('reply.state', '=', 'waiting')
      .where('reply.nextAt', '<=', now)
      .orderBy('reply.nextAt', first === 'oldest' ? 'asc' : 'desc')
      .limit(limit)
      .$if(locksRows(db), (query) => query.forUpdate('reply').skipLocked()),
  );
const due = { oldest: dueFrom('oldest'), newest: dueFrom('newest') };

/** The replies whose turn and time have come, one a conversation, held until the end of the transaction. */
export async function dueReplies(
  trx: Trx,
  now: number,
  limit: number,
  first: DueFirst = 'oldest',
): Promise<DueReply[]> {
  const { rows } = await due[first](trx, { now, limit });
  return rows.map(({ fence, current, ...reply }) => ({ ...reply, late: fence !== null && fence < current }));
}

/**
 * Drops what the bot has said in a conversation, which the transaction holds, and nobody has begun to send: an agent takes
 * over. What other agents said before still goes out.
 */
export async function supersedeReplies(trx: Trx, conversationId: string): Promise<void> {
  const dropped = await trx
    .updateTable('outbox')
    .set({ state: 'superseded' })
    .where('conversationId', '=', conversationId)
    .where('state', 'in', ['queued', 'waiting'])
    .where('fence', 'is not', null)
    .executeTakeFirstOrThrow();
  if (dropped.numUpdatedRows === 0n) return;
  const ahead = await trx
    .selectFrom('outbox')
    .select('seq')
    .where('conversationId', '=', conversationId)
    .where('state', 'in', ['waiting', 'sending'])
    .executeTakeFirst();
  if (!ahead) await promoteReply(trx, conversationId);
}

const begin = preparedWrite<OutboxKey & { now: number; attempts: number }>(
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

const postpone = preparedWrite<OutboxKey & { nextAt: number }>((db, { conversationId, seq, nextAt }) =>
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

const remove = preparedWrite<OutboxKey>((db, { conversationId, seq }) =>
  db.deleteFrom('outbox').where('conversationId', '=', conversationId).where('seq', '=', seq),
);

/** Takes a reply out of the outbox. */
export async function removeReply(trx: Trx, { conversationId, seq }: OutboxKey): Promise<void> {
  await remove(trx, { conversationId, seq });
}

const settle = preparedWrite<OutboxKey & Pick<OutboxRow, 'state' | 'nextAt' | 'failure'>>(
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

const promote = preparedWrite<{ conversationId: string }>((db, { conversationId }) =>
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

/** Lets replies go out now that would wait beyond a moment. */
export async function recallReplies(db: Reader, moment: number, now: number): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ nextAt: now })
    .where('state', 'in', ['waiting', 'queued'])
    .where('nextAt', '>', moment)
    .execute();
}

/** Forgets replies that were sent: earlier versions kept them for a minute. */
export async function forgetSent(db: Reader): Promise<void> {
  await db.deleteFrom('outbox').where('state', '=', 'sent').execute();
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

/** Drops what waits for a person who cannot be reached any more: replies, timers, and news of incidents. */
export async function endDelivery(trx: Trx, conversationId: string): Promise<void> {
  await trx.deleteFrom('outbox').where('conversationId', '=', conversationId).execute();
  await trx.deleteFrom('timer').where('conversationId', '=', conversationId).execute();
  await trx.deleteFrom('incidentWatch').where('conversationId', '=', conversationId).execute();
}
