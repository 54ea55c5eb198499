import { prepared, type Reader } from '../prepared.ts';
import type { OperationsSchema } from '../schema.ts';

export type ReceiptRow = OperationsSchema['receipt'];

/** Rows by table. */
export type Counts = Readonly<Record<string, number>>;

/** Writes a receipt, or the counts of one that is being added to. */
export async function writeReceipt(trx: Reader, row: ReceiptRow): Promise<void> {
  await trx
    .insertInto('receipt')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ counts: row.counts, at: row.at }))
    .execute();
}

/** The last receipts, newest first. */
export async function readReceipts(db: Reader, limit: number): Promise<ReceiptRow[]> {
  return db.selectFrom('receipt').selectAll().orderBy('at', 'desc').orderBy('id').limit(limit).execute();
}

const erased = prepared<{ id: string }, { lastSeq: number | null }>((db, { id }) =>
  db
    .selectFrom('receipt')
    .select('lastSeq')
    .where('subject', '=', id)
    .where('act', '=', 'erase')
    .orderBy('at', 'desc')
    .limit(1),
);

/**
 * The number of the last activity that an erased conversation had; 0 where none was erased. One that goes on counts from
 * there, or else clients that have seen the old numbers would not show the new ones.
 */
export async function lastErased(db: Reader, conversationId: string): Promise<number> {
  return (await erased(db, { id: conversationId })).rows[0]?.lastSeq ?? 0;
}
