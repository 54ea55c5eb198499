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
import { sayInTerminal } from './words.ts';

const LIMIT = 1000;
const commands = { retry: queries.retryReply, drop: queries.dropReply };
const done = { retry: 'outbox.retried', drop: 'outbox.dropped' };

await runCommand(async () => {
  const { values, positionals } = readArguments({
    allowPositionals: true,
    options: { all: { type: 'boolean', default: false } },
  });
  const [command, conversationId, seq, ...others] = positionals;
  if (others.length > 0) throw new UsageError(sayInTerminal('run.unexpected', { words: others.join(' ') }));
  if (command !== undefined && command !== 'retry' && command !== 'drop') {
    throw new UsageError(sayInTerminal('outbox.commands'));
  }
  if (command && !values.all && !(conversationId && /^\d{1,9}$/.test(seq ?? ''))) {
    throw new UsageError(sayInTerminal('outbox.which', { command }));
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
      `${[conversationId, seq, state, since, sayInTerminal('outbox.attempts', { attempts }), failure ?? ''].join('\t')}\n`,
    );
  }
  if (rows.length === 0) process.stdout.write(`${sayInTerminal('outbox.none')}\n`);
  if (rows.length === LIMIT) process.stdout.write(`${sayInTerminal('outbox.limit', { limit: LIMIT })}\n`);
}

async function changeOne(
  store: Store,
  command: 'retry' | 'drop',
  key: { conversationId: string; seq: number },
): Promise<void> {
  const result = await store.transact((trx) => commands[command](trx, key, Date.now()));
  if (!result.done && result.state === undefined) {
    throw new UsageError(sayInTerminal('outbox.unknown'));
  }
  if (!result.done)
    throw new UsageError(sayInTerminal(`outbox.not_${command}`, { state: result.state ?? '' }));
  process.stdout.write(`${key.conversationId}\t${key.seq}\t${sayInTerminal(done[command])}\n`);
}

async function changeAll(store: Store, command: 'retry' | 'drop'): Promise<void> {
  let count = 0;
  const failed = await queries.listOutbox(store.db, ['failed'], Number.MAX_SAFE_INTEGER);
  for (const key of failed) {
    const result = await store.transact((trx) => commands[command](trx, key, Date.now()));
    if (result.done) count++;
  }
  process.stdout.write(
    `${sayInTerminal('outbox.count', { count, all: failed.length })}${sayInTerminal(done[command])}\n`,
  );
}
