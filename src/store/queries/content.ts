import type { Reader, Trx } from '../prepared.ts';
import type { Schema } from '../schema.ts';

export type ContentVersionRow = Schema['contentVersion'];
export type ContentAuditRow = Schema['contentAudit'];

/** The versions after one, oldest first. */
export async function contentVersions(db: Reader, after = 0): Promise<ContentVersionRow[]> {
  return db.selectFrom('contentVersion').selectAll().where('number', '>', after).orderBy('number').execute();
}

/** Writes a version down; whether its number was free. */
export async function addContentVersion(trx: Trx, row: ContentVersionRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await trx
    .insertInto('contentVersion')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}

/** Notes who did what to the content. */
export async function addContentAudit(trx: Trx, row: ContentAuditRow): Promise<void> {
  await trx.insertInto('contentAudit').values(row).execute();
}

/** The last acts on the content, newest first. */
export async function contentAudit(db: Reader, limit: number): Promise<ContentAuditRow[]> {
  return db
    .selectFrom('contentAudit')
    .selectAll()
    .orderBy('createdAt', 'desc')
    .orderBy('version', 'desc')
    .limit(limit)
    .execute();
}
