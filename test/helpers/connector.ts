import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AnyJson } from './json.ts';

export interface Sent {
  readonly path: string;
  readonly activity: AnyJson;
}

/**
 * How the connector takes a message: a status; `hang`: never an answer, nothing shown; `drop`: it is shown, and the socket
 * closed; `slow`: it is shown, and answered late.
 */
export type Behaviour = number | 'hang' | 'drop' | 'slow';

export interface Connector {
  readonly url: string;
  /** What people see, in order. */
  readonly sent: Sent[];
  /** Cards that were put in the place of others. */
  readonly updated: Sent[];
  /** The `Authorization` of each request. */
  readonly tokens: (string | undefined)[];
  /** Every request for a message, shown or not. */
  readonly attempts: string[];
  /** How to take the next messages, one each; shown and answered with 200 when there are none left. */
  readonly statuses: Behaviour[];
  /** Addresses of people by their id; unknown ones get 404. */
  readonly members: Map<string, { email?: string; userPrincipalName?: string }>;
  /** Requests for chats of two. */
  readonly opened: Sent[];
  /** Called with each request before it is answered, and after. */
  onRequest: ((moment: 'received' | 'answered') => void | Promise<void>) | undefined;
  close(): Promise<void>;
}

/** The far end of the wire: takes what the bot sends to a Bot Framework service. `slowness` in milliseconds. */
export async function startConnector(slowness = 12_000, port = 0): Promise<Connector> {
  const connector = {
    sent: [] as Sent[],
    updated: [] as Sent[],
    tokens: [] as (string | undefined)[],
    attempts: [] as string[],
    statuses: [] as Behaviour[],
    members: new Map<string, { email?: string; userPrincipalName?: string }>(),
    opened: [] as Sent[],
    onRequest: undefined as Connector['onRequest'],
  };
  const timers = new Set<NodeJS.Timeout>();

  function takeMessage(entry: Sent, response: ServerResponse): void {
    const behaviour = connector.statuses.shift() ?? 200;
    connector.attempts.push(entry.activity.text ?? entry.activity.summary);
    if (behaviour === 'hang') return;
    if (behaviour === 200 || typeof behaviour === 'string') connector.sent.push(entry);
    if (behaviour === 'drop') response.destroy();
    else if (behaviour === 'slow') timers.add(setTimeout(() => answer(response, 200), slowness));
    else answer(response, behaviour);
  }

  function answer(
    response: ServerResponse,
    status: number,
    body: object = { id: `sent-${connector.sent.length}` },
  ) {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  }

  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      await connector.onRequest?.('received');
      const path = decodeURIComponent(request.url ?? '');
      const text = Buffer.concat(chunks).toString();
      const entry: Sent = { path, activity: text === '' ? {} : JSON.parse(text) };
      connector.tokens.push(request.headers.authorization);
      const member = /\/members\/(.+)$/.exec(path)?.[1];
      if (member !== undefined) {
        const found = connector.members.get(member);
        answer(response, found ? 200 : 404, found);
      } else if (request.method === 'PUT') {
        connector.updated.push(entry);
        answer(response, 200);
      } else if (path.endsWith('/v3/conversations')) {
        connector.opened.push(entry);
        answer(response, 201, { id: `private-${entry.activity.members[0].id}` });
      } else takeMessage(entry, response);
      await connector.onRequest?.('answered');
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return Object.assign(connector, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        for (const timer of timers) clearTimeout(timer);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
