import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { TicketError } from '../../src/desk/tickets/errors.ts';
import type { Ticket } from '../../src/desk/tickets/port.ts';
import { createRequestTracker } from '../../src/desk/tickets/request-tracker.ts';
import type { AnyJson } from '../helpers/json.ts';

const ticket: Ticket = {
  key: "case-1' OR id > 0 #",
  referenceCode: 'P-7K3M9Q',
  academy: 'paris',
  urgent: true,
  subject: '[P-7K3M9Q] URGENT : compte exposé',
  body: 'Problème : « dupont »',
  createdAt: 0,
};

interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly token: string;
  readonly json: AnyJson;
}
type Answer = { status: number; body?: unknown; headers?: Record<string, string> } | 'hang' | 'drop';

/** Faults only: how the real one behaves is checked by `npm run check:rt`. */
describe('Request Tracker', () => {
  let server: Server;
  let url: string;
  let asked: Asked[];
  let answers: Answer[];
  /** What has been made so far; searches find it. */
  let made: number[];
  const opening = (more: Partial<Ticket> = {}) =>
    createRequestTracker({
      url: `${url}/rt/`,
      token: '1-14-seCret',
      queue: new Map([
        ['paris', 'Paris'],
        ['*', 'Assistance'],
      ]),
      patience: 300,
    }).open({ ...ticket, ...more });
  const failing = async () => {
    const error = await opening().catch((caught: unknown) => caught);
    if (!(error instanceof TicketError)) throw new Error(`no TicketError but ${error}`);
    expect(error.message).not.to.match(/seCret|dupont/);
    return error;
  };

  beforeEach(async () => {
    [asked, answers, made] = [[], [], []];
    server = createServer(async (request, response) => {
      const call = await readRequest(request);
      asked.push(call);
      const search = { items: made.map((id) => ({ id: String(id), type: 'ticket' })) };
      if (call.method === 'POST') made.push(41 + made.length);
      const answer =
        answers.shift() ??
        (call.method === 'GET' ? { status: 200, body: search } : { status: 201, body: { id: '41' } });
      if (answer === 'hang') return;
      if (answer === 'drop') return void request.socket.destroy();
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );

  it('is asked for a ticket in the academy’s queue, with the token, urgent ones first', async () => {
    expect(await opening()).to.deep.equal({ reference: '41' });
    const [search, create] = asked;
    expect(search?.url.pathname).to.equal('/rt/REST/2.0/tickets');
    expect(create?.token).to.equal('token 1-14-seCret');
    expect(create?.json).to.include({
      Queue: 'Paris',
      Subject: ticket.subject,
      Content: ticket.body,
      Priority: 100,
    });
    await opening({ academy: null, urgent: false, key: 'case-2' });
    expect(asked.at(-1)?.method, 'found by the code').to.equal('GET');
    made = [];
    await opening({ academy: null, urgent: false, key: 'case-2' });
    expect(asked.at(-1)?.json.Queue).to.equal('Assistance');
    expect(asked.at(-1)?.json).not.to.have.property('Priority');
  });

  it('is searched by a key that cannot break out of the query', async () => {
    await opening();
    const query = asked[0]?.url.searchParams.get('query') ?? '';
    expect(query).to.equal(
      `RefersTo = 'urn:permanence:case:case-1%27%20OR%20id%20%3E%200%20%23' OR Subject LIKE '[P-7K3M9Q]'`,
    );
  });

  it('makes no second ticket when the answer to the first was lost', async () => {
    for (const fate of ['drop', 'hang', { status: 502 }] as const) {
      [asked, made] = [[], []];
      answers = [{ status: 200, body: { items: [] } }, fate];
      await failing();
      expect(await opening()).to.deep.equal({ reference: '41' });
      expect(asked.filter(({ method }) => method === 'POST')).to.have.length(1);
    }
  });

  it('says what an operator can do', async () => {
    const cases: [Answer, RegExp][] = [
      [{ status: 401 }, /401: RT_TOKEN is not valid/],
      [{ status: 403, body: { message: 'dupont' } }, /403: .*CreateTicket on RT_QUEUE/],
      [{ status: 404 }, /404: RT_URL/],
      [{ status: 302, headers: { location: 'https://elsewhere.example/' } }, /RT_URL: no answer/],
      [{ status: 200, body: '<html>Welcome</html>' }, /RT_URL: no answer/],
      [{ status: 200, body: { items: 'none' } }, /not the REST 2 interface/],
      ['hang', /TimeoutError/],
    ];
    for (const [answer, message] of cases) {
      answers = [answer];
      expect((await failing()).message).to.match(message);
      expect(asked.every(({ method }) => method === 'GET')).to.equal(true);
    }
  });

  it('is given the time that it asks for', async () => {
    answers = [{ status: 503, headers: { 'retry-after': '120' } }];
    expect((await failing()).retryAfter).to.equal(120_000);
    answers = [{ status: 503, headers: { 'retry-after': 'soon' } }];
    expect((await failing()).retryAfter).to.equal(undefined);
  });
});

async function readRequest(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return {
    method: request.method ?? '',
    url: new URL(request.url ?? '', 'http://rt.example'),
    token: request.headers.authorization ?? '',
    json: text === '' ? undefined : JSON.parse(text),
  };
}
