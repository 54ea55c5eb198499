import type { Finding } from './finding.ts';

const MEGABYTE = 1e6;
/** Bytes below which the database cannot be written for long, and those that a copy before an upgrade takes beside the database. */
const NONE = 50 * MEGABYTE;
const LITTLE = 500 * MEGABYTE;

/** What so many free bytes are for a database of so many. */
export function judgeSpace(free: number, size: number, folder: string): Finding {
  const megabytes = Math.floor(free / MEGABYTE);
  const needed = Math.ceil((LITTLE + 2 * size) / MEGABYTE);
  const values = { folder, megabytes, needed };
  const check = 'space';
  if (free < NONE) return { check, state: 'broken', what: 'space.none', values };
  if (megabytes < needed) return { check, state: 'look', what: 'space.little', values };
  return { check, state: 'ok', what: 'space.ok', values };
}
