/** Lists the tickets that are not open, with the reason: `npm run tickets`; `-- retry` tries the failed ones another day. */
import { readConfig } from '../config.ts';
import { openDatabase } from '../store/open.ts';
import * as queries from '../store/queries/index.ts';
import { loadEnvFile } from './load-env.ts';
import { runCommand } from './json-lines.ts';

const LIMIT = 500;

await runCommand(async () => {
  loadEnvFile();
  const database = await openDatabase(readConfig(process.env).DATABASE_URL);
  try {
    if (process.argv.includes('retry')) {
      process.stdout.write(`${await queries.retryTickets(database, Date.now())} back in the queue.\n`);
      return;
    }
    const rows = await queries.unopenedTickets(database, LIMIT);
    for (const { mark, state, academy, attempts, createdAt, failure } of rows) {
      const since = new Date(createdAt).toISOString();
      process.stdout.write(`${[mark, state, academy, since, attempts, failure ?? ''].join('\t')}\n`);
    }
    if (rows.length === 0) process.stdout.write('All tickets are open.\n');
  } finally {
    await database.destroy();
  }
});
