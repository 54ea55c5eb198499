import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { temporaryFolder } from '../helpers/app.ts';
import { type Connector, startConnector } from '../helpers/connector.ts';
import { DirectLineClient } from '../helpers/direct-line.ts';
import { type Service, startService } from '../helpers/process.ts';
import { sendRaw } from '../helpers/raw-socket.ts';
import { type HostileRequest, hostileRequest, toBytes } from './requests.ts';

/** Requests in all; `INPUTS=100000` for the record. Fast-check prints the seed of a failure. */
const INPUTS = Number(process.env.INPUTS ?? 3000);
/** Requests under way at once. */
const AT_ONCE = 25;
/** Megabytes that the resident memory may grow by in the second half: as many inputs again leave nothing behind. */
const GROWTH = 60;
/** Milliseconds for an answer: less than for ever, and more than a machine with much else to do takes. */
const PATIENCE = 60_000;
/** What would tell a stranger about the inside. */
const INTERNAL = /node_modules|\.ts:\d|\n\s+at |SQLITE|sqlite|select "|insert into/;

describe('hostile requests', function () {
  this.timeout(Math.max(2 * PATIENCE, INPUTS * 50));
  let service: Service;
  let connector: Connector;
  let client: DirectLineClient;
  before(async () => {
    connector = await startConnector();
    service = await startService({
      DATABASE_URL: `file:${join(temporaryFolder(), 'hostile.db')}`,
      TEAMS_UNAUTHENTICATED: 'true',
      LOG_LEVEL: 'fatal',
      // Little garbage is left lying about, so that growth shows.
      NODE_OPTIONS: '--max-semi-space-size=2 --max-old-space-size=384',
    });
    client = await DirectLineClient.begin(service.url, { academy: 'paris' });
  });
  after(async () => {
    await service.kill();
    await connector.close();
  });

  it(`get no 5xx, learn nothing of the inside, and leave nothing behind (${INPUTS} of them)`, async () => {
    const port = Number(new URL(service.url).port);
    const { conversationId, token } = client;
    const request = hostileRequest({ conversationId, token, serviceUrl: connector.url });
    const batches = fc.array(request, { minLength: AT_ONCE, maxLength: AT_ONCE });
    const half = Math.ceil(INPUTS / AT_ONCE / 2);
    const sizes: number[] = [];
    for (let run = 0; run < 2; run++) {
      await fc.assert(
        fc.asyncProperty(batches, async (requests) => {
          await Promise.all(requests.map((one) => attempt(port, one)));
          connector.sent.length = 0;
        }),
        { numRuns: half, endOnFailure: true, ...(process.env.SEED && { seed: Number(process.env.SEED) }) },
      );
      sizes.push(residentMegabytes());
    }
    if (process.env.INPUTS) process.stdout.write(`      resident MB after each half: ${sizes.join(', ')}\n`);
    expect(sizes[1]).to.be.below((sizes[0] ?? 0) + GROWTH);
  });

  it('leave the service well: it is ready, and a conversation goes on', async () => {
    expect(service.process.exitCode).to.equal(null);
    expect((await fetch(`${service.url}/readyz`)).status).to.equal(200);
    const fresh = await DirectLineClient.begin(service.url, { academy: 'lyon' });
    expect((await fresh.say('mot de passe oublié')).status).to.equal(200);
    expect((await fresh.all()).length).to.be.above(2);
  });

  async function attempt(port: number, request: HostileRequest): Promise<void> {
    const bytes = toBytes(request);
    const cutAfter = request.cutAfter ?? (promisesMore(request) ? bytes.length : undefined);
    const { statuses, text } = await sendRaw(port, bytes, {
      patience: PATIENCE,
      ...(cutAfter !== undefined && { cutAfter }),
    });
    const told = JSON.stringify({
      ...request,
      body: Buffer.from(request.body).toString().slice(0, 2000),
      text: text.slice(0, 2000),
    });
    for (const status of statuses) expect(status, told).to.be.within(100, 499);
    if (cutAfter === undefined) expect(statuses, told).not.to.be.empty;
    const refused = statuses.some((status) => status >= 400);
    if (refused) expect(text).not.to.match(INTERNAL, told);
  }

  function residentMegabytes(): number {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${service.process.pid}/status`, 'utf8'))?.[1];
    return Math.round(Number(kilobytes) / 1024);
  }
});

/** Whether a request announces more than it sends: a server waits for the rest until its patience ends. */
function promisesMore({ headers, body }: HostileRequest): boolean {
  return headers.some(
    ([name, value]) =>
      name === 'Transfer-Encoding' || (name === 'Content-Length' && Number(value) > body.length),
  );
}
