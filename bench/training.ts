/**
 * What a training in the background costs the turns: `npm run bench:training`. The service on SQLite answers an even flow of messages while it
 * learns questions that were just published; its training is stopped and continued (SIGSTOP, SIGCONT) in turn, so that both are measured in
 * the same minutes, whatever else the machine does. Options: --rate 20 (turns a second), --rounds 12 (of five seconds with, and five without).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { answerHelp } from '../src/commands/help.ts';
import { readContentFiles } from '../src/content/files.ts';
import { publish } from '../src/publishing/publish.ts';
import { openStore } from '../src/store/open.ts';
import { openWebChat } from './load/direct-line.ts';
import { drive } from './load/drive.ts';
import { familyOf, launchService, residentMegabytes } from './load/processes.ts';
import { markdownTable, quantile, round } from './load/statistics.ts';

answerHelp();
const { values } = parseArgs({
  options: { rate: { type: 'string', default: '20' }, rounds: { type: 'string', default: '12' } },
});
const rate = Number(values.rate);
const SECOND = 1000;
const CONVERSATIONS = 16;
/** Milliseconds of load with the training, and without it. */
const SLICE = 5 * SECOND;

const folder = mkdtempSync(join(tmpdir(), 'permanence-bench-'));
const databaseUrl = `file:${join(folder, 'permanence.db')}`;
const service = await launchService(databaseUrl);
const store = await openStore(databaseUrl, pino({ level: 'silent' }));
const door = openWebChat(service.url);
const load = async (milliseconds: number) =>
  (await drive(door, { conversations: CONVERSATIONS, milliseconds, rate })).times.map(
    ({ answered }) => answered,
  );
/** The process that trains, while there is one. */
const trainings = () => familyOf(service.pid).slice(1);
try {
  await load(SLICE);
  const examples = { fr: ['où est passé le badge de cantine', 'mon badge de cantine est perdu'] };
  const change = { file: 'answers/lockout_why.yaml', path: ['examples'], value: examples };
  const by = { id: null, name: 'bench' };
  await publish({ store, origin: readContentFiles }, [change], 0, { by, reason: 'bench', at: Date.now() });
  let [child] = trainings();
  while (child === undefined) {
    await load(SECOND);
    [child] = trainings();
  }
  const times = { with: [] as number[], without: [] as number[] };
  let megabytes = 0;
  for (let round = 0; round < Number(values.rounds) && trainings().length > 0; round++) {
    times.with.push(...(await load(SLICE)));
    megabytes = Math.max(megabytes, residentMegabytes(child));
    process.kill(child, 'SIGSTOP');
    times.without.push(...(await load(SLICE)));
    process.kill(child, 'SIGCONT');
  }
  const line = (what: string, some: readonly number[]) => ({
    ...{ training: what, turns: some.length, 'p50 ms': quantile(some, 0.5), 'p99 ms': quantile(some, 0.99) },
    'p99 to without': round(quantile(some, 0.99) / quantile(times.without, 0.99)),
  });
  process.stdout.write(markdownTable([line('stopped', times.without), line('under way', times.with)]));
  process.stdout.write(`\n${megabytes} MB at most\n`);
} finally {
  await door.close();
  await store.close();
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
}
