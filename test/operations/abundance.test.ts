import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect } from 'chai';
import pino from 'pino';
import type { DutyView } from '../../src/desk/deps.ts';
import { listen, stopListening } from '../../src/http/listen.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { createLog } from '../../src/operations/log.ts';
import { openStore } from '../../src/store/open.ts';
import { appendActivities, MOST_ACTIVITIES } from '../../src/store/queries/conversations.ts';
import * as queries from '../../src/store/queries/index.ts';
import { createClock, startApp, type TestApp } from '../helpers/app.ts';
import { ON_DUTY } from '../helpers/desk.ts';
import { DirectLineClient } from '../helpers/direct-line.ts';
import { engines } from '../helpers/engines.ts';
import { eventually } from '../helpers/eventually.ts';

/** Nobody is there, and nobody will be: what is left is a ticket. */
const TICKETS_ONLY: DutyView = { ...ON_DUTY, agents: 0, open: false, staffed: false };
const TO_REVIEW = ['mot de passe oublié', 'une personne', 'Aucun message affiché', 'À l’instant'];

describe('one address that asks for people again and again', () => {
  let app: TestApp;
  afterEach(() => app.close());

  /** Asks for a person in a conversation of its own up to the last question; answers it with a choice. */
  async function ask(choice: string): Promise<string> {
    const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
    for (const text of [...TO_REVIEW, choice]) await client.say(text);
    return (await client.all()).at(-1)?.text ?? '';
  }

  it('gets its ten tickets an hour, is told then where else to turn, and has them again an hour later', async () => {
    const wishes: string[] = [];
    const clock = createClock();
    const requestTicket = async (_: unknown, { caseId }: { caseId: string }) => void wishes.push(caseId);
    app = await startApp({ RATE_LIMITS: 'on' }, clock, { duty: () => TICKETS_ONLY, requestTicket });
    const answers: string[] = [];
    for (let index = 0; index < 13; index++) answers.push(await ask('Ouvrir un ticket'));
    expect(wishes).to.have.lengthOf(10);
    expect(answers[12]).to.not.include('ticket');
    expect(await (await fetch(`${app.url}/metrics`)).text()).to.match(
      /limited_total\{rule="tickets"\} [1-9]/,
    );
    clock.advance(3_600_000);
    await ask('Ouvrir un ticket');
    expect(wishes).to.have.lengthOf(11);
  });

  it('does not get more of them by preparing many and sending all at once', async () => {
    const wishes: string[] = [];
    const requestTicket = async (_: unknown, { caseId }: { caseId: string }) => void wishes.push(caseId);
    app = await startApp({ RATE_LIMITS: 'on', RATE_TICKETS_ADDRESS: '3' }, undefined, {
      duty: () => TICKETS_ONLY,
      requestTicket,
    });
    const clients = await Promise.all(
      Array.from({ length: 8 }, () => DirectLineClient.begin(app.url, { academy: 'paris' })),
    );
    for (const client of clients) for (const text of TO_REVIEW) await client.say(text);
    await Promise.all(clients.map((client) => client.say('Ouvrir un ticket')));
    expect(wishes).to.have.lengthOf(3);
    const last = await Promise.all(
      clients.map(async (client) => (await client.all()).map(({ text }) => text)),
    );
    expect(last.filter((texts) => texts.some((text) => text.includes('Trop de demandes')))).to.have.lengthOf(
      5,
    );
  });

  it('counts a request once, however often it is put in another way', async () => {
    app = await startApp({ RATE_LIMITS: 'on', RATE_CASES: '2' }, undefined, { duty: () => ON_DUTY });
    const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
    for (const text of [...TO_REVIEW, 'Envoyer à l’assistance', 'Une réponse plus tard ici'])
      await client.say(text);
    expect(await queries.casesInLine(app.store.db)).to.deep.equal([]);
    await ask('Envoyer à l’assistance');
    expect(await queries.casesInLine(app.store.db)).to.have.lengthOf(1);
  });

  it('cannot fill the queue of the desk, and neither can all addresses together', async () => {
    app = await startApp({ RATE_LIMITS: 'on', RATE_CASES: '4' }, undefined, { duty: () => ON_DUTY });
    for (let index = 0; index < 6; index++) await ask('Envoyer à l’assistance');
    expect(await queries.casesInLine(app.store.db)).to.have.lengthOf(4);
  });
});

describe('one address that writes much', () => {
  let app: TestApp;
  afterEach(() => app.close());

  it('is stopped by how much it writes, in however many conversations', async () => {
    app = await startApp({ RATE_LIMITS: 'on' }, createClock());
    const long = 'la page reste blanche '.repeat(360);
    let taken = 0;
    for (let conversation = 0; conversation < 20; conversation++) {
      const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
      for (let message = 0; message < 5; message++) {
        if ((await client.say(long)).status === 200) taken++;
      }
    }
    // 1,200 of 500 characters a minute, less what joining counts.
    expect(taken).to.be.within(60, 75);
  });

  it('is served again where limits are off, as load tests need it', async () => {
    app = await startApp({ RATE_LIMITS: 'off' }, createClock());
    const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
    for (let message = 0; message < 150; message++)
      expect((await client.say('bonjour')).status).to.equal(200);
  });
});

