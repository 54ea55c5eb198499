import { sql } from 'kysely';
import type { Reader } from '../prepared.ts';

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

/** Writes a setting anew. */
export async function putSetting(db: Reader, name: string, value: string): Promise<void> {
  await db
    .insertInto('setting')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}

/** Rejects where the database does not answer. */
export async function ping(db: Reader): Promise<void> {
  await sql`select 1`.execute(db);
}

/** Empties the log of SQLite's changes, in which what was erased stands until it is written over. */
export async function emptyChangeLog(db: Reader): Promise<void> {
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
}
