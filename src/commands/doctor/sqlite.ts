import { existsSync, mkdtempSync, rmdirSync, type Stats, statfsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Finding, found, type Outcome } from './finding.ts';
import { judgeBacklog, judgeMigrations } from './judge.ts';
import { judgeSpace } from './space.ts';

/** Milliseconds to wait for the service, which writes meanwhile. */
const BUSY = 1000;
/** SQLite's primary result codes. */
const BUSY_CODES = [5, 6];
const SPOILT = [11, 26];

/** The embedded database at a path. */
export async function lookAtFile(path: string): Promise<Outcome> {
  const folder = nearestFolder(dirname(resolve(path)));
  const space = judgeSpace(freeIn(folder), existsSync(path) ? statSync(path).size : 0, folder);
  if (!existsSync(path)) return found(lookAtPlace(path, folder), space);
  const file = statSync(path);
  const permissions = lookAtPermissions(path, file);
  // A file of somebody else's could be read, but what SQLite puts beside it would be ours, and closed to its owner.
  const user = process.getuid?.();
  if (user !== undefined && user !== 0 && user !== file.uid) {
    return found({ check: 'database', state: 'broken', what: 'database.not_yours', values: { path } }, space);
  }
  return found(...lookInside(path, file.size), permissions, space);
}

function lookAtPlace(path: string, folder: string): Finding {
  const check = 'database';
  try {
    // Permissions alone do not tell: not in /proc, nor on a disk that was mounted for reading.
    rmdirSync(mkdtempSync(join(folder, '.permanence-doctor-')));
    return { check, state: 'look', what: 'database.none', values: { path } };
  } catch {
    return { check, state: 'broken', what: 'database.no_place', values: { path, folder } };
  }
}

function lookInside(path: string, size: number): Finding[] {
  const check = 'database';
  try {
    const database = new DatabaseSync(path, { timeout: BUSY });
    try {
      const findings = read(database);
      tryToWrite(database);
      const megabytes = Math.ceil(size / 1e6);
      return [{ check, state: 'ok', what: 'database.file', values: { path, megabytes } }, ...findings];
    } finally {
      database.close();
    }
  } catch (error) {
    const { errcode, message } = error as { errcode?: number; message: string };
    if (errcode === undefined) throw error;
    const what = SPOILT.includes(errcode & 0xff) ? 'database.spoilt' : 'database.unusable';
    return [{ check, state: 'broken', what, values: { path, reason: message } }];
  }
}

function read(database: DatabaseSync): Finding[] {
  const names = (sql: string) =>
    database
      .prepare(sql)
      .all()
      .map(({ name }) => String(name));
  const count = (table: string) =>
    Number(database.prepare(`select count(*) as n from ${table} where state = 'failed'`).get()?.n);
  const tables = names("select name from sqlite_master where type = 'table'");
  if (!tables.includes('kysely_migration')) return [judgeMigrations(undefined)];
  const backlog = ['outbox', 'ticket'].every((table) => tables.includes(table))
    ? judgeBacklog({ replies: count('outbox'), tickets: count('ticket') })
    : [];
  return [judgeMigrations(names('select name from kysely_migration')), ...backlog];
}

/** Takes the lock of a writer, and lets it go. Throws SQLite's error where that cannot be. */
function tryToWrite(database: DatabaseSync): void {
  try {
    database.exec('begin immediate');
    // A file that may only be read says so at the first write.
    database.exec('create table permanence_doctor (tried integer); rollback');
  } catch (error) {
    if (database.isTransaction) database.exec('rollback');
    // Somebody who writes just now shows that it can be done.
    if (!BUSY_CODES.includes(((error as { errcode?: number }).errcode ?? 0) & 0xff)) throw error;
  }
}

function lookAtPermissions(path: string, file: Stats): Finding {
  const check = 'permissions';
  const folder = dirname(resolve(path));
  const open = [
    ...((statSync(folder).mode & 0o077) === 0 ? [] : [`chmod 700 ${folder}`]),
    ...((file.mode & 0o077) === 0 ? [] : [`chmod 600 ${path}`]),
  ];
  if (open.length === 0) return { check, state: 'ok', what: 'permissions.ok' };
  // Whoever does not get into the folder does not get at the file either.
  return { check, state: 'look', what: 'permissions.open', values: { commands: open.join(' && ') } };
}

function nearestFolder(folder: string): string {
  return existsSync(folder) ? folder : nearestFolder(dirname(folder));
}

function freeIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
