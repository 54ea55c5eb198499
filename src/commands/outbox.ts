/**
 * Replies that have not reached Teams: `npm run outbox` lists them, without what they say.
 *
 * - `npm run outbox -- retry <conversation> <seq>`, or `retry --all`, sends again what was given up. Where the list says that
 *   nobody knows whether it arrived, the person may see it twice.
 * - `npm run outbox -- drop <conversation> <seq>`, or `drop --all` (those that were given up), takes it out for good.
 */
import type { Store } from '../store/open.ts';
import * as queries from '../store/queries/index.ts';
import { readArguments, runCommand, UsageError, withStore } from './run.ts';

const LIMIT = 1000;
const commands = { retry: queries.retryReply, drop: queries.dropReply };
const done = { retry: 'goes out again', drop: 'dropped' };

await runCommand(async () => {
  const { values, positionals } = readArguments({
    allowPositionals: true,
    options: { all: { type: 'boolean', default: false } },
  });
  const [command, conversationId, seq, ...others] = positionals;
  if (others.length > 0) throw new UsageError(`Not expected: ${others.join(' ')}`);
  if (command !== undefined && command !== 'retry' && command !== 'drop') {
    throw new UsageError('Expected retry or drop, or nothing to list the outbox.');
  }
  if (command && !values.all && !(conversationId && /^\d{1,9}$/.test(seq ?? ''))) {
    throw new UsageError(`Expected: npm run outbox -- ${command} <conversation> <seq>, or ${command} --all`);
  }
  await withStore((store) => {
    if (command === undefined) return list(store);
    if (values.all) return changeAll(store, command);
    return changeOne(store, command, { conversationId: conversationId ?? '', seq: Number(seq) });
  });
});

async function list({ db }: Store): Promise<void> {
  const rows = await queries.listOutbox(db, ['failed', 'waiting', 'sending', 'queued'], LIMIT);
  for (const { conversationId, seq, state, attempts, createdAt, failure } of rows) {
    const since = new Date(createdAt).toISOString();
    process.stdout.write(
      `${[conversationId, seq, state, since, `${attempts} attempts`, failure ?? ''].join('\t')}\n`,
    );
  }
  if (rows.length === 0) process.stdout.write('Everything has been delivered.\n');
  if (rows.length === LIMIT) process.stdout.write(`Only the oldest ${LIMIT}.\n`);
}

async function changeOne(
  store: Store,
  command: 'retry' | 'drop',
  key: { conversationId: string; seq: number },
): Promise<void> {
  const result = await store.transact((trx) => commands[command](trx, key, Date.now()));
  if (!result.done && result.state === undefined) {
    throw new UsageError('There is no such reply in the outbox; see: npm run outbox');
  }
  if (!result.done) throw new UsageError(`This reply is ${result.state}, so there is nothing to ${command}.`);
  process.stdout.write(`${key.conversationId}\t${key.seq}\t${done[command]}\n`);
}

async function changeAll(store: Store, command: 'retry' | 'drop'): Promise<void> {
  let count = 0;
  const failed = await queries.listOutbox(store.db, ['failed'], Number.MAX_SAFE_INTEGER);
  for (const key of failed) {
    const result = await store.transact((trx) => commands[command](trx, key, Date.now()));
    if (result.done) count++;
  }
  process.stdout.write(`${count} of ${failed.length}: ${done[command]}\n`);
}
