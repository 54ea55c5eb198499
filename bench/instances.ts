/**
 * Two instances on one PostgreSQL against one, over the web chat: `npm run bench:instances`. The instances have the last processor to
 * themselves, the database and the load generator the first, by `taskset`; each round measures one instance, then both. Tells turns a
 * second, processor time a turn (ms), and how busy each processor is (1 is wholly): the one near 1 binds.
 * Options: --rounds 3, --seconds 8, --conversations 64.
 */
import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { answerHelp } from '../src/commands/help.ts';
import { startPostgres, stopPostgres } from '../test/helpers/postgres.ts';
import type { Channel } from './load/channel.ts';
import { openWebChat } from './load/direct-line.ts';
import { drive } from './load/drive.ts';
import { familyOf, launchService, type Peer, processorTime } from './load/processes.ts';
import { markdownTable, median, quantile, report, round } from './load/statistics.ts';

answerHelp();

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '8' },
    conversations: { type: 'string', default: '64' },
  },
});
const [rounds, seconds, conversations] = [values.rounds, values.seconds, values.conversations].map(
  Number,
) as [number, number, number];
const [FIRST, LAST] = [0, availableParallelism() - 1];
if (LAST === FIRST)
  throw new Error('bench:instances needs two processors: one for the instances, one for all else');

const pin = (pid: number, processor: number) =>
  execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', String(processor), String(pid)]);

// What is started from here on stays with this process, until it is sent elsewhere.
pin(process.pid, FIRST);
const url = await (await startPostgres()).createDatabase();
const instances: Peer[] = [await launchService(url), await launchService(url)];
for (const { pid } of instances) pin(pid, LAST);
const channels = instances.map((instance) => openWebChat(instance.url));
const measured = new Map<number, Round[]>([
  [1, []],
  [2, []],
]);
for (let number = 0; number <= rounds; number++) {
  for (const [count, of] of measured) {
    const result = await measure(channels.slice(0, count));
    // The first round warms up.
    if (number === 0) continue;
    report({ instances: count, round: number, ...result });
    of.push(result);
  }
}
process.stdout.write(
  `\n${markdownTable([...measured].map(([count, of]) => ({ instances: count, ...middleOf(of) })))}`,
);
await Promise.all(channels.map((channel) => channel.close()));
await Promise.all(instances.map((instance) => instance.stop()));
await stopPostgres();

type Round = Awaited<ReturnType<typeof measure>>;

async function measure(to: readonly Channel[]) {
  const own = instances.map(({ pid }) => pid);
  const database = () => familyOf(process.pid).filter((pid) => pid !== process.pid && !own.includes(pid));
  const now = () => ({
    instances: processorTime(own),
    database: processorTime(database()),
    load: process.cpuUsage(),
  });
  const before = now();
  const started = performance.now();
  const loads = await Promise.all(
    to.map((channel) =>
      drive(channel, { conversations: conversations / to.length, milliseconds: seconds * 1000 }),
    ),
  );
  const milliseconds = performance.now() - started;
  const after = now();
  const times = loads.flatMap((load) => load.times);
  const spent = (key: 'instances' | 'database') => after[key] - before[key];
  const { user, system } = process.cpuUsage(before.load);
  const load = (user + system) / 1000;
  return {
    'turns/s': round((times.length * 1000) / milliseconds),
    'CPU/turn': round(spent('instances') / times.length),
    'database CPU/turn': round(spent('database') / times.length),
    'load CPU/turn': round(load / times.length),
    'instances busy': round(spent('instances') / milliseconds),
    'database and load busy': round((spent('database') + load) / milliseconds),
    p50: quantile(
      times.map(({ replied }) => replied),
      0.5,
    ),
    p99: quantile(
      times.map(({ replied }) => replied),
      0.99,
    ),
  };
}

function middleOf(of: readonly Round[]): Record<string, number> {
  const names = Object.keys(of[0] ?? {}) as (keyof Round)[];
  return Object.fromEntries(names.map((name) => [name, median(of.map((one) => one[name]))]));
}
