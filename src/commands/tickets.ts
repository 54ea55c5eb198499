/** Lists the tickets that are not open, with the reason: `npm run tickets`; `-- retry` tries the failed ones another day. */
import type { Store } from '../store/open.ts';
import * as queries from '../store/queries/index.ts';
import { readArguments, runCommand, UsageError, withStore } from './run.ts';
import { sayInTerminal } from './words.ts';

const LIMIT = 500;

await runCommand(async () => {
  const { positionals } = readArguments({ allowPositionals: true });
  const [command, ...others] = positionals;
  if ((command !== undefined && command !== 'retry') || others.length > 0) {
    throw new UsageError(sayInTerminal('tickets.commands'));
  }
  await withStore(command === 'retry' ? retry : list);
});

async function retry(store: Store): Promise<void> {
  const retried = await store.transact((trx) => queries.retryTickets(trx, Date.now()));
  process.stdout.write(`${sayInTerminal('tickets.retried', { retried })}\n`);
}

async function list({ db }: Store): Promise<void> {
  const rows = await queries.unopenedTickets(db, LIMIT);
  for (const { referenceCode, state, academy, attempts, createdAt, failure } of rows) {
    const since = new Date(createdAt).toISOString();
    process.stdout.write(`${[referenceCode, state, academy, since, attempts, failure ?? ''].join('\t')}\n`);
  }
  if (rows.length === 0) process.stdout.write(`${sayInTerminal('tickets.none')}\n`);
}
