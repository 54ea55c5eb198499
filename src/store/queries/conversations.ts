import { type Kysely, sql, type Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

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

/** The row of a conversation, if there is one. */
export async function findConversation(db: Reader, id: string): Promise<ConversationRow | undefined> {
  return db.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Creates a conversation or writes all its columns anew. */
export async function saveConversation(trx: Reader, row: ConversationRow): Promise<void> {
  const { id: _, createdAt: __, ...changes } = row;
  await trx
    .insertInto('conversation')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(changes))
    .execute();
}

/** Adds to the log of a conversation. */
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

/** Sets a timer, in place of one with the same id. */
export async function setTimer(trx: Reader, row: Schema['timer']): Promise<void> {
  const { token, dueAt, event } = row;
  await trx
    .insertInto('timer')
    .values(row)
    .onConflict((conflict) => conflict.columns(['conversationId', 'id']).doUpdateSet({ token, dueAt, event }))
    .execute();
}

/** Cancels a timer, if it is set. */
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

/** Timers whose time has come, oldest first. `now` in milliseconds since 1970. */
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

/** Puts replies into the outbox. */
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
export async function dueReplies(db: Reader, now: number, except: readonly string[], limit: number) {
  if (limit <= 0) return [];
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
    .$if(except.length > 0, (query) => query.where('outbox.conversationId', 'not in', [...except]))
    .orderBy('outbox.id')
    .limit(limit)
    .execute();
}

export type DueReply = Awaited<ReturnType<typeof dueReplies>>[number];

/** Takes a reply that has arrived out of the outbox. */
export async function removeReply(db: Reader, id: number): Promise<void> {
  await db.deleteFrom('outbox').where('id', '=', id).execute();
}

/** Writes down how the sending of a reply went. */
export async function updateReply(
  db: Reader,
  id: number,
  changes: Partial<Pick<Schema['outbox'], 'attempts' | 'nextAt' | 'failure'>>,
): Promise<void> {
  await db.updateTable('outbox').set(changes).where('id', '=', id).execute();
}

/** Rejects where the database does not answer. */
export async function ping(db: Reader): Promise<void> {
  await sql`select 1`.execute(db);
}
