import { closeSync, fdatasync, openSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Pool } from 'undici';

// The floor: what no bot can do without. Takes an activity with node:http, writes it down durably (all that wait share one
// fdatasync), answers, and sends one reply to the connector. It understands nothing.
const file = openSync(join(process.env.STORAGE ?? tmpdir(), `floor-${process.pid}.log`), 'a');
const flush = promisify(fdatasync);
const pools = new Map<string, Pool>();
let waiting: (() => void)[] = [];
let flushing = false;

async function commit(record: string): Promise<void> {
  writeSync(file, `${record}\n`);
  const done = new Promise<void>((resolve) => waiting.push(resolve));
  if (!flushing) void flushAll();
  return done;
}

async function flushAll(): Promise<void> {
  flushing = true;
  while (waiting.length > 0) {
    const group = waiting;
    waiting = [];
    await flush(file);
    for (const resolve of group) resolve();
  }
  flushing = false;
}

function poolOf(url: string): Pool {
  const pool = pools.get(url) ?? new Pool(url, { connections: 64 });
  pools.set(url, pool);
  return pool;
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', async () => {
    const body = Buffer.concat(chunks).toString();
    const { serviceUrl, conversation, id, text } = JSON.parse(body);
    await commit(body);
    response.writeHead(200).end();
    const reply = await poolOf(serviceUrl).request({
      path: `/v3/conversations/${encodeURIComponent(conversation.id)}/activities/${id}`,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'message', text: `Echo: ${text}` }),
    });
    await reply.body.dump();
  });
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`listening http://127.0.0.1:${port}\n`);
});
process.once('SIGTERM', () => {
  closeSync(file);
  process.exit();
});
