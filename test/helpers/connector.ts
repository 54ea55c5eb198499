import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Sent {
  readonly path: string;
  // biome-ignore lint/suspicious/noExplicitAny: the JSON of a Bot Framework activity
  readonly activity: any;
}

export interface Connector {
  readonly url: string;
  readonly sent: Sent[];
  /** Statuses to answer with, one a request; 200 when there are none left. */
  readonly statuses: number[];
  /** Called with each request before it is answered, and after. */
  onRequest: ((moment: 'received' | 'answered') => void | Promise<void>) | undefined;
  close(): Promise<void>;
}

/** The far end of the wire: takes what the bot sends to a Bot Framework service. */
export async function startConnector(): Promise<Connector> {
  const sent: Sent[] = [];
  const statuses: number[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      await connector.onRequest?.('received');
      const status = statuses.shift() ?? 200;
      if (status === 200)
        sent.push({ path: request.url ?? '', activity: JSON.parse(Buffer.concat(chunks).toString()) });
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ id: `sent-${sent.length}` }));
      await connector.onRequest?.('answered');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const connector: Connector = {
    onRequest: undefined,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    statuses,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return connector;
}
