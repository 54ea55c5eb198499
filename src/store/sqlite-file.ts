import { closeSync, fstatSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { told } from '../terminal/told.ts';
import { StoreError } from './errors.ts';

/** For whoever runs the service alone: people's words stand in the file, and keys. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/** The file of a database as it was when it was opened. */
export interface DatabaseFile {
  /** Whether it still stands under its path. What is written into a deleted file is lost with the process. */
  inPlace(): boolean;
}

/** Creates the file of a database, and its folder, where there is none. Throws the system's error where that cannot be. */
export function createDatabaseFile(path: string): DatabaseFile {
  makeFolder(dirname(path));
  // SQLite gives the files beside it the same mode.
  const file = openSync(path, 'a', FILE_MODE);
  const { dev, ino } = fstatSync(file);
  closeSync(file);
  return {
    inPlace: () => {
      const now = statSync(path, { throwIfNoEntry: false });
      return now?.dev === dev && now.ino === ino;
    },
  };
}

/**
 * Makes this process the only one that serves a database, until it ends in whatever way; gives what ends it before. Throws
 * `StoreError` where another process is.
 */
export function lockDatabase(path: string): () => void {
  createDatabaseFile(`${path}.lock`);
  const lock = new DatabaseSync(`${path}.lock`, { timeout: 0 });
  try {
    // A lock of the system's, which no crash leaves behind.
    lock.exec('begin exclusive');
  } catch (cause) {
    lock.close();
    throw new StoreError(
      told({
        en: `DATABASE_URL: another process serves ${path}, and one is all that a file can have. End it, or take PostgreSQL for several instances.`,
        fr: `DATABASE_URL : un autre processus sert ${path}, et un fichier n’en admet qu’un. Arrêtez-le, ou prenez PostgreSQL pour plusieurs instances.`,
      }),
      { cause },
    );
  }
  return () => lock.close();
}

/** Folder by folder: Node's own recursion does not end where a folder can be named and not made, as in /proc. */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  try {
    mkdirSync(path, { mode: FOLDER_MODE });
  } catch (error) {
    // Another process was quicker.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
