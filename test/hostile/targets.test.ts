import { expect } from 'chai';
import { listen, stopListening } from '../../src/http/listen.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { createLog } from '../../src/operations/log.ts';
import { startApp, type TestApp, temporaryFolder } from '../helpers/app.ts';
import { type Service, startService } from '../helpers/process.ts';
import { sendRaw } from '../helpers/raw-socket.ts';
import { HOSTS } from './headers.ts';

const PATHS = [
  '/healthz',
  '/webchat',
  '/webchat/token',
  '/desk',
  '/desk/api/me',
  '/api/messages',
  '/nowhere',
];
const UPGRADE =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n';
/** Headers that lead to another way into the server. */
const WAYS = {
  'as usual': 'Connection: close\r\n',
  'with Expect': 'Expect: 100-continue\r\nConnection: close\r\n',
  'with another Expect': 'Expect: x\r\nConnection: close\r\n',
  'on an upgrade': UPGRADE,
} as const;

describe('a host or target that cannot be read', () => {
  let service: Service;
  let port: number;
  before(async () => {
    service = await startService({
      DATABASE_URL: `file:${temporaryFolder()}/targets.db`,
      LOG_LEVEL: 'fatal',
    });
    port = Number(new URL(service.url).port);
  });
  after(() => service.kill());
  afterEach(async () => {
    expect(service.process.exitCode).to.equal(null);
    expect((await fetch(`${service.url}/healthz`)).status).to.equal(200);
  });

  for (const [way, headers] of Object.entries(WAYS)) {
    it(`is refused ${way}, whatever the path, and the service goes on`, async () => {
      for (const host of HOSTS) {
        for (const path of PATHS) {
          const { statuses } = await ask(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${headers}\r\n`);
          expect(statuses, `${host} ${path}`).to.have.lengthOf(1);
          expect(statuses[0], `${host} ${path}`).to.be.oneOf([400, 417]);
        }
      }
    });

    it(`is refused ${way} in the request line`, async () => {
      const targets = [
        'http://[',
        'http://[/x',
        'http://a:99999/',
        'http://1.2.3.4.5/healthz',
        'http://u@x/',
      ];
      for (const target of [...targets, 'ftp://x/metrics', 'http:', 'http:///', 'x:', '//', '/%', '/%zz']) {
        const { statuses } = await ask(`GET ${target} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`);
        for (const status of statuses) expect(status, target).to.be.oneOf([400, 401, 404, 417]);
      }
    });
  }

  it('is not two hosts, of which a proxy may have read the other', async () => {
    const { statuses } = await ask(
      'GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n',
    );
    expect(statuses).to.deep.equal([400]);
  });

  it('is told from those that can: names, addresses, ports, none, and a target with its host', async () => {
    for (const host of ['x', 'a-b.ac-paris.fr:443', '127.0.0.1:3978', '[::1]', '[::1]:80', 'my_host', '']) {
      const { statuses } = await ask(`GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      expect(statuses, host).to.deep.equal([200]);
    }
    expect((await ask('GET /healthz HTTP/1.0\r\n\r\n')).statuses).to.deep.equal([200]);
    const whole = 'GET http://portail.example/healthz?x HTTP/1.1\r\nHost: other\r\nConnection: close\r\n\r\n';
    expect((await ask(whole)).statuses).to.deep.equal([200]);
  });

  const ask = (text: string) => sendRaw(port, Buffer.from(text));
});

describe('a path', () => {
  let app: TestApp | undefined;
  afterEach(async () => {
    await app?.close();
    app = undefined;
  });
  const ask = (path: string, method = 'GET', host = 'localhost') =>
    sendRaw(
      Number(new URL(app?.url ?? '').port),
      Buffer.from(
        `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
      ),
    );

  it('has one spelling: the limit on new conversations cannot be walked around by another', async () => {
    app = await startApp({ RATE_LIMITS: 'on', RATE_NEW: '2' });
    const statuses: number[] = [];
    const spellings = ['/webchat/token', '/webchat/%74oken', '/%77ebchat/token', '/webchat/toke%6e'];
    spellings.push('/webchat/./token', '/x/../webchat/token', '/webchat/%2e/token', '/webchat\\token');
    spellings.push(
      '/webchat%2ftoken',
      '/webchat/token#',
      '/webchat/token;x',
      '//webchat/token',
      '/webchat/token/',
    );
    for (const path of spellings) statuses.push(...(await ask(path, 'POST')).statuses);
    expect(statuses.filter((status) => status === 200)).to.have.lengthOf(1);
    expect((await ask('/webchat/token?x=%74', 'POST')).statuses).to.deep.equal([200]);
    expect((await ask('/webchat/token', 'POST')).statuses).to.deep.equal([429]);
  });

  it('of the desk has its headers or no answer from the desk', async () => {
    app = await startApp();
    for (const path of ['/desk', '/%64esk', '/d%65sk', '/./desk', '/desk/', '/x/../desk', '/desk/api/m%65']) {
      const { statuses, text } = await ask(path);
      if (statuses[0] === 404) expect(text, path).not.to.include('<html');
      else
        expect(text, path)
          .to.match(/x-frame-options: DENY/i)
          .and.to.match(/cross-origin-opener-policy/i);
    }
  });

  it('is not what stands in the Host header', async () => {
    app = await startApp();
    const tries = [
      ['/nothing', 'x/metrics?'],
      ['/zzz', 'x/desk/api/me?'],
      ['/embed.js', 'x/webchat'],
      ['/desk', 'x?'],
    ] as const;
    for (const [path, host] of tries) expect((await ask(path, 'GET', host)).statuses).to.deep.equal([400]);
  });
});

describe('a handler before the routes', () => {
  it('that throws is answered with 500, and the server goes on', async () => {
    const server = createHttpServer(createLog('silent'));
    const broken = () => {
      throw new Error('nobody has foreseen this');
    };
    server.pre((request, _, next) => (request.url === '/pre' ? broken() : next()));
    server.use([(request, _, next) => (request.url === '/use' ? broken() : next())]);
    server.use(async (request) => (request.url === '/later' ? broken() : undefined));
    for (const path of ['/pre', '/use', '/later', '/well']) {
      server.get(path, async (_, response) => {
        response.sendRaw(200, 'well', {});
      });
    }
    const url = await listen(server, 0, '127.0.0.1');
    for (const path of ['/pre', '/use', '/later']) {
      const answer = await fetch(`${url}${path}`);
      expect(answer.status, path).to.equal(500);
      expect(await answer.text(), path).not.to.include('foreseen');
    }
    expect((await fetch(`${url}/well`)).status).to.equal(200);
    await stopListening(server);
  });
});
