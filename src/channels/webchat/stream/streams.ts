import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Store } from '../../../store/open.ts';
import * as queries from '../../../store/queries/index.ts';
import { typingActivity } from '../activity.ts';
import { type Incidents, ownerName } from '../activity-set.ts';
import { type AdmissionParts, type Admitted, admit, refuse } from './admission.ts';
import { createPush, NOTHING_TOLD } from './push.ts';
import { createReaders, type Readers, type StreamReader } from './readers.ts';

/** What the chat page sends to find out whether the stream is alive. */
const BEAT = 'beat';
/** Bytes of a frame from a client, which has nothing else to send but empty ones. */
const MAX_FRAME = 4096;
/** Milliseconds between pings; a socket that has not answered the last one is closed. */
const PING_EVERY = 30_000;
/** Milliseconds between looks for notices that were lost, how far back they go (clocks differ), and conversations a look. */
const POLL_EVERY = 3000;
const POLL_BACK = 12_000;
const POLLED = 10_000;
/** Milliseconds that a client gets to answer the closing of its socket. */
const FAREWELL = 1000;

export interface Streams {
  /** Takes a request to upgrade; answers with an HTTP error and hangs up where it is refused. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>;
  /** How many are open. */
  count(): number;
  close(): void;
}

export interface StreamParts extends Omit<AdmissionParts, 'readers'> {
  readonly incidents: Incidents;
  readonly store: Store;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds between pings; tests do not wait so long. */
  readonly pingEvery?: number;
}

/** The WebSocket side of Direct Line: each reader gets the log of its conversation from its watermark on. */
export function createStreams(parts: StreamParts): Streams {
  const { store, tokens, log, now, allowsOrigin, incidents, pingEvery = PING_EVERY } = parts;
  // permessage-deflate stays off: it costs far more memory and time than these small frames are worth.
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME, perMessageDeflate: false });
  const readers = createReaders();
  const push = createPush({ store, incidents, log });
  const notify = (conversationId: string) => readers.of(conversationId).forEach(push);

  const stop = [
    store.bus.subscribe('conversation', notify),
    store.bus.subscribe('typing.agent', (id) => showTyping({ store, readers, log, now }, id)),
    incidents.onChange(() => readers.conversations().forEach(notify)),
    every(pingEvery, () => readers.all().forEach(ping)),
    ...(store.engine === 'postgres' ? [every(POLL_EVERY, () => void poll())] : []),
  ];

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', (error) => log.debug({ err: error }, 'socket lost before the upgrade'));
    try {
      const admitted = await admit(request, { tokens, readers, allowsOrigin });
      server.handleUpgrade(request, socket, head, (accepted) => open(accepted, admitted));
    } catch (error) {
      refuse(socket, error);
    }
  }

  function open(socket: WebSocket, admitted: Admitted): void {
    const reader = { ...admitted, socket, standing: NOTHING_TOLD, busy: false, again: false, alive: true };
    readers.add(reader);
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
    socket.on('close', () => readers.remove(reader));
    push(reader);
  }

  /** Finds what other instances have committed and could not tell. */
  async function poll(): Promise<void> {
    if (readers.conversations().length === 0) return;
    try {
      for (const id of await queries.changedSince(store.db, now() - POLL_BACK, POLLED)) notify(id);
    } catch (error) {
      log.warn({ err: error }, 'cannot look for what other instances have written');
    }
  }

  function close(): void {
    for (const end of stop) end();
    // 1012: the service restarts; clients come back by themselves.
    const open = readers.all();
    for (const { socket } of open) socket.close(1012);
    setTimeout(() => {
      for (const { socket } of open) socket.terminate();
    }, FAREWELL).unref();
    server.close();
  }

  return { upgrade, count: () => readers.all().length, close };
}

/** Does something again and again, and keeps no process alive for it; gives what ends that. */
function every(milliseconds: number, work: () => void): () => void {
  const timer = setInterval(work, milliseconds).unref();
  return () => clearInterval(timer);
}

function ping(reader: StreamReader): void {
  if (!reader.alive) reader.socket.terminate();
  reader.alive = false;
  reader.socket.ping();
}

interface TypingParts extends Pick<StreamParts, 'store' | 'log' | 'now'> {
  readonly readers: Readers;
}

/** Shows that an agent is writing: said to whoever is there, and kept nowhere. */
function showTyping({ store, readers, log, now }: TypingParts, conversationId: string): void {
  if (readers.of(conversationId).length === 0) return;
  tell().catch((error) =>
    log.warn({ err: error, conversation: conversationId }, 'cannot tell that an agent writes'),
  );

  async function tell(): Promise<void> {
    const row = await queries.findConversation(store.db, conversationId);
    const name = row && (await ownerName(store.db, row));
    for (const { socket, watermark } of readers.of(conversationId)) {
      const activities = [typingActivity(conversationId, name ?? undefined, now())];
      if (socket.readyState === socket.OPEN)
        socket.send(JSON.stringify({ activities, watermark: String(watermark) }));
    }
  }
}