for (const { name, databaseUrl } of engines) {
  describe(`a conversation that never ends, on ${name}`, () => {
    it(`holds its last ${MOST_ACTIVITIES} activities, and others keep theirs`, async () => {
      const store = await openStore(await databaseUrl(), pino({ level: 'silent' }));
      const append = (conversationId: string, from: number, count: number) =>
        store.transact((trx) =>
          appendActivities(
            trx,
            Array.from({ length: count }, (_, index) => ({
              ...{ conversationId, seq: from + index, id: `${conversationId}|${from + index}` },
              ...{ body: '{}', createdAt: 0 },
            })),
          ),
        );
      for (let seq = 1; seq <= 2 * MOST_ACTIVITIES; seq += 50) await append('long', seq, 50);
      await append('short', 1, 3);
      const kept = await queries.readActivities(store.db, 'long', 0, 10_000);
      expect(kept).to.have.lengthOf(MOST_ACTIVITIES);
      expect(kept[0]?.seq).to.equal(MOST_ACTIVITIES + 1);
      expect(await queries.readActivities(store.db, 'short', 0, 10)).to.have.lengthOf(3);
      await store.close();
    });
  });
}

describe('connections', () => {
  it('are as many as are allowed at once; one more is hung up on, and those that are there are served', async () => {
    const app = await startApp({ RATE_LIMITS: 'on', MAX_CONNECTIONS: '10' });
    const { hostname, port } = new URL(app.url);
    const sockets = Array.from({ length: 11 }, () => connect(Number(port), hostname));
    const over = await Promise.race(sockets.map(async (socket) => once(socket, 'close').then(() => socket)));
    const [first] = sockets.filter((socket) => socket !== over);
    first?.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    const [answer] = await once(first ?? over, 'data');
    expect(String(answer)).to.match(/^HTTP\/1\.1 200/);
    for (const socket of sockets) socket.destroy();
    await app.close();
  });
});

describe('bodies that never end', () => {
  const HEAD = 'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
  async function start(bodies: { underWay?: number; underWayEach?: number; patience?: number }) {
    const server = createHttpServer(createLog('silent'), { bodies });
    server.post('/echo', async (request, response) => {
      response.sendRaw(200, JSON.stringify(request.body), {});
    });
    const url = await listen(server, 0, '127.0.0.1');
    return { server, url, port: Number(new URL(url).port) };
  }
  async function halfSend(port: number, length: number): Promise<Socket> {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    await once(socket, 'connect');
    socket.write(`${HEAD}Content-Length: ${length}\r\n\r\n${'x'.repeat(length - 1)}`);
    return socket;
  }
  const statusOf = async (socket: Socket) =>
    Number(/ (\d{3}) /.exec(String((await once(socket, 'data'))[0]))?.[1]);

  it('take no more memory than there is for them, and leave room for others once they are gone', async () => {
    const { server, url, port } = await start({ underWayEach: 1024 * 1024 });
    const sockets: Socket[] = [];
    for (let index = 0; index < 15; index++) sockets.push(await halfSend(port, 60_000));
    const over = await Promise.all([halfSend(port, 60_000), halfSend(port, 60_000)]);
    expect(await Promise.race(over.map(statusOf))).to.equal(429);
    for (const socket of [...sockets, ...over]) socket.destroy();
    const body = JSON.stringify({ text: 'x'.repeat(50_000) });
    const post = async () =>
      (await fetch(`${url}/echo`, { method: 'POST', headers: { 'content-type': 'application/json' }, body }))
        .status;
    const again = await eventually(async () => {
      const statuses = await Promise.all(Array.from({ length: 10 }, post));
      return statuses.every((status) => status === 200) ? statuses : undefined;
    });
    expect(again).to.have.lengthOf(10);
    await stopListening(server);
  });

  it('count for all that they may become where they do not say how long they are', async () => {
    const { server, port } = await start({ underWayEach: 1024 * 1024 });
    const sockets = Array.from({ length: 20 }, () => connect(port, '127.0.0.1'));
    const refused = Promise.race(
      sockets.map(async (socket) => {
        socket.on('error', () => {});
        await once(socket, 'connect');
        socket.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n`);
        return statusOf(socket);
      }),
    );
    expect(await refused).to.equal(429);
    for (const socket of sockets) socket.destroy();
    await stopListening(server);
  });

  it('are hung up on after their time', async () => {
    const { server, port } = await start({ patience: 50 });
    const socket = await halfSend(port, 1000);
    await once(socket, 'close');
    await stopListening(server);
  });

  it('are taken where they have come in their time, and the service was too busy to read them', async () => {
    const { server, port } = await start({ patience: 50 });
    const taken = once(server, 'pre');
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(`${HEAD}Content-Length: 13\r\n\r\n{"x":`);
    await taken;
    await new Promise<void>((resolve) => socket.write('"hello"}', () => resolve()));
    // Busy with something else for longer than a body may take.
    for (const began = performance.now(); performance.now() - began < 200; );
    expect(await statusOf(socket)).to.equal(200);
    socket.destroy();
    await stopListening(server);
  });

  it('are refused at their beginning where they are too long', async () => {
    const { server, port } = await start({});
    const socket = connect(port, '127.0.0.1');
    socket.write(`${HEAD}Content-Length: 70000\r\n\r\n`);
    expect(await statusOf(socket)).to.equal(413);
    const chunked = connect(port, '127.0.0.1');
    const chunk = `${(70_000).toString(16)}\r\n${'x'.repeat(70_000)}\r\n0\r\n\r\n`;
    chunked.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n${chunk}`);
    expect(await statusOf(chunked)).to.equal(413);
    await stopListening(server);
  });
});
