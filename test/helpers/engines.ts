import { join } from 'node:path';
import { temporaryFolder } from './app.ts';
import { sharedPostgres } from './postgres.ts';

/** Both engines: what is said of the store has to hold on each. */
export const engines: readonly { readonly name: string; databaseUrl(): Promise<string> }[] = [
  { name: 'SQLite', databaseUrl: async () => `file:${join(temporaryFolder(), 'permanence.db')}` },
  { name: 'PostgreSQL', databaseUrl: async () => (await sharedPostgres()).createDatabase() },
];
