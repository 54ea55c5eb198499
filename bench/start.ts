/**
 * From the start of the process to the first reply: `npm run bench:start`, on an empty database file, the classifier trained
 * before. Milliseconds, medians. Option: --times 7.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { answerHelp } from '../src/commands/help.ts';
import { openWebChat } from './load/direct-line.ts';
import { launchService } from './load/processes.ts';
import { median, report } from './load/statistics.ts';

answerHelp();

const { values } = parseArgs({ options: { times: { type: 'string', default: '7' } } });
const folder = mkdtempSync(join(tmpdir(), 'permanence-start-'));
const listening: number[] = [];
const replied: number[] = [];
for (let number = 0; number < Number(values.times); number++) {
  const started = performance.now();
  const service = await launchService(`file:${join(folder, `${number}.db`)}`);
  const channel = openWebChat(service.url, Number.POSITIVE_INFINITY);
  const talk = await channel.open(0);
  await talk.say('mot de passe oublié', 0);
  replied.push(performance.now() - started);
  listening.push(service.readyAfter);
  talk.close();
  await channel.close();
  await service.stop();
}
rmSync(folder, { recursive: true, force: true });
report({ listening: median(listening), firstReply: median(replied), slowest: Math.max(...replied) });
