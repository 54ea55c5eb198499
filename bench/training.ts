/**
 * What a training in the background costs the turns: `npm run bench:training`. The service on SQLite answers an even flow of messages, before
 * and while it learns questions that were just published; how long turns take then is compared. Options: --rate 20 (turns a second),
 * --seconds 30 (of the quiet part; the other lasts as long as the training).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { readContentFiles } from '../src/content/files.ts';
import { publish } from '../src/publishing/publish.ts';
import { openStore } from '../src/store/open.ts';
import { openWebChat } from './load/direct-line.ts';
import { drive } from './load/drive.ts';
import { familyOf, launchService, residentMegabytes } from './load/processes.ts';
import { markdownTable, quantile, round } from './load/statistics.ts';

const { values } = parseArgs({
  options: { rate: { type: 'string', default: '20' }, seconds: { type: 'string', default: '30' } },
});
const rate = Number(values.rate);
const SECOND = 1000;
const CONVERSATIONS = 16;
/** Milliseconds of load between looks whether the training is over. */
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
const model = () => store.db.selectFrom('readerModel').selectAll().executeTakeFirst();
try {
  await load(5 * SECOND);
  const quiet = await load(Number(values.seconds) * SECOND);
  const examples = { fr: ['où est passé le badge de cantine', 'mon badge de cantine est perdu'] };
  const change = { file: 'answers/lockout_why.yaml', path: ['examples'], value: examples };
  const by = { id: null, name: 'bench' };
  await publish({ store, origin: readContentFiles }, [change], 0, { by, reason: 'bench', at: Date.now() });
  const training: number[] = [];
  let megabytes = 0;
  const watching = setInterval(() => {
    const children = familyOf(service.pid).slice(1);
    megabytes = Math.max(megabytes, ...children.map(residentMegabytes));
  }, SECOND);
  while (!(await model())?.endedAt) training.push(...(await load(SLICE)));
  clearInterval(watching);
  const row = await model();
  const after = await load(Number(values.seconds) * SECOND);
  const line = (what: string, times: readonly number[]) => ({
    ...{ what, turns: times.length, 'p50 ms': quantile(times, 0.5), 'p99 ms': quantile(times, 0.99) },
    'p99 to quiet': round(quantile(times, 0.99) / quantile(quiet, 0.99)),
  });
  process.stdout.write(
    markdownTable([line('quiet', quiet), line('training', training), line('with the new reader', after)]),
  );
  const took = round(((row?.endedAt ?? 0) - (row?.startedAt ?? 0)) / SECOND);
  process.stdout.write(`\n${row?.state} after ${took} s, ${megabytes} MB at most\n`);
} finally {
  await door.close();
  await store.close();
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
}
