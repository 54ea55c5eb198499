import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Milliseconds between looks at whether an instance can serve. */
const LOOK_EVERY = 250;

export interface Balancer {
  readonly url: string;
  /** The instances, from now on. */
  use(urls: readonly string[]): void;
  close(): void;
}

/** A proxy that shares connections out among the instances that can serve, by `/readyz`, as nginx, HAProxy and the like do. */
export async function startBalancer(): Promise<Balancer> {
  let instances: readonly string[] = [];
  let ready: readonly string[] = [];
  let next = 0;
  const sockets = new Set<Socket>();

  async function look(): Promise<void> {
    const signal = AbortSignal.timeout(LOOK_EVERY * 4);
    const answers = await Promise.all(
      instances.map((url) =>
        fetch(`${url}/readyz`, { signal }).then(
          ({ ok }) => ok,
          () => false,
        ),
      ),
    );
    ready = instances.filter((_, index) => answers[index]);
  }
  const looking = setInterval(() => void look(), LOOK_EVERY);

  const server = createServer((client) => {
    // With none that is ready any may answer for itself.
    const among = ready.length > 0 ? ready : instances;
    const url = new URL(among[next++ % Math.max(1, among.length)] ?? 'http://127.0.0.1:1');
    const service = connect(Number(url.port), url.hostname);
    for (const [socket, other] of [
      [client, service],
      [service, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    use: (urls) => {
      instances = urls;
      ready = ready.filter((url) => urls.includes(url));
      void look();
    },
    close: () => {
      clearInterval(looking);
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
