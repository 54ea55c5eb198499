import type { Config } from '../../config/config.ts';
import type { Outcome } from './finding.ts';
import { lookAtPostgres } from './postgres.ts';
import { lookAtFile } from './sqlite.ts';

/** The database, as it is: nothing is written into it, and no table brought up to date. */
export function lookAtDatabase({ DATABASE_URL }: Config): Promise<Outcome> {
  return DATABASE_URL.startsWith('file:')
    ? lookAtFile(DATABASE_URL.replace(/^file:/, ''))
    : lookAtPostgres(DATABASE_URL);
}
