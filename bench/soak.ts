/**
 * A long time under an even load: `npm run bench:soak`. Every half minute a row with memory, open handles and latency, then
 * the first and the last tenth side by side. Milliseconds and megabytes. Options: --minutes 20, --rate 60 (turns a second,
 * half over `/api/messages`, half over the web chat), --conversations 32, --every 30 (seconds), --postgres.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { answerHelp } from '../src/commands/help.ts';
import { startPostgres, stopPostgres } from '../test/helpers/postgres.ts';
import { startConnector } from './load/connector.ts';
import { openWebChat } from './load/direct-line.ts';
import { drive } from './load/drive.ts';
import { openMessages } from './load/messages.ts';
import { launchService, openHandles, processorTime, residentMegabytes } from './load/processes.ts';
import { markdownTable, median, quantile, report, round } from './load/statistics.ts';

answerHelp();

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '20' },
    rate: { type: 'string', default: '60' },
    conversations: { type: 'string', default: '32' },
    every: { type: 'string', default: '30' },
    postgres: { type: 'boolean', default: false },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'permanence-soak-'));
const connector = await startConnector();
const url = values.postgres
  ? await (await startPostgres()).createDatabase()
  : `file:${join(folder, 'soak.db')}`;
const service = await launchService(url);
const channels = [await openMessages(service.url, connector), openWebChat(service.url)];
const share = channels.length;
const slice = {
  conversations: Math.ceil(Number(values.conversations) / share),
  rate: Number(values.rate) / share,
  milliseconds: Number(values.every) * 1000,
};
const rows: Row[] = [];
try {
  // A short run first: what code that is not yet compiled costs is not what a soak asks.
  await Promise.all(channels.map((channel) => drive(channel, { ...slice, milliseconds: 3000 })));
  const started = performance.now();
  while (performance.now() - started < Number(values.minutes) * 60_000) {
    const before = processorTime([service.pid]);
    const loads = await Promise.all(channels.map((channel) => drive(channel, slice)));
    const times = loads.flatMap((load) => load.times);
    const replied = times.map((time) => time.replied);
    const row: Row = {
      minute: round((performance.now() - started) / 60_000),
      turns: times.length,
      p50: quantile(replied, 0.5),
      p99: quantile(replied, 0.99),
      cpuPerTurn: round((processorTime([service.pid]) - before) / times.length),
      megabytes: residentMegabytes(service.pid),
      handles: openHandles(service.pid),
    };
    rows.push(row);
    report(row);
  }
  const tenth = Math.max(1, Math.floor(rows.length / 10));
  const summary = (name: string, of: readonly Row[]) => ({
    name,
    p50: median(of.map(({ p50 }) => p50)),
    p99: median(of.map(({ p99 }) => p99)),
    megabytes: median(of.map(({ megabytes }) => megabytes)),
    handles: median(of.map(({ handles }) => handles)),
  });
  process.stdout.write(
    `\n${markdownTable([summary('first tenth', rows.slice(0, tenth)), summary('last tenth', rows.slice(-tenth))])}`,
  );
} finally {
  for (const channel of channels) await channel.close();
  await service.stop();
  connector.close();
  await stopPostgres();
  rmSync(folder, { recursive: true, force: true });
}

interface Row {
  readonly minute: number;
  readonly turns: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpuPerTurn: number;
  readonly megabytes: number;
  readonly handles: number;
}
