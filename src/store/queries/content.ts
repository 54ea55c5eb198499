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

export type ContentDraftRow = Schema['contentDraft'];

/** Begins a draft. */
export async function addDraft(trx: Trx, row: ContentDraftRow): Promise<void> {
  await trx.insertInto('contentDraft').values(row).execute();
}

/** A draft that is neither published nor discarded. */
export async function findDraft(db: Reader, id: string): Promise<ContentDraftRow | undefined> {
  return db
    .selectFrom('contentDraft')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst();
}

/** All drafts that are neither published nor discarded, newest first. */
export async function openDrafts(db: Reader): Promise<ContentDraftRow[]> {
  return db
    .selectFrom('contentDraft')
    .selectAll()
    .where('state', '=', 'open')
    .orderBy('updatedAt', 'desc')
    .execute();
}

/** Counts a draft's revision up, for whoever has the present one; whether it was that. */
export async function claimDraft(trx: Trx, id: string, revision: number): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('contentDraft')
    .set({ revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Writes to a draft that was claimed. */
export async function updateDraft(
  trx: Trx,
  id: string,
  values: Partial<Omit<ContentDraftRow, 'id' | 'revision'>>,
): Promise<void> {
  await trx.updateTable('contentDraft').set(values).where('id', '=', id).execute();
}
