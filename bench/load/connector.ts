import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The far end of the wire: takes what a bot sends, and says when a conversation has got so many messages. */
export interface Connector {
  readonly url: string;
  /** Messages that a conversation has got. */
  count(conversation: string): number;
  /** Resolves when a conversation has got so many messages in all. */
  reaches(conversation: string, count: number): Promise<void>;
  forget(conversation: string): void;
  close(): void;
}

interface Inbox {
  count: number;
  wanted: number;
  resolve?: (() => void) | undefined;
}

const PATH = /^\/v3\/conversations\/([^/]+)\/activities/;

/** Starts a connector on a free port. */
export async function startConnector(): Promise<Connector> {
  const inboxes = new Map<string, Inbox>();
  const inboxOf = (conversation: string) => {
    const inbox = inboxes.get(conversation) ?? { count: 0, wanted: Number.POSITIVE_INFINITY };
    inboxes.set(conversation, inbox);
    return inbox;
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"id":"1"}');
      const conversation = PATH.exec(request.url ?? '')?.[1];
      if (request.method !== 'POST' || !conversation) return;
      if (JSON.parse(Buffer.concat(chunks).toString()).type !== 'message') return;
      const inbox = inboxOf(decodeURIComponent(conversation));
      if (++inbox.count >= inbox.wanted) inbox.resolve?.();
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    count: (conversation) => inboxes.get(conversation)?.count ?? 0,
    reaches: (conversation, count) => {
      const inbox = inboxOf(conversation);
      if (inbox.count >= count) return Promise.resolve();
      return new Promise((resolve) => Object.assign(inbox, { wanted: count, resolve }));
    },
    forget: (conversation) => {
      inboxes.delete(conversation);
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
