import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { SpanKind, trace } from '@opentelemetry/api';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import { describeError, HttpError } from '../../http/errors.ts';
import { settleTarget } from '../../http/target.ts';
import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import { typingActivity } from './activity.ts';
import { type Incidents, ownerName, readActivitySet } from './activity-set.ts';
import { readWatermark } from './direct-line.ts';
import type { Tokens } from './token.ts';

const PATH = /^\/v3\/directline\/conversations\/([^/]+)\/stream$/;
/** What the chat page sends to find out whether the stream is alive. */
const BEAT = 'beat';
/** Bytes of a frame from a client, which has nothing else to send but empty ones. */
const MAX_FRAME = 4096;
/** Bytes waiting for a reader; beyond, the reader is gone or too slow and comes back with its watermark. */
const MAX_BUFFERED = 1024 * 1024;
/** Milliseconds between pings; a socket that has not answered the last one is closed. */
const PING_EVERY = 30_000;
/** Milliseconds between looks for notices that were lost, how far back they go (clocks differ), and conversations a look. */
const POLL_EVERY = 3000;
const POLL_BACK = 12_000;
const POLLED = 10_000;
/** Milliseconds that a client gets to answer the closing of its socket. */
const FAREWELL = 1000;
/** Streams of one conversation: a few tabs, not a flood. */
const MAX_READERS = 8;

interface Reader {
  readonly socket: WebSocket;
  readonly conversationId: string;
  watermark: number;
  /** Whether it asks who has the conversation, and what it was told last. */
  readonly wantsOwner: boolean;
  owner?: string | null | undefined;
  /** Ids of the notices that it was told last. */
  notices?: string;
  /** Whether activities are being read for it, and whether there is more to read after that. */
  busy: boolean;
  again: boolean;
  alive: boolean;
}

export interface Streams {
  /** Takes a request to upgrade; answers with an HTTP error and hangs up where it is refused. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>;
  /** How many are open. */
  count(): number;
  close(): void;
}

const tracer = trace.getTracer('permanence');
const DELIVERY = { kind: SpanKind.PRODUCER, attributes: { 'permanence.channel': 'webchat' } };

export interface StreamParts {
  readonly incidents: Incidents;
  readonly store: Store;
  readonly tokens: Tokens;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Whether a page of this origin may open a stream on this host. */
  readonly allowsOrigin: (origin: string, host: string | undefined) => boolean;
}

