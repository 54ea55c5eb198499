import { once } from 'node:events';
import { connect } from 'node:net';
import { listen, stopListening } from '../../src/http/listen.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { createLog } from '../../src/operations/log.ts';

describe('the end of the service', () => {
  it('is not held up by a request that never ends', async () => {
    const server = createHttpServer(createLog('silent'));
    const begun = new Promise<void>((resolve) => {
      server.get('/never', async () => {
        resolve();
        // An answer that is never given.
        await new Promise(() => {});
      });
    });
    const url = new URL(await listen(server, 0, '127.0.0.1'));
    const socket = connect(Number(url.port), url.hostname);
    socket.on('error', () => {});
    const hungUp = once(socket, 'close');
    socket.write('GET /never HTTP/1.1\r\nHost: x\r\n\r\n');
    await begun;
    await stopListening(server, 50);
    await hungUp;
  });
});
