/**
 * Many idle web chats behind proxies that let no WebSocket through: `npm run bench:polling`. Each asks every 4 seconds, as the chat page
 * does when nothing is going on. Resident megabytes of the service before and with them, milliseconds of an answer. Options:
 * --chats 1000, --seconds 30.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Pool } from 'undici';
import { answerHelp } from '../src/commands/help.ts';
import { launchService, residentMegabytes } from './load/processes.ts';
import { quantile, report } from './load/statistics.ts';

answerHelp();

const EVERY = 4000;
const AT_ONCE = 32;

const { values } = parseArgs({
  options: { chats: { type: 'string', default: '1000' }, seconds: { type: 'string', default: '30' } },
});
const count = Number(values.chats);
const folder = mkdtempSync(join(tmpdir(), 'permanence-polling-'));
const service = await launchService(`file:${join(folder, 'polling.db')}`);
const pool = new Pool(service.url, { connections: AT_ONCE });
try {
  const before = residentMegabytes(service.pid);
  const chats: Chat[] = [];
  for (let number = 0; number < count; number += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, count - number) }, () => openChat());
    chats.push(...(await Promise.all(batch)));
  }
  const opened = residentMegabytes(service.pid);
  const end = performance.now() + Number(values.seconds) * 1000;
  const times: number[] = [];
  await Promise.all(
    chats.map(async (chat, index) => {
      await pause((EVERY * index) / count);
      while (performance.now() < end) {
        const began = performance.now();
        await ask('GET', `${chat.path}?watermark=${chat.watermark}&owner`, chat.token);
        times.push(performance.now() - began);
        await pause(EVERY);
      }
    }),
  );
  report({
    chats: count,
    before,
    opened,
    with: residentMegabytes(service.pid),
    polls: times.length,
    p50: Math.round(quantile(times, 0.5)),
    p99: Math.round(quantile(times, 0.99)),
  });
} finally {
  await pool.destroy();
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
}

interface Chat {
  readonly path: string;
  readonly token: string;
  readonly watermark: string;
}

async function openChat(): Promise<Chat> {
  const { token, conversationId } = await ask('POST', '/webchat/token', undefined, { academy: 'paris' });
  await ask('POST', '/v3/directline/conversations', token, {});
  const path = `/v3/directline/conversations/${conversationId}/activities`;
  const { watermark } = await ask('GET', path, token);
  return { path, token: String(token), watermark: String(watermark) };
}

async function ask(
  method: 'GET' | 'POST',
  path: string,
  token?: string,
  body?: object,
): Promise<Record<string, string>> {
  const answer = await pool.request({
    method,
    path,
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return (await answer.body.json()) as Record<string, string>;
}
