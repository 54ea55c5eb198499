import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { call, DirectLineClient } from '../../helpers/direct-line.ts';
import { sendRaw } from '../../helpers/raw-socket.ts';
import { type Attack, expectStatus, type Stage } from '../stage.ts';

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

/** Metrics through a proxy, and floods of one address against the defaults. */
export function abuseAttacks({ open, strict }: Stage): Attack[] {
  const metrics = async (host: string, header = '') => {
    const text = `GET /metrics HTTP/1.1\r\nHost: ${host}\r\n${header}Connection: close\r\n\r\n`;
    expectStatus((await sendRaw(Number(new URL(open.url).port), Buffer.from(text))).statuses, 403);
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
        let taken = 0;
        for (let index = 0; index < 10; index++) {
          const client = await DirectLineClient.begin(strict.url, { academy: 'paris' });
          for (let message = 0; message < 10; message++) if ((await client.say(long)).status === 200) taken++;
        }
        if (taken > 80) throw new Error(`${taken} messages were taken`);
      },
    },
    {
      ...{ area, name: 'messages in one conversation', alone: true },
      run: async () => {
        const client = await DirectLineClient.begin(strict.url, { academy: 'paris' });
        const statuses: number[] = [];
        for (let message = 0; message < 80; message++) statuses.push((await client.say('oui')).status);
        if (!statuses.includes(429)) throw new Error('none was refused');
      },
    },
    {
      ...{ area, name: 'new conversations', alone: true },
      run: async () => {
        const statuses: number[] = [];
        for (let index = 0; index < 330; index++) {
          statuses.push((await call(`${strict.url}/webchat/token`, 'POST', undefined, {})).status);
        }
        if (!statuses.includes(429)) throw new Error('none was refused');
        expectStatus(statuses, 200, 429);
      },
    },
  ];
  return [...doors, ...floods];
}

function megabytes(pid: number | undefined): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}
