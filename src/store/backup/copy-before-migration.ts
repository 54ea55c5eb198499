import { DatabaseSync } from 'node:sqlite';
import { told } from '../../terminal/told.ts';
import { StoreError } from '../errors.ts';
import { migrations } from '../migrations/index.ts';
import { copyDatabase } from './copy-database.ts';
import { stamp } from './restore.ts';
import { readMigrations } from './tables.ts';

/**
 * Migrations go forward only, so the way back is a copy: where an embedded database is about to get new tables, one is made beside it,
 * named for the first migration that it is before. Gives its path, or nothing where none is needed. Throws `StoreError` where it cannot be made.
 */
export async function copyBeforeMigration(path: string): Promise<string | undefined> {
  const had = migrationsOf(path);
  const [next] = Object.keys(migrations).filter((name) => !had.includes(name));
  // A new one has nothing to lose, and that of a newer version is refused in a moment.
  if (had.length === 0 || next === undefined || had.some((name) => !(name in migrations))) return undefined;
  const copy = `${path}.before-${next}.${stamp(Date.now())}.${process.pid}`;
  try {
    await copyDatabase(path, copy);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StoreError(
      told({
        en: `DATABASE_URL: the tables of ${path} are to be brought up to date, and no copy can be made before (${reason}). Make room or give the right to write beside it; nothing has been changed.`,
        fr: `DATABASE_URL : les tables de ${path} sont à mettre à jour, et aucune copie ne peut être faite avant (${reason}). Libérez de la place, ou donnez le droit d’écrire à côté ; rien n’a été modifié.`,
      }),
      { cause },
    );
  }
  return copy;
}

function migrationsOf(path: string): string[] {
  try {
    const database = new DatabaseSync(path, { readOnly: true, timeout: 2000 });
    try {
      return readMigrations(database);
    } finally {
      database.close();
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StoreError(
      told({
        en: `DATABASE_URL: cannot open ${path}: ${reason}`,
        fr: `DATABASE_URL : ${path} ne peut pas être ouvert : ${reason}`,
      }),
      { cause },
    );
  }
}
