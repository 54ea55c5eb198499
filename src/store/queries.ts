import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.ts';

type Reader = Kysely<Schema> | Transaction<Schema>;
export type ConversationRow = Schema['conversation'];
export type ActivityRow = Schema['activity'];

/** Notes an inbound activity. False where it has been handled before. */
export async function claimInbox(
  trx: Reader,
  row: Pick<Schema['inbox'], 'conversationId' | 'key' | 'receivedAt'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('inbox')
    .values({ ...row, activityId: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Writes down which activity an inbound one became. */
export async function settleInbox(trx: Reader, conversationId: string, key: string, activityId: string) {
  await trx
    .updateTable('inbox')
    .set({ activityId })
    .where('conversationId', '=', conversationId)
    .where('key', '=', key)
    .execute();
}

/** The id of the activity that an inbound one became, if it has been handled. */
export async function findInbox(db: Reader, conversationId: string, key: string): Promise<string | null> {
  const row = await db
    .selectFrom('inbox')
    .select('activityId')
    .where('conversationId', '=', conversationId)
    .where('key', '=', key)
    .executeTakeFirst();
  return row?.activityId ?? null;
}

export async function findConversation(db: Reader, id: string): Promise<ConversationRow | undefined> {
  return db.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function saveConversation(trx: Reader, row: ConversationRow): Promise<void> {
  const { id: _, createdAt: __, ...changes } = row;
  await trx
    .insertInto('conversation')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(changes))
    .execute();
}

export async function appendActivities(trx: Reader, rows: readonly ActivityRow[]): Promise<void> {
  if (rows.length > 0) await trx.insertInto('activity').values(rows).execute();
}

/** The activities after a watermark (the number of the last one seen), oldest first, a bounded number at a time. */
export async function readActivities(
  db: Reader,
  conversationId: string,
  after: number,
  limit: number,
): Promise<ActivityRow[]> {
  return db
    .selectFrom('activity')
    .selectAll()
    .where('conversationId', '=', conversationId)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

export async function setTimer(trx: Reader, row: Schema['timer']): Promise<void> {
  const { token, dueAt, event } = row;
  await trx
    .insertInto('timer')
    .values(row)
    .onConflict((conflict) => conflict.columns(['conversationId', 'id']).doUpdateSet({ token, dueAt, event }))
    .execute();
}

export async function cancelTimer(trx: Reader, conversationId: string, id: string): Promise<void> {
  await trx.deleteFrom('timer').where('conversationId', '=', conversationId).where('id', '=', id).execute();
}

/** Takes a timer that fires. False where it has been cancelled, set anew or fired already. */
export async function takeTimer(
  trx: Reader,
  timer: Pick<Schema['timer'], 'conversationId' | 'id' | 'token'>,
) {
  const { numDeletedRows } = await trx
    .deleteFrom('timer')
    .where('conversationId', '=', timer.conversationId)
    .where('id', '=', timer.id)
    .where('token', '=', timer.token)
    .executeTakeFirstOrThrow();
  return numDeletedRows === 1n;
}

export async function dueTimers(db: Reader, now: number, limit: number): Promise<Schema['timer'][]> {
  return db.selectFrom('timer').selectAll().where('dueAt', '<=', now).orderBy('dueAt').limit(limit).execute();
}

/** A setting, created once: of several processes that start together the first one's value counts. */
export async function settingOnce(db: Reader, name: string, create: () => string): Promise<string> {
  await db
    .insertInto('setting')
    .values({ name, value: create() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { value } = await db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return value;
}

export async function enqueue(trx: Reader, conversationId: string, bodies: readonly string[], at: number) {
  if (bodies.length === 0) return;
  await trx
    .insertInto('outbox')
    .values(
      bodies.map((body) => ({ conversationId, body, attempts: 0, nextAt: at, failure: null, createdAt: at })),
    )
    .execute();
}

/** The oldest waiting reply of each conversation, if its time has come: replies of one conversation go out in order. */
export async function dueReplies(db: Reader, now: number, limit: number) {
  return db
    .selectFrom('outbox')
    .innerJoin('conversation', 'conversation.id', 'outbox.conversationId')
    .select([
      'outbox.id',
      'outbox.conversationId',
      'outbox.body',
      'outbox.attempts',
      'conversation.reference',
    ])
    .where('outbox.id', 'in', (inner) =>
      inner
        .selectFrom('outbox')
        .select((row) => row.fn.min<number>('id').as('id'))
        .where('failure', 'is', null)
        .groupBy('conversationId'),
    )
    .where('outbox.nextAt', '<=', now)
    .orderBy('outbox.id')
    .limit(limit)
    .execute();
}

export type DueReply = Awaited<ReturnType<typeof dueReplies>>[number];

export async function removeReply(db: Reader, id: number): Promise<void> {
  await db.deleteFrom('outbox').where('id', '=', id).execute();
}

export async function postponeReply(
  db: Reader,
  id: number,
  changes: Pick<Schema['outbox'], 'attempts' | 'nextAt' | 'failure'>,
): Promise<void> {
  await db.updateTable('outbox').set(changes).where('id', '=', id).execute();
}
