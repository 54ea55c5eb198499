import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import pino from 'pino';
import { WebSocket } from 'ws';
import { createStreams, type Streams } from '../../src/channels/webchat/stream/streams.ts';
import { createTokenKey, createTokens } from '../../src/channels/webchat/token.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { temporaryFolder } from '../helpers/app.ts';
import { eventually } from '../helpers/eventually.ts';

const log = pino({ level: 'silent' });

describe('streams of the web chat', () => {
  let store: Store;
  let server: Server;
  let streams: Streams;
  const tokens = createTokens(createTokenKey(), Date.now);
  before(async () => {
    store = await openStore(`file:${temporaryFolder()}/streams.db`, log);
    const incidents = { active: () => [], onChange: () => () => {} };
    const allowsOrigin = () => true;
    streams = createStreams({ store, tokens, log, now: Date.now, allowsOrigin, incidents, pingEvery: 100 });
    server = createServer();
    server.on('upgrade', (request, socket, head) => void streams.upgrade(request, socket, head));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  after(async () => {
    streams.close();
    server.close();
    await store.close();
  });

  async function open(claims = tokens.fresh({}), autoPong = true): Promise<WebSocket> {
    const { port } = server.address() as AddressInfo;
    const path = `/v3/directline/conversations/${claims.conversationId}/stream?t=${tokens.signStream(claims)}`;
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { autoPong });
    await once(socket, 'open');
    return socket;
  }

  it('are hung up on where nobody answers a ping any more, and kept where somebody does', async () => {
    const [here, gone] = [await open(), await open(undefined, false)];
    await once(gone, 'close');
    await once(here, 'ping');
    expect(here.readyState).to.equal(WebSocket.OPEN);
    here.terminate();
    await eventually(() => streams.count() === 0 || undefined);
  });

  it('are few of one conversation, and as many as there are conversations', async () => {
    const sockets = await Promise.all(Array.from({ length: 12 }, () => open()));
    expect(streams.count()).to.equal(12);
    for (const socket of sockets) socket.terminate();
    await eventually(() => streams.count() === 0 || undefined);
  });
});
