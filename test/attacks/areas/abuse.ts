import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { type Answer, call, DirectLineClient } from '../../helpers/direct-line.ts';
import { eventually } from '../../helpers/eventually.ts';
import { type Attack, expectStatus, PATIENCE, type Stage } from '../stage.ts';

const PROXIED = [
  'X-Real-IP',
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'X-Forwarded-Proto',
  'CF-Connecting-IP',
  'True-Client-IP',
  'Forwarded',
  'Via',
];
const ELSEWHERE = [
  'assistance.example.fr',
  '10.0.0.1',
  'localhost.example.fr',
  '127.0.0.1.example.fr',
  '0.0.0.0',
];

/** Requests of a flood that are under way at once. */
const AT_ONCE = 50;

/** Metrics through a proxy, and floods of one address against the defaults. */
export function abuseAttacks({ strict, raw }: Stage): Attack[] {
  const metrics = async (host: string, header = '') => {
    const text = `GET /metrics HTTP/1.1\r\nHost: ${host}\r\n${header}Connection: close\r\n\r\n`;
    expectStatus((await raw(text)).statuses, 403);
  };
  const doors = [
    ...PROXIED.map((name) => ({
      ...{ area: 'Metrics through a proxy', name },
      run: () => metrics('127.0.0.1', `${name}: 192.0.2.1\r\n`),
    })),
    ...ELSEWHERE.map((host) => ({
      area: 'Metrics through a proxy',
      name: `Host: ${host}`,
      run: () => metrics(host),
    })),
  ];
  const area = 'Floods of one address';
  const floods: Attack[] = [
    {
      ...{ area, name: 'half a body, 600 times: memory', slow: true, alone: true },
      run: async () => {
        const before = megabytes(strict.process.pid);
        const sockets: Socket[] = [];
        for (let index = 0; index < 600; index++) {
          const socket = connect(Number(new URL(strict.url).port), '127.0.0.1');
          socket.on('error', () => {});
          await once(socket, 'connect');
          socket.write(
            `POST /webchat/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 65000\r\n\r\n${'x'.repeat(64_999)}`,
          );
          sockets.push(socket);
        }
        expectStatus([(await fetch(`${strict.url}/healthz`)).status], 200);
        const grown = megabytes(strict.process.pid) - before;
        for (const socket of sockets) socket.destroy();
        if (grown > 150) throw new Error(`grew by ${grown} MB`);
      },
    },
    {
      ...{ area, name: 'messages of 8,000 characters, ten conversations', slow: true, alone: true },
      run: async () => {
        const long = 'la page reste blanche '.repeat(360);
        const clients = await Promise.all(Array.from({ length: 10 }, () => beginOnceFree(strict.url)));
        const flood = clients.flatMap((client) => Array.from({ length: 10 }, () => () => client.say(long)));
        // Each counts as sixteen: of 60 a minute there are three in each conversation, and then one each 16 s.
        await isBounded(flood, { most: 10 * 4, each: 16_000 / 10 });
      },
    },
    {
      ...{ area, name: 'messages in one conversation', alone: true },
      run: async () => {
        const client = await beginOnceFree(strict.url);
        const flood = Array.from({ length: 200 }, () => () => client.say('oui'));
        await isBounded(flood, { most: 60, each: 1000 });
      },
    },
    {
      ...{ area, name: 'new conversations', alone: true },
      run: async () => {
        const begin = () => call(`${strict.url}/webchat/token`, 'POST', undefined, {});
        await isBounded(
          Array.from({ length: 500 }, () => begin),
          { most: 300, each: 200 },
        );
      },
    },
  ];
  return [...doors, ...floods];
}

/**
 * Sends all, many at once, and throws unless some are taken, the others are refused as too many, and no more are taken than `most` at
 * once and one more `each` so many milliseconds: on a busy machine the answers take a while, and so there may be more of them.
 */
async function isBounded(
  flood: readonly (() => Promise<Answer>)[],
  { most, each }: { most: number; each: number },
): Promise<void> {
  const began = performance.now();
  const statuses: number[] = [];
  for (let at = 0; at < flood.length; at += AT_ONCE) {
    const answers = await Promise.all(flood.slice(at, at + AT_ONCE).map((send) => send()));
    statuses.push(...answers.map(({ status }) => status));
  }
  expectStatus(statuses, 200, 429);
  const taken = statuses.filter((status) => status === 200).length;
  const allowed = most + Math.ceil((performance.now() - began) / each);
  if (taken === 0 || taken > allowed) throw new Error(`${taken} were taken, and ${allowed} may be`);
}

/** A conversation, begun once the service has let go of what the attack before has sent: until then it refuses with 429. */
async function beginOnceFree(url: string): Promise<DirectLineClient> {
  const base = `${url}/v3/directline`;
  const taken = async (path: string, token?: string) => {
    const { status, body } = await call(path, 'POST', token, {});
    return status === 429 ? undefined : body;
  };
  const { token, conversationId } = await eventually(() => taken(`${url}/webchat/token`), PATIENCE);
  await eventually(() => taken(`${base}/conversations`, token), PATIENCE);
  return new DirectLineClient(base, token, conversationId);
}

function megabytes(pid: number | undefined): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}
