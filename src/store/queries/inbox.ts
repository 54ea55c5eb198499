import { prepared, type Reader } from '../prepared.ts';
import type { Schema } from '../schema.ts';

const claim = prepared<Schema['inbox']>((db, { conversationId, key, activityId, receivedAt }) =>
  db
    .insertInto('inbox')
    .values({ conversationId, key, activityId, receivedAt })
    .onConflict((conflict) => conflict.doNothing()),
);

/** Notes an inbound activity, and which one of the log it becomes. False where it has been handled before. */
export async function claimInbox(trx: Reader, row: Schema['inbox']): Promise<boolean> {
  return (await claim(trx, row)).numAffectedRows === 1n;
}

const find = prepared<{ conversationId: string; key: string }, Pick<Schema['inbox'], 'activityId'>>(
  (db, { conversationId, key }) =>
    db
      .selectFrom('inbox')
      .select('activityId')
      .where('conversationId', '=', conversationId)
      .where('key', '=', key),
);

/** The id of the activity that an inbound one became, if it has been handled. */
export async function findInbox(db: Reader, conversationId: string, key: string): Promise<string | null> {
  return (await find(db, { conversationId, key })).rows[0]?.activityId ?? null;
}
