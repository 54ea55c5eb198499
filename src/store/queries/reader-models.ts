import type { Reader, Trx } from '../prepared.ts';
import type { Schema } from '../schema.ts';

export type ReaderModelRow = Schema['readerModel'];

/** What came, or is to come, of a training. */
export async function findReaderModel(db: Reader, key: string): Promise<ReaderModelRow | undefined> {
  return db.selectFrom('readerModel').selectAll().where('key', '=', key).executeTakeFirst();
}

/** The models over one of the files' that can be used, newest first. */
export async function readyReaderModels(db: Reader, base: string): Promise<ReaderModelRow[]> {
  return db
    .selectFrom('readerModel')
    .selectAll()
    .where('base', '=', base)
    .where('state', '=', 'ready')
    .orderBy('endedAt', 'desc')
    .execute();
}

/** Begins a training anew: of an earlier one that did not end nothing is left. */
export async function beginReaderModel(
  trx: Trx,
  row: Pick<ReaderModelRow, 'key' | 'base' | 'version' | 'startedAt'>,
): Promise<void> {
  await forgetReaderModels(trx, [row.key]);
  const begun = { state: 'training', report: null, parts: 0, digest: null, endedAt: null } as const;
  await trx
    .insertInto('readerModel')
    .values({ ...row, ...begun })
    .execute();
}

/** Writes how a training ended. */
export async function endReaderModel(
  trx: Trx,
  key: string,
  values: Pick<ReaderModelRow, 'state' | 'report' | 'parts' | 'digest' | 'endedAt'>,
): Promise<void> {
  await trx.updateTable('readerModel').set(values).where('key', '=', key).execute();
}

/** Adds a part of a model's bytes, in base64. */
export async function addReaderModelPart(trx: Trx, row: Schema['readerModelPart']): Promise<void> {
  await trx.insertInto('readerModelPart').values(row).execute();
}

/** One part of a model's bytes, in base64. */
export async function readerModelPart(db: Reader, key: string, part: number): Promise<string | undefined> {
  const row = await db
    .selectFrom('readerModelPart')
    .select('bytes')
    .where('key', '=', key)
    .where('part', '=', part)
    .executeTakeFirst();
  return row?.bytes;
}

/** The keys of all models, newest first, with what they were trained over. */
export async function allReaderModels(
  db: Reader,
): Promise<Pick<ReaderModelRow, 'key' | 'base' | 'startedAt'>[]> {
  return db
    .selectFrom('readerModel')
    .select(['key', 'base', 'startedAt'])
    .orderBy('startedAt', 'desc')
    .execute();
}

/** Removes models, and their bytes. */
export async function forgetReaderModels(trx: Trx, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await trx.deleteFrom('readerModelPart').where('key', 'in', keys).execute();
  await trx.deleteFrom('readerModel').where('key', 'in', keys).execute();
}
