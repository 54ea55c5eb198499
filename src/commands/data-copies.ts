/** Copies of the embedded database, made and put back by `npm run data`. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { eraseConversation } from '../records/erasure.ts';
import { copyDatabase } from '../store/backup/copy-database.ts';
import { BackupError } from '../store/backup/errors.ts';
import { restoreDatabase } from '../store/backup/restore.ts';
import type { Tables } from '../store/backup/tables.ts';
import { UsageError, withStore } from './run.ts';
import { loadWords, type Words } from './words.ts';

type Print = (columns: readonly string[]) => void;

/** Copies the database of a URL into a new file. Throws `UsageError` without a file, `BackupError` where it cannot be made. */
export async function backUp(url: string, file: string | undefined, print: Print): Promise<void> {
  const say = loadWords();
  const path = readPath(url, say);
  if (!file) throw new UsageError(say('data.backup.usage'));
  if (!existsSync(path)) throw new BackupError(say('data.backup.none', { path }));
  printTables(await copyDatabase(path, file), say, print);
  const sum = await digestOf(file);
  // As sha256sum writes and checks it.
  writeFileSync(`${file}.sha256`, `${sum}  ${basename(file)}\n`, { mode: 0o600 });
  print([say('data.backup.done', { file, sum })]);
}

/** Puts a copy in the place of the database of a URL. Throws `UsageError` without a file, `BackupError` where it cannot be used. */
export async function restoreCopy(url: string, file: string | undefined, print: Print): Promise<void> {
  const say = loadWords();
  const path = readPath(url, say);
  if (!file) throw new UsageError(say('data.restore.usage'));
  await compareDigest(file, say);
  const { tables, former, erased, current } = restoreDatabase(file, path, Date.now());
  printTables(tables, say, print);
  print([say('data.restore.done', { path })]);
  if (former) print([say('data.restore.former', { former })]);
  if (!current) print([say('data.restore.older')]);
  if (erased.length === 0) return;
  // An older one is not touched: the version that it belongs to could not read it any more.
  if (!current) return print([say('data.restore.erase', { ids: erased.join(' ') })]);
  await withStore(async (store) => {
    for (const id of erased) await eraseConversation(store, id, Date.now());
  });
  print([say('data.restore.erased', { count: erased.length })]);
}

async function compareDigest(file: string, say: Words): Promise<void> {
  if (!existsSync(file) || !existsSync(`${file}.sha256`)) return;
  const wanted = readFileSync(`${file}.sha256`, 'utf8').slice(0, 64);
  if (wanted !== (await digestOf(file))) throw new BackupError(say('data.restore.changed', { file }));
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

function readPath(url: string, say: Words): string {
  if (!url.startsWith('file:')) throw new UsageError(say('data.copies.postgres'));
  return url.replace(/^file:/, '');
}

function printTables(tables: Tables, say: Words, print: Print): void {
  for (const [table, { rows, checksum }] of Object.entries(tables)) {
    print([table, say('data.rows', { rows }), checksum]);
  }
}
