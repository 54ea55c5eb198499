/**
 * What is stored: `npm run --silent data -- <command>`.
 *
 * - `find [--since 2026-11-20] [--until …] [--academy lyon] [--channel webchat]` lists conversations, without what was said.
 * - `export <conversation>` prints everything that is kept of a conversation, as JSON.
 * - `erase <conversation>` removes everything of it for good. The service may run.
 * - `receipts` lists what was removed, handed out and moved.
 * - `backup FILE` copies the SQLite database into a new file, and its SHA-256 into FILE.sha256. The service may run.
 * - `restore FILE` puts such a copy in the place of the database, which stays beside it. The service must not run.
 * - `move --to postgres://user:password@host/name` copies the SQLite database into an empty PostgreSQL. The service must not run.
 */
import { createLog } from '../operations/log.ts';
import { eraseConversation } from '../records/erasure.ts';
import { exportConversation } from '../records/export.ts';
import { moveStore } from '../store/move/move.ts';
import type { Store } from '../store/open.ts';
import * as queries from '../store/queries/index.ts';
import { backUp, restoreCopy } from './data-copies.ts';
import { writeJsonLine } from './json-lines.ts';
import { loadConfig, readArguments, runCommand, UsageError, withStore } from './run.ts';
import { sayInTerminal } from './words.ts';

const DAY = 24 * 3_600_000;
const LIMIT = 500;

await runCommand(async () => {
  const { values, positionals } = readArguments({
    allowPositionals: true,
    options: {
      since: { type: 'string' },
      until: { type: 'string' },
      academy: { type: 'string' },
      channel: { type: 'string' },
      to: { type: 'string' },
    },
  });
  const [command, id, ...others] = positionals;
  if (others.length > 0) throw new UsageError(sayInTerminal('run.unexpected', { words: others.join(' ') }));
  if (command === 'move') return move(values.to);
  if (command === 'backup') return backUp(loadConfig().DATABASE_URL, id, print);
  if (command === 'restore') return restoreCopy(loadConfig().DATABASE_URL, id, print);
  const run = new Map(Object.entries({ find, export: exportOne, erase, receipts })).get(command ?? '');
  if (!run) throw new UsageError(sayInTerminal('data.commands'));
  await withStore(run);

  async function find({ db }: Store): Promise<void> {
    const channel = (['webchat', 'teams'] as const).find((one) => one === values.channel);
    if (values.channel && !channel) throw new UsageError(sayInTerminal('data.channel'));
    const since = readMoment('--since', values.since) ?? Date.now() - DAY;
    const until = readMoment('--until', values.until) ?? Date.now();
    const rows = await queries.findConversations(
      db,
      { since, until, academy: values.academy, channel },
      LIMIT,
    );
    for (const row of rows) {
      const times = [row.createdAt, row.updatedAt].map((at) => new Date(at).toISOString());
      print([
        row.id,
        row.channel,
        row.academy ?? '-',
        row.locale,
        ...times,
        sayInTerminal('data.activities', { count: row.lastSeq }),
      ]);
    }
    if (rows.length === 0) print([sayInTerminal('data.none')]);
    if (rows.length === LIMIT) print([sayInTerminal('data.limit', { limit: LIMIT })]);
  }

  async function exportOne(store: Store): Promise<void> {
    const found = await exportConversation(store, readId(), Date.now());
    if (!found) throw unknown();
    process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  }

  async function erase(store: Store): Promise<void> {
    const receipt = await eraseConversation(store, readId(), Date.now());
    if (!receipt) throw unknown();
    if (store.engine === 'sqlite') await queries.emptyChangeLog(store.db);
    print([
      sayInTerminal('data.erased', { id: receipt.id, at: new Date(receipt.at).toISOString() }),
      receipt.counts,
    ]);
  }

  function readId(): string {
    if (!id) throw new UsageError(sayInTerminal('data.id', { command: command ?? '' }));
    return id;
  }

  function unknown(): UsageError {
    return new UsageError(sayInTerminal('data.unknown'));
  }
});

async function receipts({ db }: Store): Promise<void> {
  const rows = await queries.readReceipts(db, LIMIT);
  for (const { id, act, subject, counts, cutoff, at } of rows) {
    writeJsonLine({
      id,
      at: new Date(at).toISOString(),
      act,
      subject,
      counts: JSON.parse(counts),
      ...(cutoff !== null && { olderThan: new Date(cutoff).toISOString() }),
    });
  }
}

async function move(to: string | undefined): Promise<void> {
  if (!to) throw new UsageError(sayInTerminal('data.move.usage'));
  const { tables, receipt } = await moveStore(loadConfig().DATABASE_URL, to, createLog('silent'), Date.now());
  for (const [table, { rows, checksum }] of Object.entries(tables))
    print([table, sayInTerminal('data.rows', { rows }), checksum]);
  print([sayInTerminal('data.move.done', { id: receipt.id })]);
}

function readMoment(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const moment = Date.parse(text);
  if (Number.isNaN(moment)) throw new UsageError(sayInTerminal('data.moment', { name }));
  return moment;
}

function print(columns: readonly string[]): void {
  process.stdout.write(`${columns.join('\t')}\n`);
}
