/**
 * What it costs to verify the caller of a turn, beside a bare botbuilder echo bot with the same tokens:
 * `npm run bench:teams`. Each contender runs in a process of its own, alone, in turns; this process signs the tokens, sends
 * the activities and plays the connector. A token serves all activities of a round, as Teams' do for an hour; `fresh` has
 * one for each. Rates are turns a second until the first reply, times are milliseconds.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { answerHelp } from '../src/commands/help.ts';
import { startIdentityProvider } from '../test/helpers/identity-provider.ts';

answerHelp();

const ROUNDS = Number(process.env.ROUNDS ?? 5);
/** So many that no conversation comes near the seven messages a second that Teams takes. */
const CONVERSATIONS = 800;
const TURNS = 2400;
const CONCURRENCY = 16;

const waiting = new Map<string, () => void>();
const connector = createServer((incoming, response) => {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk) => chunks.push(chunk));
  incoming.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"id":"1"}');
    const { replyToId } = JSON.parse(Buffer.concat(chunks).toString() || '{}');
    waiting.get(replyToId)?.();
    waiting.delete(replyToId);
  });
});
await new Promise<void>((resolve) => connector.listen(0, '127.0.0.1', resolve));
const serviceUrl = `http://127.0.0.1:${(connector.address() as AddressInfo).port}`;
const provider = await startIdentityProvider();
const folder = mkdtempSync(join(tmpdir(), 'permanence-bench-'));
const children: ChildProcess[] = [];
const agent = new Agent({ connections: 64 });
const root = join(import.meta.dirname, '..');
const main = (environment: Record<string, string>) =>
  launch(join(root, 'src/main.js'), /web chat\s+(http:\S+)\/webchat/, environment);
const echo = (environment: Record<string, string>) =>
  launch(join(root, 'bench/peers/echo-bot.ts'), /listening (http:\S+)/, environment);

const verified = { ...provider.environment, TEAMS_SERVICE_HOSTS: '127.0.0.1' };
const contenders = [
  { name: 'echo bot, open', tokens: 'none', url: await echo({}) },
  { name: 'echo bot, verified', tokens: 'one', url: await echo(peer()) },
  { name: 'echo bot, verified, fresh', tokens: 'fresh', url: await echo(peer()) },
  { name: 'ours, open', tokens: 'none', url: await main({ TEAMS_UNAUTHENTICATED: 'true' }) },
  { name: 'ours, verified', tokens: 'one', url: await main(verified) },
  { name: 'ours, verified, fresh', tokens: 'fresh', url: await main(verified) },
];

const rates = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
const answered = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
for (let round = -1; round < ROUNDS; round++) {
  for (const { name, url, tokens } of contenders) {
    // The first turn of a conversation has a welcome of its own.
    const turns = round < 0 ? CONVERSATIONS : TURNS;
    const count = tokens === 'none' ? 0 : tokens === 'one' ? 1 : turns + CONCURRENCY;
    const signed = await Promise.all(
      Array.from({ length: count }, () => provider.sign({ serviceurl: serviceUrl, jti: randomUUID() })),
    );
    const started = performance.now();
    const times = await load(url, signed, turns);
    if (round < 0) continue;
    rates.get(name)?.push((turns * 1000) / (performance.now() - started));
    answered.get(name)?.push(...times);
  }
}
for (const { name } of contenders) {
  const [rate = 0, base = 0] = [name, 'echo bot, verified'].map((key) => quantile(rates.get(key) ?? [], 0.5));
  const times = answered.get(name) ?? [];
  const row = {
    contender: name,
    turns_a_second: Math.round(rate),
    to_echo_verified: Number((rate / base).toFixed(2)),
    answered_p50: quantile(times, 0.5),
    answered_p99: quantile(times, 0.99),
  };
  process.stdout.write(`${JSON.stringify(row)}\n`);
}
for (const child of children) child.kill();
connector.closeAllConnections();
connector.close();
await agent.destroy();
await provider.close();
rmSync(folder, { recursive: true });

function peer(): Record<string, string> {
  return { OPENID: `${provider.url}/openid`, APP_ID: provider.appId };
}

/** Runs turns in many conversations; gives the time until each HTTP answer. */
async function load(url: string, tokens: readonly string[], turns: number): Promise<number[]> {
  const times: number[] = [];
  let left = turns;
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      while (left-- > 0) {
        times.push(await turn(url, `conversation-${left % CONVERSATIONS}`, tokens[left % tokens.length]));
      }
    }),
  );
  return times;
}

async function turn(url: string, conversation: string, token: string | undefined): Promise<number> {
  const id = randomUUID();
  const started = performance.now();
  const replied = new Promise<void>((resolve) => waiting.set(id, resolve));
  const { body, statusCode } = await request(`${url}/api/messages`, {
    dispatcher: agent,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({
      type: 'message',
      id,
      channelId: 'msteams',
      serviceUrl,
      conversation: { id: conversation },
      from: { id: 'user' },
      recipient: { id: 'bot' },
      text: 'mon compte est bloqué à Paris',
    }),
  });
  await body.dump();
  if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
  const time = performance.now() - started;
  await replied;
  return time;
}

function launch(script: string, ready: RegExp, environment: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, [script], {
    env: {
      ...process.env,
      PORT: '0',
      LOG_LEVEL: 'warn',
      DATABASE_URL: `file:${join(folder, `${randomUUID()}.db`)}`,
      ...environment,
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
