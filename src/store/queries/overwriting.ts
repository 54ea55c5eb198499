import { sql } from 'kysely';
import type { Trx } from '../prepared.ts';
import { locksRows } from './locks.ts';

/** Runs deletions after which what was there is overwritten with zeros, on SQLite; PostgreSQL does so at its next vacuum. */
export async function overwriting<T>(trx: Trx, remove: () => Promise<T>): Promise<T> {
  if (locksRows(trx)) return remove();
  await sql`pragma secure_delete = on`.execute(trx);
  try {
    return await remove();
  } finally {
    await sql`pragma secure_delete = off`.execute(trx);
  }
}
