import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * What a school's proxy does with WebSockets: lets them be, answers 403, never answers, answers and then lets nothing
 * through, or lets everything through late.
 */
export type SocketManners = 'let' | 'refuse' | 'swallow' | 'mute' | 'delay';

export interface SchoolProxy {
  readonly url: string;
  manners: SocketManners;
  /** Nothing gets through, as without a network; what is open breaks. */
  cut(): void;
  restore(): void;
  close(): void;
}

/** Milliseconds by which 'delay' delays. */
const LATE = 8000;

/** A proxy before a service on this machine. */
export async function startProxy(target: string, manners: SocketManners = 'let'): Promise<SchoolProxy> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let up = true;
  const proxy = {
    manners,
    cut: () => {
      up = false;
      for (const socket of open) socket.destroy();
    },
    restore: () => {
      up = true;
    },
  };
  const server = createServer((client) => {
    if (!up) return client.destroy();
    const service = connect(Number(port), hostname);
    for (const socket of [client, service]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        service.destroy();
      });
    }
    let upgraded: SocketManners = 'let';
    client.on('data', (bytes) => {
      const upgrade = /^GET \S+\/stream.*\r\nupgrade: websocket/is.test(bytes.toString('latin1'));
      if (upgrade) upgraded = proxy.manners;
      if (upgrade && upgraded === 'refuse') {
        client.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      if (upgraded === 'swallow' || (upgraded === 'mute' && !upgrade)) return;
      forward(bytes, service, upgrade ? 'let' : upgraded);
    });
    service.on('data', (bytes) => {
      const handshake = bytes.toString('latin1').startsWith('HTTP/1.1 101');
      if (upgraded === 'mute' && !handshake) return;
      forward(bytes, client, handshake ? 'let' : upgraded);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(proxy, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      proxy.cut();
      server.close();
    },
  });
}

function forward(bytes: Buffer, to: Socket, manners: SocketManners): void {
  if (manners !== 'delay') to.write(bytes);
  else setTimeout(() => !to.destroyed && to.write(bytes), LATE).unref();
}
