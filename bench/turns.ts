/**
 * Turns a second, processor time a turn, and latency: the service on SQLite and on PostgreSQL (durable commits), a bare
 * botbuilder echo bot, that of the Agents SDK, Microsoft's CoreBot shape, and a floor without any bot, side by side in one run: `npm run bench:turns`. Each contender has a
 * process of its own; this process sends the messages and plays the connector. Rounds of the contenders alternate, the
 * figures are medians of the rounds. Milliseconds throughout. Options: --quick, --rounds 3, --seconds 8,
 * --conversations 1,16,64,256, --only <part of a contender's name>.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { answerHelp } from '../src/commands/help.ts';
import { startPostgres, stopPostgres } from '../test/helpers/postgres.ts';
import type { Channel } from './load/channel.ts';
import { type Connector, startConnector } from './load/connector.ts';
import { openWebChat } from './load/direct-line.ts';
import { drive } from './load/drive.ts';
import { openMessages } from './load/messages.ts';
import { familyOf, launchPeer, launchService, type Peer, processorTime } from './load/processes.ts';
import { markdownTable, median, quantile, report, round } from './load/statistics.ts';

answerHelp();

const ECHO = 'echo bot';

interface Contender {
  readonly name: string;
  readonly peer: Peer;
  readonly channel: Channel;
  /** Processes of its database server. */
  readonly database?: () => number[];
}

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    conversations: { type: 'string' },
    only: { type: 'string', default: '' },
  },
});
const rounds = Number(values.rounds ?? (values.quick ? 1 : 3));
const seconds = Number(values.seconds ?? (values.quick ? 1 : 8));
const levels = (values.conversations ?? (values.quick ? '1,16' : '1,16,64,256')).split(',').map(Number);

const folder = mkdtempSync(join(tmpdir(), 'permanence-bench-'));
const connector = await startConnector();
const contenders = await startContenders(connector);
try {
  const rows = [];
  for (const conversations of levels) rows.push(...(await compare(conversations)));
  process.stdout.write(`\n${markdownTable(rows)}`);
} finally {
  for (const { channel, peer } of contenders) {
    await channel.close();
    await peer.stop();
  }
  connector.close();
  await stopPostgres();
  rmSync(folder, { recursive: true, force: true });
}

async function compare(conversations: number) {
  const measured = new Map(contenders.map(({ name }) => [name, [] as Round[]]));
  for (const { channel } of contenders) {
    await drive(channel, { conversations, milliseconds: (seconds * 1000) / 4 });
  }
  for (let number = 1; number <= rounds; number++) {
    for (const contender of contenders) {
      const result = await measure(contender, conversations);
      report({ contender: contender.name, conversations, round: number, ...result });
      measured.get(contender.name)?.push(result);
    }
  }
  const middle = (of: readonly Round[], key: keyof Round) => median(of.map((one) => one[key]));
  const base = middle(measured.get(ECHO) ?? [], 'turns_per_second');
  const baseCpu = middle(measured.get(ECHO) ?? [], 'cpu');
  return [...measured].map(([contender, of]) => ({
    contender,
    conversations,
    'turns/s': middle(of, 'turns_per_second'),
    [`to ${ECHO}`]: round(middle(of, 'turns_per_second') / base),
    'CPU/turn': middle(of, 'cpu'),
    // The processor time of the echo bot to this one's: steadier than turns a second where others use the machine.
    'CPU, to echo bot': round(baseCpu / middle(of, 'cpu')),
    'database CPU/turn': middle(of, 'database_cpu'),
    'answered p50': middle(of, 'answered_p50'),
    'answered p99': middle(of, 'answered_p99'),
    'replied p50': middle(of, 'replied_p50'),
    'replied p99': middle(of, 'replied_p99'),
    'WebSocket p50': middle(of, 'streamed_p50'),
    'WebSocket p99': middle(of, 'streamed_p99'),
  }));
}

type Round = Awaited<ReturnType<typeof measure>>;

async function measure({ channel, peer, database = () => [] }: Contender, conversations: number) {
  const before = { own: processorTime([peer.pid]), database: processorTime(database()) };
  const { times, milliseconds } = await drive(channel, { conversations, milliseconds: seconds * 1000 });
  const answered = times.map((time) => time.answered);
  const replied = times.map((time) => time.replied);
  const streamed = times.flatMap((time) => time.streamed ?? []);
  return {
    turns: times.length,
    turns_per_second: round((times.length * 1000) / milliseconds),
    cpu: round((processorTime([peer.pid]) - before.own) / times.length),
    database_cpu: round((processorTime(database()) - before.database) / times.length),
    answered_p50: quantile(answered, 0.5),
    answered_p99: quantile(answered, 0.99),
    replied_p50: quantile(replied, 0.5),
    replied_p99: quantile(replied, 0.99),
    streamed_p50: quantile(streamed, 0.5),
    streamed_p99: quantile(streamed, 0.99),
  };
}

async function startContenders(to: Connector): Promise<Contender[]> {
  const wanted = (name: string) => name.includes(values.only) || name === ECHO;
  const started: Contender[] = [];
  const bot = async (name: string, script: string, environment?: Record<string, string>) => {
    if (!wanted(name)) return;
    const peer = await launchPeer(script, environment);
    started.push({ name, peer, channel: await openMessages(peer.url, to) });
  };
  const service = async (engine: string, url: () => Promise<string>, database?: () => number[]) => {
    if (!wanted(`ours, ${engine}, /api/messages`) && !wanted(`ours, ${engine}, web chat`)) return;
    const peer = await launchService(await url());
    const shared = { peer, ...(database && { database }) };
    started.push({
      ...shared,
      name: `ours, ${engine}, /api/messages`,
      channel: await openMessages(peer.url, to),
    });
    started.push({ ...shared, name: `ours, ${engine}, web chat`, channel: openWebChat(peer.url) });
  };
  await bot(ECHO, 'echo-bot');
  await bot('Agents SDK, echo', 'agents-echo');
  await bot('floor: one durable commit, one reply', 'floor', { STORAGE: folder });
  await service('SQLite', async () => `file:${join(folder, 'bench.db')}`);
  const servicePids = () => new Set(started.flatMap(({ peer }) => peer.pid));
  const server = () => familyOf(process.pid).filter((pid) => pid !== process.pid && !servicePids().has(pid));
  await service('PostgreSQL', async () => (await startPostgres()).createDatabase(), server);
  await bot('CoreBot, in memory', 'core-bot');
  await bot('CoreBot, durable', 'core-bot', { STORAGE: join(folder, 'core-bot.db') });
  return started;
}
