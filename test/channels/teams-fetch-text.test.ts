import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { Agent } from 'undici';
import { fetchText, NoAnswerError, type TextResponse } from '../../src/channels/teams/fetch-text.ts';

const LONG = 60_000;
const SHORT = 100;
/** Enough for an answer to begin on a slow machine. */
const SOME = 2000;

describe('what the connector is asked', function () {
  this.timeout(LONG);
  const paths: string[] = [];
  let agent: Agent;
  let server: Server;
  let handle: RequestListener;
  beforeEach(async () => {
    paths.length = 0;
    agent = new Agent({ connections: 1 });
    server = createServer((request, response) => {
      paths.push(request.url ?? '');
      handle(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(async () => {
    await agent.destroy();
    server.closeAllConnections();
    server.close();
  });

  function get(path: string, patience = LONG): Promise<TextResponse> {
    const { port } = server.address() as AddressInfo;
    return fetchText(agent, { origin: `http://127.0.0.1:${port}`, path, method: 'GET' }, patience);
  }

  it('is given back with its status, headers and text', async () => {
    handle = (_, response) => {
      response.writeHead(429, { 'retry-after': '3' });
      response.end('é');
    };
    expect(await get('/')).to.deep.include({ statusCode: 429, text: 'é' });
    expect((await get('/')).headers['retry-after']).to.equal('3');
  });

  it('is not known where no answer begins in time', async () => {
    handle = () => {};
    expect(await get('/', SHORT).catch((error) => error)).to.be.instanceOf(NoAnswerError);
  });

  it('is done where the answer begins, and breaks off, does not end, or does not stop', async () => {
    handle = (request, response) => {
      response.writeHead(200);
      response.write('{"id":');
      if (request.url === '/broken') setImmediate(() => response.destroy());
      if (request.url === '/endless') response.write('x'.repeat(1024 * 1024));
    };
    const answers = [await get('/broken'), await get('/endless'), await get('/late', SOME)];
    for (const answer of answers) expect(answer).to.deep.include({ statusCode: 200, text: '' });
  });

  it('does not leave any more once it was given up, waiting for a connection', async () => {
    let free = () => {};
    handle = (_, response) => {
      free = () => response.end();
    };
    const first = get('/first');
    const second = await get('/second', SHORT).catch((error) => error);
    expect(second).to.be.instanceOf(NoAnswerError);
    free();
    await first;
    handle = (_, response) => response.end();
    await get('/third');
    expect(paths).to.deep.equal(['/first', '/third']);
  });
});
