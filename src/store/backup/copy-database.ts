import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { told } from '../../terminal/told.ts';
import { createDatabaseFile } from '../sqlite-file.ts';
import { BackupError } from './errors.ts';
import { sumTables, type Tables } from './tables.ts';

/** More pages than a file has: all in one step, since a write in between would make SQLite begin anew. */
const ALL_PAGES = 2 ** 31 - 1;

/**
 * Copies a SQLite database into a new file while others write to it, compares both, table by table, and only then gives the file its
 * name. Throws `BackupError` where the file is there already or the copy is not the same, SQLite's error where one cannot be read
 * or written.
 */
export async function copyDatabase(from: string, to: string): Promise<Tables> {
  if (existsSync(to))
    throw new BackupError(
      told({
        en: `${to} is there already, and copies are never overwritten. Name another file.`,
        fr: `${to} existe déjà, et une copie n’est jamais écrasée. Indiquez un autre fichier.`,
      }),
    );
  const partial = `${to}.partial`;
  rmSync(partial, { force: true });
  createDatabaseFile(partial);
  const source = new DatabaseSync(from, { readOnly: true, timeout: 2000 });
  try {
    // One moment of the database for the copy and for the sums: in WAL mode nobody has to wait for that.
    source.exec('begin');
    source.prepare('select count(*) from sqlite_schema').get();
    await backup(source, partial, { rate: ALL_PAGES });
    const tables = sumTables(source);
    const arrived = checkDatabase(partial);
    if (JSON.stringify(arrived) !== JSON.stringify(tables))
      throw new BackupError(
        told({
          en: `${to}: the copy is not what was copied.`,
          fr: `${to} : la copie n’est pas identique à l’original.`,
        }),
      );
    putInPlace(partial, to);
    return tables;
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  } finally {
    source.close();
  }
}

/** Reads a whole database, which has to be sound. Throws `BackupError` where it is damaged or none. */
export function checkDatabase(path: string): Tables {
  try {
    // Opened for writing: with a journal of its own the copy is one file, and stays one wherever it is carried.
    const database = new DatabaseSync(path, { timeout: 500 });
    try {
      database.exec('PRAGMA journal_mode=DELETE');
      const [finding] = database.prepare('PRAGMA integrity_check').all();
      if (finding?.integrity_check !== 'ok')
        throw new BackupError(
          told({
            en: `${path} is damaged: ${String(finding?.integrity_check)}`,
            fr: `${path} est abîmé : ${String(finding?.integrity_check)}`,
          }),
        );
      return sumTables(database);
    } finally {
      database.close();
    }
  } catch (cause) {
    if (cause instanceof BackupError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BackupError(
      told({
        en: `${path} is no database that can be read: ${reason}`,
        fr: `${path} n’est pas une base lisible : ${reason}`,
      }),
      { cause },
    );
  }
}

/** Gives a finished file its name, so that neither half a file nor an unwritten one is ever found under it. */
export function putInPlace(partial: string, path: string): void {
  flush(partial);
  renameSync(partial, path);
  flush(dirname(path));
}

function flush(path: string): void {
  const file = openSync(path, 'r');
  fsyncSync(file);
  closeSync(file);
}
