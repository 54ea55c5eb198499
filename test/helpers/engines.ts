import { join } from 'node:path';
import { temporaryFolder } from './app.ts';
import { sharedPostgres } from './postgres.ts';

interface Engine {
  readonly name: string;
  /** URL of an empty database of its own. */
  databaseUrl(): Promise<string>;
}

const all: readonly Engine[] = [
  { name: 'SQLite', databaseUrl: async () => `file:${join(temporaryFolder(), 'permanence.db')}` },
  { name: 'PostgreSQL', databaseUrl: async () => (await sharedPostgres()).createDatabase() },
];

/** Both engines: what is said of the store has to hold on each. `ENGINES=SQLite` runs half, where time is short. */
export const engines = all.filter(({ name }) => (process.env.ENGINES ?? name).split(',').includes(name));
