/**
 * Latency with many stored conversations beside few: `npm run bench:stored`. Two services, one on a database of a thousand
 * conversations and one on a million (copies of real ones, with all their rows), in alternating rounds: new conversations
 * over the web chat, and single messages to stored ones over `/api/messages`. Milliseconds. Options: --many 1000000,
 * --few 1000, --postgres, --rounds 3, --seconds 10, --conversations 16, --rate 200 (turns a
 * second, the same for both).
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { answerHelp } from '../src/commands/help.ts';
import { startPostgres, stopPostgres } from '../test/helpers/postgres.ts';
import { startConnector } from './load/connector.ts';
import { DIALOGUES } from './load/dialogues.ts';
import { openWebChat } from './load/direct-line.ts';
import { drive } from './load/drive.ts';
import { fill } from './load/fill.ts';
import { openMessages, openStoredMessages } from './load/messages.ts';
import { launchService } from './load/processes.ts';
import { markdownTable, median, quantile, report, round } from './load/statistics.ts';

answerHelp();

/** Stored conversations that are talked to, at most; after that again from the first. */
const SAMPLE = 100_000;

const { values } = parseArgs({
  options: {
    many: { type: 'string', default: '1000000' },
    few: { type: 'string', default: '1000' },
    postgres: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '10' },
    conversations: { type: 'string', default: '16' },
    rate: { type: 'string', default: '200' },
  },
});
const conversations = Number(values.conversations);
const rate = Number(values.rate);
const milliseconds = Number(values.seconds) * 1000;

const folder = mkdtempSync(join(tmpdir(), 'permanence-stored-'));
const connector = await startConnector();
const postgres = values.postgres ? await startPostgres() : undefined;
const sizes = [Number(values.few), Number(values.many)];
const services = [];
for (const size of sizes) services.push(...(await prepare(size)));
try {
  const measured = new Map(services.map(({ name }) => [name, [] as { p50: number; p99: number }[]]));
  for (let number = 0; number <= Number(values.rounds); number++) {
    for (const { name, channel } of services) {
      const { times } = await drive(channel, { conversations, milliseconds, rate });
      const replied = times.map((time) => time.replied);
      const row = { turns: times.length, p50: quantile(replied, 0.5), p99: quantile(replied, 0.99) };
      report({ name, round: number, ...row });
      // Round 0 warms up.
      if (number > 0) measured.get(name)?.push(row);
    }
  }
  const rows = [...measured].map(([name, of]) => ({
    name,
    p50: median(of.map(({ p50 }) => p50)),
    p99: median(of.map(({ p99 }) => p99)),
  }));
  const half = rows.length / 2;
  process.stdout.write(
    `\n${markdownTable(rows.map((row, index) => ({ ...row, 'p99 to few': round(row.p99 / (rows[index % half]?.p99 ?? 0)) })))}`,
  );
} finally {
  for (const { channel } of services) await channel.close();
  for (const service of new Set(services.map((entry) => entry.service))) await service.stop();
  connector.close();
  await stopPostgres();
  rmSync(folder, { recursive: true, force: true });
}

async function prepare(size: number) {
  const path = join(folder, `${size}.db`);
  const url = postgres ? await postgres.createDatabase() : `file:${path}`;
  const recorder = await launchService(url);
  const messages = await openMessages(recorder.url, connector);
  const webChat = openWebChat(recorder.url);
  for (const channel of [messages, webChat]) {
    await drive(channel, { conversations: 4, turns: 4 * DIALOGUES.length });
    await channel.close();
  }
  await recorder.stop();
  const began = performance.now();
  const ids = await fill(url, size, SAMPLE);
  report({
    stored: size,
    filledInSeconds: round((performance.now() - began) / 1000),
    ...(!postgres && { megabytes: Math.round(statSync(path).size / 2 ** 20) }),
  });
  const service = await launchService(url);
  let next = 0;
  const pick = () => ids[next++ % ids.length] ?? '';
  return [
    { name: `${size} stored, new web chats`, service, channel: openWebChat(service.url) },
    {
      name: `${size} stored, messages to those`,
      service,
      channel: openStoredMessages(service.url, connector, pick),
    },
  ];
}
