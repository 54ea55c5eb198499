/**
 * Two instances on one PostgreSQL behind a proxy, and what people see while one is killed, the database restarts and both are
 * upgraded one after the other: `npm run two-instances [-- --seconds 10] [--people 12] [--from ../permanence-0.1.0]`. With `--from`, a
 * folder with another version installed, that is what runs at first. Everything is started here, on 127.0.0.1, and ended here. Prints a table
 * and ends with 1 where something was lost, doubled or not shown.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { answerHelp } from '../src/commands/help.ts';
import { startPostgres, stopPostgres } from '../test/helpers/postgres.ts';
import { type Service, startService } from '../test/helpers/process.ts';
import { startBalancer } from './two-instances/balancer.ts';
import { startPeople } from './two-instances/people.ts';

answerHelp();

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    people: { type: 'string', default: '12' },
    from: { type: 'string' },
  },
});
const seconds = Number(values.seconds);
const former = values.from && entryOf(resolve(values.from));

const postgres = await startPostgres();
const DATABASE_URL = await postgres.createDatabase();
const balancer = await startBalancer();
const start = (main?: string) => startService({ DATABASE_URL, LOG_LEVEL: 'fatal' }, [], main);
const running: Service[] = [await start(former), await start(former)];
const share = () => balancer.use(running.map(({ url }) => url));
share();
const people = await startPeople(balancer.url, Number(values.people));

process.stdout.write(
  '| meanwhile | messages | put off (503) | cut off | other refusals | streams reopened | answer p50 / p99 / longest s |\n',
);
process.stdout.write('|---|---|---|---|---|---|---|\n');
await phase('nothing');
await phase('one is killed (SIGKILL), and started again', async () => {
  await running.shift()?.kill();
  await wait(1000);
  running.push(await start(former));
  share();
});
await phase('PostgreSQL restarts', async () => {
  await postgres.stop();
  await postgres.start();
});
await phase(
  former ? 'both are upgraded, one after the other' : 'both are started anew, one after the other',
  async () => {
    for (let one = 0; one < 2; one++) {
      await running.shift()?.end();
      running.push(await start());
      share();
      await wait(1000);
    }
  },
);
const { lost, doubled, missed } = await people.end();
process.stdout.write(`\nLost ${lost}, doubled ${doubled}, not shown ${missed}.\n`);
balancer.close();
await Promise.all(running.map((instance) => instance.kill()));
await stopPostgres();
process.exit(lost + doubled + missed > 0 ? 1 : 0);

async function phase(name: string, happens: () => Promise<void> = async () => {}): Promise<void> {
  await Promise.all([happens(), wait(seconds * 1000)]);
  const { messages, putOff, cutOff, refused, streamsReopened, waits } = people.take();
  const sorted = waits.sort((a, b) => a - b);
  const at = (share: number) =>
    ((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) / 1000).toFixed(2);
  const columns = [
    name,
    messages,
    putOff,
    cutOff,
    refused,
    streamsReopened,
    `${at(0.5)} / ${at(0.99)} / ${at(1)}`,
  ];
  process.stdout.write(`| ${columns.join(' | ')} |\n`);
}

function entryOf(folder: string): string {
  const found = ['src/main.js', 'src/main.ts'].map((file) => join(folder, file)).find(existsSync);
  if (!found) throw new Error(`${folder}: no installation of this service (npm ci) is there.`);
  return found;
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
