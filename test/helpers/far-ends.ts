import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

const TLS = join(import.meta.dirname, '../fixtures/tls');
/** For NODE_EXTRA_CA_CERTS: the authority of all certificates but `alone`. */
export const AUTHORITY = join(TLS, 'ca.pem');

export interface FarEnd {
  readonly port: number;
  close(): void;
}

/** A server that takes connections and says nothing. */
export function startHanging(): Promise<FarEnd> {
  return listen(createServer());
}

/** A port at which nobody listens. */
export async function closedPort(): Promise<number> {
  const { port, close } = await startHanging();
  close();
  return port;
}

/** An HTTP server. */
export function startHttp(answer: RequestListener): Promise<FarEnd> {
  return listen(createHttpServer(answer));
}

/** An HTTPS server with a certificate of `test/fixtures/tls`. */
export function startHttps(certificate: string, answer: RequestListener): Promise<FarEnd> {
  const [key, cert] = ['key', 'pem'].map((kind) => readFileSync(join(TLS, `${certificate}.${kind}`)));
  return listen(createHttpsServer({ key, cert }, answer));
}

/** An HTTPS server before a service, as a proxy is. */
export function startHttpsBefore(certificate: string, service: string): Promise<FarEnd> {
  return startHttps(certificate, (request, response) => {
    const passed = fetch(new URL(request.url ?? '/', service)).then(async (answer) => {
      response.statusCode = answer.status;
      response.end(await answer.text());
    });
    passed.catch(() => {
      response.statusCode = 502;
      response.end();
    });
  });
}

async function listen(server: Server): Promise<FarEnd> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
