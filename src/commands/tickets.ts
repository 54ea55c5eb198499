/** Lists the tickets that are not open, with the reason: `npm run tickets`; `-- retry` tries the failed ones another day. */
import pino from 'pino';
import { readConfig } from '../config/config.ts';
import { openStore } from '../store/open.ts';
import * as queries from '../store/queries/index.ts';
import { runCommand } from './json-lines.ts';
import { loadEnvFile } from './load-env.ts';

const LIMIT = 500;

await runCommand(async () => {
  loadEnvFile();
  const config = readConfig(process.env);
  const store = await openStore(config.DATABASE_URL, pino({ level: 'silent' }));
  try {
    if (process.argv.includes('retry')) {
      const retried = await store.transact((trx) => queries.retryTickets(trx, Date.now()));
      process.stdout.write(`${retried} back in the queue.\n`);
      return;
    }
    const rows = await queries.unopenedTickets(store.db, LIMIT);
    for (const { referenceCode, state, academy, attempts, createdAt, failure } of rows) {
      const since = new Date(createdAt).toISOString();
      process.stdout.write(`${[referenceCode, state, academy, since, attempts, failure ?? ''].join('\t')}\n`);
    }
    if (rows.length === 0) process.stdout.write('All tickets are open.\n');
  } finally {
    await store.close();
  }
});
