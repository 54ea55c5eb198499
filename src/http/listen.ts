import type { AddressInfo } from 'node:net';
import type { Server } from 'restify';

/** Milliseconds that requests under way get when the server closes. */
const PATIENCE = 5000;

/** Listens, and gives the base URL. Rejects where it cannot. */
export function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    // restify passes on the errors of the server inside it, and ends the process where nobody listens. It emits an error of a
    // request under its name as well, which is `error` for what comes from PostgreSQL: then it waits until we are done.
    server.on('error', (...given: unknown[]) => {
      const done = given.at(-1);
      if (typeof done === 'function') done();
      else reject(given[0]);
    });
    server.listen(port, host, () => {
      const { port: taken } = server.address() as AddressInfo;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${taken}`);
    });
  });
}

/** Takes no new requests; settles once those under way are done, or cut off after `patience` milliseconds. */
export async function stopListening(server: Server, patience = PATIENCE): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.server.closeIdleConnections();
  // A request that never ends, or a phone that sleeps, does not hold up the end.
  const timer = setTimeout(() => server.server.closeAllConnections(), patience);
  await closed;
  clearTimeout(timer);
}
