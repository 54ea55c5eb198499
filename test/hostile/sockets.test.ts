import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import { temporaryFolder } from '../helpers/app.ts';
import { call, DirectLineClient } from '../helpers/direct-line.ts';
import { eventually } from '../helpers/eventually.ts';
import { type Service, startService } from '../helpers/process.ts';
import { sendRaw } from '../helpers/raw-socket.ts';
import { NASTY } from './texts.ts';

const INPUTS = Number(process.env.INPUTS ?? 3000);
const SLOW = 200;
/** Milliseconds until a connection to which garbage was sent is hung up by us. */
const IMPATIENT = 300;

describe('a hostile connection', function () {
  this.timeout(Math.max(30_000, INPUTS * 10));
  let service: Service;
  let port: number;
  let client: DirectLineClient;
  before(async () => {
    service = await startService({
      DATABASE_URL: `file:${join(temporaryFolder(), 'sockets.db')}`,
      LOG_LEVEL: 'fatal',
    });
    port = Number(new URL(service.url).port);
    client = await DirectLineClient.begin(service.url, { academy: 'paris' });
  });
  afterEach(async () => {
    expect(service.process.exitCode).to.equal(null);
    expect((await call(`${service.url}/readyz`, 'GET')).status).to.equal(200);
    expect((await client.say('bonjour')).status).to.equal(200);
  });
  after(() => service.kill());

  it('that does not speak HTTP gets a 4xx or is hung up on', async () => {
    const garbage = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 300 }),
      fc.constantFrom(...BROKEN).map((text) => Buffer.from(text, 'latin1')),
      fc
        .tuple(fc.constantFrom(...BROKEN), fc.constantFrom(...NASTY))
        .map((parts) => Buffer.from(parts.join(''))),
    );
    const batches = fc.array(garbage, { minLength: 25, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(batches, async (all) => {
        for (const { statuses } of await Promise.all(all.map((bytes) => talk(bytes)))) {
          for (const status of statuses) expect(status).to.be.within(100, 499);
        }
      }),
      { numRuns: Math.ceil(INPUTS / 300) },
    );
  });

  it('that sends next to nothing holds nobody else up', async () => {
    const head =
      'POST /webchat/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n';
    const slow: Socket[] = [];
    for (let number = 0; number < SLOW; number++) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => {});
      await once(socket, 'connect');
      socket.write(number % 2 === 0 ? head : `${head}\r\n{"academy":`);
      slow.push(socket);
    }
    expect((await client.say('mot de passe oublié')).status).to.equal(200);
    for (const socket of slow) socket.destroy();
  });

  it('that pipelines requests gets an answer to each, in order', async () => {
    const one = (path: string, end = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\n${end}\r\n`;
    const bytes =
      one('/healthz') + one('/nowhere') + one('/webchat/token') + one('/healthz', 'Connection: close\r\n');
    const { statuses } = await sendRaw(port, Buffer.from(bytes));
    expect(statuses).to.deep.equal([200, 404, 405, 200]);
  });

  it('that asks for an upgrade it may not have is refused, and a refused one is closed', async () => {
    const path = `/v3/directline/conversations/${client.conversationId}/stream`;
    const good = `${path}?t=${client.token}`;
    const upgrade = (target: string, headers: readonly string[], method = 'GET') =>
      Buffer.from(
        `${[`${method} ${target} HTTP/1.1`, 'Host: x', 'Connection: Upgrade', ...headers].join('\r\n')}\r\n\r\n`,
      );
    const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
    const refused: readonly Buffer[] = [
      upgrade(path, ['Upgrade: websocket', key, 'Sec-WebSocket-Version: 13']),
      upgrade(`${path}?t=x`, ['Upgrade: websocket', key, 'Sec-WebSocket-Version: 13']),
      upgrade(`${good}&watermark=x`, ['Upgrade: websocket', key, 'Sec-WebSocket-Version: 13']),
      upgrade(good, ['Upgrade: websocket', 'Sec-WebSocket-Version: 13']),
      upgrade(good, ['Upgrade: websocket', 'Sec-WebSocket-Key: x', 'Sec-WebSocket-Version: 13']),
      upgrade(good, ['Upgrade: websocket', key, 'Sec-WebSocket-Version: 99']),
      upgrade(good, ['Upgrade: h2c', key]),
      upgrade(good, ['Upgrade: websocket', key, 'Sec-WebSocket-Version: 13'], 'POST'),
      upgrade(good, ['Upgrade: websocket', key, 'Sec-WebSocket-Version: 13', 'Origin: https://evil.example']),
      upgrade('/webchat', ['Upgrade: websocket', key, 'Sec-WebSocket-Version: 13']),
      upgrade('http://[', ['Upgrade: websocket', key, 'Sec-WebSocket-Version: 13']),
      upgrade('//', ['Upgrade: websocket', key, 'Sec-WebSocket-Version: 13']),
      upgrade('*', ['Upgrade: websocket', key, 'Sec-WebSocket-Version: 13']),
    ];
    for (const bytes of refused) {
      const { statuses } = await sendRaw(port, bytes);
      expect(statuses, bytes.toString()).to.have.lengthOf(1);
      expect(statuses[0], bytes.toString()).to.be.within(400, 499);
    }
  });

  it('that breaks the WebSocket protocol loses its stream, and only that', async () => {
    const frames: readonly (readonly number[])[] = [
      // Unmasked text, reserved bits, an unknown opcode, broken UTF-8, a length of 2^63, a fragmented ping, a lone close byte.
      [0x81, 0x02, 0x61, 0x62],
      [0xf1, 0x80, 0, 0, 0, 0],
      [0x83, 0x80, 0, 0, 0, 0],
      [0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28],
      [0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      [0x09, 0x80, 0, 0, 0, 0],
      [0x88, 0x81, 0, 0, 0, 0, 0x03],
      [0x82, 0xfe, 0xff, 0xff, 0, 0, 0, 0],
    ];
    const other = await stream();
    for (const frame of frames) {
      const victim = await stream();
      const closed = once(victim.socket, 'close');
      victim.raw.write(Uint8Array.from(frame));
      await closed;
    }
    const received = once(other.socket, 'message');
    await client.say('toujours là ?');
    expect(String((await received)[0])).to.include('activities');
    other.socket.close();
  });

  it('that opens stream after stream of one conversation is stopped at a few', async () => {
    const sockets: WebSocket[] = [];
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, async () => {
        const socket = new WebSocket(
          `${service.url.replace('http', 'ws')}/v3/directline/conversations/${client.conversationId}/stream?t=${client.token}`,
        );
        sockets.push(socket);
        return new Promise<string>((resolve) => {
          socket.on('open', () => resolve('open'));
          socket.on('error', (error) => resolve(error.message));
        });
      }),
    );
    for (const socket of sockets) socket.terminate();
    expect(outcomes.filter((outcome) => outcome === 'open')).to.have.lengthOf.at.most(8);
    expect(outcomes.filter((outcome) => outcome.includes('429'))).not.to.be.empty;
    await eventually(async () => {
      const again = await stream().catch(() => undefined);
      again?.socket.close();
      return again;
    });
  });

  /** Sends bytes and hangs up when the server has, or has had its time. */
  async function talk(bytes: Uint8Array): Promise<{ statuses: readonly number[] }> {
    return sendRaw(port, bytes, { patience: IMPATIENT }).catch(() => ({ statuses: [] }));
  }

  /** A stream of the client's conversation with what was said before read, and the socket under it. */
  async function stream(): Promise<{ socket: WebSocket; raw: Socket }> {
    const url = `${service.url.replace('http', 'ws')}/v3/directline/conversations/${client.conversationId}/stream?t=${client.token}`;
    const socket = new WebSocket(url);
    socket.on('error', () => {});
    const upgraded = once(socket, 'upgrade');
    await once(socket, 'message');
    const raw = ((await upgraded)[0] as { socket: Socket }).socket;
    return { socket, raw };
  }
});

/** Beginnings of requests that a parser has to refuse or wait at. */
const BROKEN: readonly string[] = [
  'GET / HTTP/1.1\r\n\r\n',
  'GET / HTTP/9.9\r\nHost: x\r\n\r\n',
  'GET / HTTP/1.0\r\n\r\n',
  'GET  / HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET /\r\n\r\n',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  'POST /webchat/token HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef',
  'POST /webchat/token HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'POST /webchat/token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n',
  'POST /webchat/token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\nffffffffffffffff\r\n',
  'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\n folded: y\r\n\r\n',
  'GET / HTTP/1.1\nHost: x\n\n',
  `GET / HTTP/1.1\r\nHost: x\r\n${'A: b\r\n'.repeat(3000)}\r\n`,
  `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
  'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n',
  'CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: x\r\n\r\n',
];
