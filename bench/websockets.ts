/**
 * Many idle web chats: `npm run bench:websockets`. Memory of the service before, with all WebSockets open, and how long a
 * message takes to the readers of conversations picked at random, all at once. Resident megabytes, milliseconds. Options:
 * --sockets 10000, --messages 200. Needs twice as many open files as sockets over two processes: it raises its own limit.
 */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Pool } from 'undici';
import { WebSocket } from 'ws';
import { answerHelp } from '../src/commands/help.ts';
import { inTime } from './load/channel.ts';
import { launchService, openHandles, residentMegabytes } from './load/processes.ts';
import { quantile, report } from './load/statistics.ts';

answerHelp();

/** Conversations that are opened at once. */
const AT_ONCE = 32;
const SETTLED = 3000;
/** Open files besides the sockets. */
const OTHERS = 200;

const { values } = parseArgs({
  options: {
    sockets: { type: 'string', default: '10000' },
    messages: { type: 'string', default: '200' },
  },
});
const sockets = Number(values.sockets);
// Children inherit the limit of this process.
const raised = spawnSync('prlimit', [`--pid=${process.pid}`, `--nofile=${sockets + OTHERS}`]);
if (raised.status !== 0) {
  process.stderr.write(
    'The limit of open files could not be set: run `ulimit -n 12000` first if sockets fail.\n',
  );
}
const folder = mkdtempSync(join(tmpdir(), 'permanence-websockets-'));
const service = await launchService(`file:${join(folder, 'websockets.db')}`);
const pool = new Pool(service.url, { connections: AT_ONCE });
try {
  const chats: Chat[] = [];
  // One by one first, so that compiled code is not counted as memory of a socket.
  for (let number = 0; number < AT_ONCE; number++) chats.push(await openChat());
  await pause(SETTLED);
  const before = residentMegabytes(service.pid);
  const began = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (chats.length < sockets) {
        const place = chats.push(undefined as unknown as Chat) - 1;
        chats[place] = await openChat();
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  await pause(SETTLED);
  const open = { sockets: chats.length, handles: openHandles(service.pid), before };
  report({ ...open, openedInSeconds: Math.round(seconds), with: residentMegabytes(service.pid) });
  const picked = Array.from({ length: Number(values.messages) }, () => {
    const chat = chats[Math.floor(Math.random() * chats.length)];
    if (!chat) throw new Error('no chat is open');
    return chat;
  });
  const arrived = await Promise.all([...new Set(picked)].map(say));
  report({
    messagesAtOnce: arrived.length,
    p50: quantile(arrived, 0.5),
    last: quantile(arrived, 1),
    afterwards: residentMegabytes(service.pid),
  });
  for (const { socket } of chats) socket.terminate();
} finally {
  await pool.destroy();
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
}

interface Chat {
  readonly socket: WebSocket;
  readonly token: string;
  readonly conversationId: string;
  /** Resolves at the next frame. */
  frame(): Promise<void>;
}

async function openChat(): Promise<Chat> {
  const granted = await post('/webchat/token', undefined, {});
  const { token, conversationId, streamUrl } = await post('/v3/directline/conversations', granted.token, {});
  const socket = new WebSocket(streamUrl, { perMessageDeflate: false });
  const frame = () => new Promise<void>((resolve) => socket.once('message', () => resolve()));
  await inTime(frame(), 'the greeting');
  return { socket, token, conversationId, frame };
}

/** Milliseconds from the sending of a message to the frame with the answer. */
async function say({ token, conversationId, frame }: Chat): Promise<number> {
  const started = performance.now();
  const arrival = frame().then(() => performance.now() - started);
  await post(`/v3/directline/conversations/${conversationId}/activities`, token, {
    type: 'message',
    text: 'mot de passe oublié',
    channelData: { clientActivityID: randomUUID() },
  });
  return inTime(arrival, 'an answer over the WebSocket');
}

async function post(path: string, token: string | undefined, content: object) {
  const { statusCode, body } = await pool.request({
    path,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(content),
  });
  const answer = await body.text();
  if (statusCode >= 300) throw new Error(`${path} answered ${statusCode}: ${answer}`);
  return JSON.parse(answer) as { token: string; conversationId: string; streamUrl: string };
}