/** The WebSocket side of Direct Line: each reader gets the log of its conversation from its watermark on. */
export function createStreams({ store, tokens, log, now, allowsOrigin, incidents }: StreamParts): Streams {
  // permessage-deflate stays off: it costs far more memory and time than these small frames are worth.
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME, perMessageDeflate: false });
  const readers = new Map<string, Set<Reader>>();

  const unsubscribe = [
    store.bus.subscribe('conversation', notify),
    store.bus.subscribe('typing.agent', showTyping),
    incidents.onChange(() => {
      for (const conversationId of readers.keys()) notify(conversationId);
    }),
  ];
  const polling =
    store.engine === 'postgres' ? setInterval(() => void poll(), POLL_EVERY).unref() : undefined;
  const pinging = setInterval(() => {
    for (const reader of [...readers.values()].flatMap((set) => [...set])) {
      if (!reader.alive) reader.socket.terminate();
      reader.alive = false;
      reader.socket.ping();
    }
  }, PING_EVERY).unref();

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', (error) => log.debug({ err: error }, 'socket lost before the upgrade'));
    try {
      const admitted = await admit(request);
      server.handleUpgrade(request, socket, head, (accepted) => open(accepted, admitted));
    } catch (error) {
      const { status, body } = describeError(error instanceof Error ? error : new Error(String(error)));
      const text = JSON.stringify(body);
      socket.end(
        `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
      );
    }
  }

  async function admit(request: IncomingMessage) {
    settleTarget(request);
    const url = new URL(`http://localhost${request.url}`);
    const { origin, host } = request.headers;
    if (origin && !allowsOrigin(origin, host)) {
      throw new HttpError(403, 'origin', 'Pages of this origin may not open the chat (see WEBCHAT_ORIGINS).');
    }
    const conversationId = PATH.exec(url.pathname)?.[1];
    const claims = await tokens.verify(url.searchParams.get('t') ?? undefined, { stream: true });
    if (!conversationId || claims.conversationId !== conversationId) {
      throw new HttpError(404, 'conversation_unknown', 'There is no such conversation for this token.');
    }
    if ((readers.get(conversationId)?.size ?? 0) >= MAX_READERS) {
      throw new HttpError(429, 'too_many_streams', 'This conversation is open too often. Close other tabs.');
    }
    return {
      conversationId,
      watermark: readWatermark(url.searchParams.get('watermark')),
      wantsOwner: url.searchParams.has('owner'),
    };
  }

  function open(
    socket: WebSocket,
    admitted: Pick<Reader, 'conversationId' | 'watermark' | 'wantsOwner'>,
  ): void {
    const { conversationId } = admitted;
    const reader: Reader = { ...admitted, socket, busy: false, again: false, alive: true };
    const set = readers.get(conversationId) ?? new Set();
    readers.set(conversationId, set.add(reader));
    socket.on('pong', () => {
      reader.alive = true;
    });
    // Clients of Direct Line send an empty frame every 20 seconds. Our own page asks for an answer, which shows that a proxy
    // between lets frames through both ways.
    socket.on('message', (data) => {
      reader.alive = true;
      if (String(data) === BEAT) socket.send(BEAT);
    });
    socket.on('error', (error) => log.debug({ err: error }, 'stream failed'));
    socket.on('close', () => {
      set.delete(reader);
      if (set.size === 0) readers.delete(conversationId);
    });
    push(reader);
  }

  function notify(conversationId: string): void {
    for (const reader of readers.get(conversationId) ?? []) push(reader);
  }

  /** Shows that an agent is writing: said to whoever is there, and kept nowhere. */
  function showTyping(conversationId: string): void {
    if (!readers.has(conversationId)) return;
    void tellTyping(conversationId).catch((error) =>
      log.warn({ err: error, conversation: conversationId }, 'cannot tell that an agent writes'),
    );
  }

  async function tellTyping(conversationId: string): Promise<void> {
    const row = await queries.findConversation(store.db, conversationId);
    const name = row && (await ownerName(store.db, row));
    for (const { socket, watermark } of readers.get(conversationId) ?? []) {
      const activities = [typingActivity(conversationId, name ?? undefined, now())];
      if (socket.readyState === socket.OPEN)
        socket.send(JSON.stringify({ activities, watermark: String(watermark) }));
    }
  }

  /** Finds what other instances have committed and could not tell. */
  async function poll(): Promise<void> {
    if (readers.size === 0) return;
    try {
      for (const id of await queries.changedSince(store.db, now() - POLL_BACK, POLLED)) notify(id);
    } catch (error) {
      log.warn({ err: error }, 'cannot look for what other instances have written');
    }
  }

  function push(reader: Reader): void {
    if (reader.busy) {
      reader.again = true;
      return;
    }
    reader.busy = true;
    pushAll(reader)
      .catch((error) => {
        log.error({ err: error, conversation: reader.conversationId }, 'cannot read the log for a stream');
        reader.socket.close(1011);
      })
      .finally(() => {
        reader.busy = false;
        if (reader.again) {
          reader.again = false;
          push(reader);
        }
      });
  }

  async function pushAll(reader: Reader): Promise<void> {
    while (reader.socket.readyState === reader.socket.OPEN) {
      const { conversationId, watermark, wantsOwner } = reader;
      const set = await readActivitySet(store.db, conversationId, watermark, wantsOwner, incidents);
      const notices = set.notices?.map(({ id }) => id).join() ?? '';
      const news =
        set.activities.length > 0 ||
        (wantsOwner && (set.owner !== reader.owner || notices !== (reader.notices ?? '')));
      if (!news) return;
      if (reader.socket.bufferedAmount > MAX_BUFFERED) return reader.socket.terminate();
      // Under the turn that woke it, where that was here and is traced.
      const delivery = trace.getActiveSpan() && tracer.startSpan('deliver', DELIVERY);
      reader.socket.send(JSON.stringify(set), () => delivery?.end());
      reader.owner = set.owner;
      reader.notices = notices;
      // Nothing comes after the end of a conversation.
      if (set.watermark === String(watermark)) return;
      reader.watermark = Number(set.watermark);
    }
  }

  function close(): void {
    for (const end of unsubscribe) end();
    clearInterval(polling);
    clearInterval(pinging);
    // 1012: the service restarts; clients come back by themselves.
    const open = [...readers.values()].flatMap((set) => [...set]);
    for (const { socket } of open) socket.close(1012);
    setTimeout(() => {
      for (const { socket } of open) socket.terminate();
    }, FAREWELL).unref();
    server.close();
  }

  return { upgrade, count: () => [...readers.values()].reduce((sum, set) => sum + set.size, 0), close };
}
