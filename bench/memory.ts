/**
 * Memory idle and after many turns: the service (half of the turns over `/api/messages`, half over the web chat) and the
 * echo bot. Resident megabytes. `npm run bench:memory`, options: --turns 50000, --conversations 16.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { answerHelp } from '../src/commands/help.ts';
import { startConnector } from './load/connector.ts';
import { openWebChat } from './load/direct-line.ts';
import { drive } from './load/drive.ts';
import { openMessages } from './load/messages.ts';
import { launchPeer, launchService, residentMegabytes } from './load/processes.ts';
import { report } from './load/statistics.ts';

answerHelp();

/** Milliseconds after the start, and after the load, until a process counts as idle. */
const SETTLED = 3000;
/** Rows of the course, so that a slow growth shows. */
const STAGES = 10;

const { values } = parseArgs({
  options: {
    turns: { type: 'string', default: '50000' },
    conversations: { type: 'string', default: '16' },
  },
});
const conversations = Number(values.conversations);
const folder = mkdtempSync(join(tmpdir(), 'permanence-memory-'));
const connector = await startConnector();
try {
  const service = await launchService(`file:${join(folder, 'memory.db')}`);
  await measure('ours', service, async () => [
    await openMessages(service.url, connector),
    openWebChat(service.url),
  ]);
  const echo = await launchPeer('echo-bot');
  await measure('echo bot', echo, async () => [await openMessages(echo.url, connector)]);
} finally {
  connector.close();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(
  name: string,
  { pid, stop }: Awaited<ReturnType<typeof launchPeer>>,
  open: () => Promise<Awaited<ReturnType<typeof openMessages>>[]>,
): Promise<void> {
  await pause(SETTLED);
  const idle = residentMegabytes(pid);
  const channels = await open();
  const course: number[] = [];
  let done = 0;
  for (let stage = 0; stage < STAGES; stage++) {
    for (const channel of channels) {
      const turns = Number(values.turns) / STAGES / channels.length;
      done += (await drive(channel, { conversations, turns })).times.length;
    }
    course.push(residentMegabytes(pid));
  }
  await pause(SETTLED);
  report({ name, turns: done, idle, course, afterwards: residentMegabytes(pid) });
  for (const channel of channels) await channel.close();
  await stop();
}
