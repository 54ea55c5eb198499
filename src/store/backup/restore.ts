import { chmodSync, copyFileSync, existsSync, linkSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { told } from '../../terminal/told.ts';
import { migrations } from '../migrations/index.ts';
import { openSource } from '../move/source.ts';
import { createDatabaseFile, lockDatabase } from '../sqlite-file.ts';
import { checkDatabase, putInPlace } from './copy-database.ts';
import { BackupError } from './errors.ts';
import { readMigrations, type Tables } from './tables.ts';

export interface Restored {
  readonly tables: Tables;
  /** Where the database that was there is now; absent where there was none. */
  readonly former?: string;
  /** Ids of conversations that were erased after the copy was made, and are back by it. */
  readonly erased: readonly string[];
  /** Whether its tables are those of this version; an older one is brought up to date by the next start. */
  readonly current: boolean;
}

/**
 * Puts a copy in the place of a SQLite database that nobody has open, and the former one beside it. Throws `BackupError` where the copy
 * is damaged or of a newer version, `StoreError` or `MoveError` where the database is in use; nothing is changed then. `now` in
 * milliseconds since 1970.
 */
export function restoreDatabase(copy: string, path: string, now: number): Restored {
  if (!existsSync(copy))
    throw new BackupError(told({ en: `${copy}: no such file.`, fr: `${copy} : ce fichier n’existe pas.` }));
  createDatabaseFile(`${path}.lock`);
  const unlock = lockDatabase(path);
  const partial = `${path}.partial`;
  try {
    // What is looked at is what will be used, and the copy itself stays as it is.
    rmSync(partial, { force: true });
    createDatabaseFile(partial);
    copyFileSync(copy, partial);
    // The copy's own permissions have come along: that of an older version may be open to everybody.
    chmodSync(partial, 0o600);
    const tables = checkDatabase(partial);
    const had = look(partial, readMigrations);
    refuseForeign(copy, had);
    const there = existsSync(path);
    const erased = there ? erasedSince(path, partial) : [];
    const former = there ? putAside(path, now) : undefined;
    putInPlace(partial, path);
    const current = had.length === Object.keys(migrations).length;
    return { tables, ...(former !== undefined && { former }), erased, current };
  } finally {
    rmSync(partial, { force: true });
    unlock();
  }
}

function refuseForeign(copy: string, had: readonly string[]): void {
  if (had.length === 0)
    throw new BackupError(
      told({
        en: `${copy} is no database of this service.`,
        fr: `${copy} n’est pas une base de ce service.`,
      }),
    );
  const unknown = had.filter((name) => !(name in migrations));
  if (unknown.length > 0) {
    const names = unknown.join(', ');
    throw new BackupError(
      told({
        en: `${copy} is of a newer version of the service (it has had ${names}). Restore it with that version.`,
        fr: `${copy} vient d’une version plus récente du service (elle a eu ${names}). Restaurez-la avec cette version-là.`,
      }),
    );
  }
}

/** Closed by the only one who has it, a database is one file: its change log is in it and gone. */
function putAside(path: string, now: number): string {
  openSource(path).close();
  const former = `${path}.before-restore.${stamp(now)}`;
  // Two names for one file: at no moment is there none, in whose place a start would make an empty one.
  linkSync(path, former);
  for (const rest of ['-wal', '-shm']) rmSync(`${path}${rest}`, { force: true });
  return former;
}

/** Conversations that the present database knows to be erased, and the copy does not. */
function erasedSince(path: string, copy: string): string[] {
  const [now, before] = [look(path, erasedIn), look(copy, erasedIn)];
  return now.filter((id) => !before.includes(id));
}

function erasedIn(database: DatabaseSync): string[] {
  // A version without receipts has erased nothing.
  if (!database.prepare("select 1 from sqlite_schema where name = 'receipt'").get()) return [];
  return database
    .prepare("select subject from receipt where act = 'erase'")
    .all()
    .map(({ subject }) => String(subject));
}

function look<Result>(path: string, read: (database: DatabaseSync) => Result): Result {
  const database = new DatabaseSync(path, { timeout: 500 });
  try {
    return read(database);
  } finally {
    database.close();
  }
}

/** A moment as part of a file's name. */
export function stamp(now: number): string {
  return new Date(now).toISOString().slice(0, 19).replaceAll(':', '');
}
