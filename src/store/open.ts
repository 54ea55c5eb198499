import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from './migrations/index.ts';
import { createSqliteDialect } from './node-sqlite.ts';
import type { Schema } from './schema.ts';

export type Database = Kysely<Schema>;

/** The database cannot be opened or is not ours to use; the message says what to do. */
export class StoreError extends Error {
  readonly code = 'store.unusable';
}

/**
 * Opens the database of a URL (`file:./data/permanence.db`, `file::memory:`) and brings its tables up to date. Throws
 * `StoreError` where it cannot be opened or was written by a newer version.
 */
export async function openDatabase(url: string): Promise<Database> {
  const path = url.replace(/^file:/, '');
  let database: Database;
  try {
    database = new Kysely<Schema>({ dialect: createSqliteDialect(path) });
  } catch (cause) {
    throw new StoreError(`DATABASE_URL: cannot open ${path}: ${reason(cause)}`, { cause });
  }
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => ({ ...migrations }) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error) {
    await database.destroy();
    throw new StoreError(
      `DATABASE_URL: the tables of ${path} cannot be brought up to date (${reason(error)}). If a newer version of the service has used this database, run that version.`,
      { cause: error },
    );
  }
  return database;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
