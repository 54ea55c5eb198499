/**
 * Latency of a turn over HTTP, durable commit included, beside a bare botbuilder echo bot in the same run:
 * `npm run bench:turn`. Each contender runs in a process of its own; this process sends the activities and plays the
 * connector that receives the replies. Times are milliseconds; the rounds of the contenders alternate.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROUNDS = 3;
const WARM_UP = 300;
const TURNS = 1500;
const CONCURRENCY = [1, 16];

interface Contender {
  readonly name: string;
  /** Runs one turn; resolves when the reply is there, with the time until the HTTP answer. */
  turn(conversation: string): Promise<{ answered: number; replied: number }>;
}

/** Who waits for the first reply to which activity. */
const waiting = new Map<string, () => void>();
const connector = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"id":"1"}');
    const { replyToId } = JSON.parse(Buffer.concat(chunks).toString());
    waiting.get(replyToId)?.();
    waiting.delete(replyToId);
  });
});
await new Promise<void>((resolve) => connector.listen(0, '127.0.0.1', resolve));
const serviceUrl = `http://127.0.0.1:${(connector.address() as AddressInfo).port}`;

const folder = mkdtempSync(join(tmpdir(), 'permanence-bench-'));
const children: ChildProcess[] = [];
const root = join(import.meta.dirname, '..');
const ours = await launch(join(root, 'src/main.ts'), /web chat\s+(http:\S+)\/webchat/);
const echo = await launch(join(root, 'bench/peers/echo-bot.ts'), /listening (http:\S+)/);

const contenders: Contender[] = [
  overMessages('echo bot', echo),
  overMessages('ours, /api/messages', ours),
  overDirectLine('ours, web chat', ours),
];

for (const concurrency of CONCURRENCY) {
  const times = new Map(
    contenders.map(({ name }) => [name, { answered: [] as number[], replied: [] as number[] }]),
  );
  for (let round = -1; round < ROUNDS; round++) {
    for (const contender of contenders) {
      const measured = await load(contender, round < 0 ? WARM_UP : TURNS, concurrency);
      if (round < 0) continue;
      times.get(contender.name)?.answered.push(...measured.map(({ answered }) => answered));
      times.get(contender.name)?.replied.push(...measured.map(({ replied }) => replied));
    }
  }
  const base = times.get('echo bot')?.replied ?? [];
  for (const [name, { answered, replied }] of times) {
    const row = {
      contender: name,
      conversations: concurrency,
      turns: replied.length,
      answered_p50: quantile(answered, 0.5),
      answered_p99: quantile(answered, 0.99),
      replied_p50: quantile(replied, 0.5),
      replied_p99: quantile(replied, 0.99),
      replied_p50_to_echo: Number((quantile(replied, 0.5) / quantile(base, 0.5)).toFixed(2)),
    };
    process.stdout.write(`${JSON.stringify(row)}\n`);
  }
}
for (const child of children) child.kill();
connector.close();
rmSync(folder, { recursive: true });

async function load({ turn }: Contender, turns: number, concurrency: number) {
  const measured: { answered: number; replied: number }[] = [];
  let left = turns;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      const conversation = randomUUID();
      // The first turn of a conversation has a welcome of its own.
      await turn(conversation);
      while (left-- > 0) measured.push(await turn(conversation));
    }),
  );
  return measured;
}

function overMessages(name: string, url: string): Contender {
  return {
    name,
    turn: async (conversation) => {
      const id = randomUUID();
      const started = performance.now();
      const replied = new Promise<number>((resolve) => {
        waiting.set(id, () => resolve(performance.now() - started));
      });
      const response = await fetch(`${url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          type: 'message',
          id,
          channelId: 'bench',
          serviceUrl,
          conversation: { id: conversation },
          from: { id: 'user' },
          recipient: { id: 'bot' },
          text: 'mon compte est bloqué à Paris',
        }),
      });
      await response.arrayBuffer();
      const answered = performance.now() - started;
      return { answered, replied: await replied };
    },
  };
}

function overDirectLine(name: string, url: string): Contender {
  const tokens = new Map<string, Promise<{ token: string; conversationId: string }>>();
  const post = async (path: string, token?: string, body: object = {}) => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    return (await response.json()) as { token: string; conversationId: string };
  };
  return {
    name,
    turn: async (conversation) => {
      const known = tokens.get(conversation) ?? post('/webchat/token', undefined, { academy: 'paris' });
      tokens.set(conversation, known);
      const { token, conversationId } = await known;
      const started = performance.now();
      await post(`/v3/directline/conversations/${conversationId}/activities`, token, {
        type: 'message',
        text: 'mon compte est bloqué à Paris',
        channelData: { clientActivityID: randomUUID() },
      });
      // The reply is in the log as soon as the turn is answered.
      const answered = performance.now() - started;
      return { answered, replied: answered };
    },
  };
}

function launch(script: string, ready: RegExp): Promise<string> {
  const child = spawn(process.execPath, [script], {
    env: {
      ...process.env,
      PORT: '0',
      LOG_LEVEL: 'warn',
      TEAMS_UNAUTHENTICATED: 'true',
      DATABASE_URL: `file:${join(folder, 'bench.db')}`,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      const url = ready.exec(output)?.[1];
      if (url) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)));
  });
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Number((sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(2));
}
