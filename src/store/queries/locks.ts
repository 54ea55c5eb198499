import { PostgresAdapter } from 'kysely';
import type { Reader } from '../prepared.ts';

/** Whether rows have to be locked. SQLite runs one writing transaction at a time, which locks them all. */
export function locksRows(db: Reader): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

/** Whether each statement is a round trip to another process. */
export function asksAnotherProcess(db: Reader): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}
