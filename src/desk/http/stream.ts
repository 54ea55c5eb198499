import { SpanKind, trace } from '@opentelemetry/api';
import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import { send } from '../../http/endpoint.ts';
import { errorBody, HttpError } from '../../http/errors.ts';
import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import { inScope } from '../sign-in/roles.ts';
import type { Session, Sessions } from '../sign-in/sessions.ts';
import type { Guard } from './guard.ts';
import { type CaseAcademy, startNotices } from './notices.ts';

/** Streams of one session: a few tabs. Browsers allow six connections a host, and the page needs some for itself. */
export const MAX_STREAMS = 4;
/** Milliseconds between comments that keep proxies from closing a silent stream. */
const PING_EVERY = 25_000;
/** Milliseconds between checks that the sessions of open streams are not over. */
const CHECK_EVERY = 2000;
/** Milliseconds between noting that agents with an open stream are present. */
const SEEN_EVERY = 20_000;
/** Bytes waiting for a reader; beyond, it is gone or too slow, and comes back by itself. */
const MAX_BUFFERED = 256 * 1024;

const tracer = trace.getTracer('permanence');

interface Reader {
  readonly session: Session;
  readonly response: Response;
}

export interface DeskStreamParts {
  readonly guard: Guard;
  readonly store: Store;
  readonly sessions: Sessions;
  readonly log: Logger;
  readonly oidc: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface DeskStreams {
  /** Ends the streams of a session. */
  hangUp(sessionHash: string): void;
  close(): void;
}

/**
 * `GET /desk/api/stream`: tells pages that something is new, by id and without any content, so that it cannot tell more than
 * the reader may fetch. An open stream is also how an agent is known to be present.
 */
export function addStream(
  server: Server,
  { guard, store, sessions, log, oidc, now }: DeskStreamParts,
): DeskStreams {
  const readers = new Set<Reader>();
  const failed = (error: unknown) => log.error({ err: error }, 'desk streams');
  const safely = (work: () => Promise<void>) => () => void work().catch(failed);
  const write = ({ response }: Reader, text: string) => {
    if (response.writableLength > MAX_BUFFERED) response.destroy();
    else response.write(text);
  };
  const tell = (academies: readonly CaseAcademy[] | 'everybody', event: string, data: object) => {
    const told = [...readers].filter(
      ({ session: { actor } }) =>
        academies === 'everybody' || academies.some((academy) => inScope(actor.academies, academy)),
    );
    if (told.length === 0) return;
    // Under the turn or the act at the desk that it tells of, where that is traced.
    const attributes = { 'permanence.channel': 'desk', 'permanence.event': event };
    const options = { kind: SpanKind.PRODUCER, attributes };
    const delivery = trace.getActiveSpan() && tracer.startSpan('deliver', options);
    for (const reader of told) write(reader, `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    delivery?.end();
  };
  const stopNotices = startNotices({
    bus: store.bus,
    academyOf: async (id) => (await queries.findCase(store.db, id))?.academy,
    hasListeners: () => readers.size > 0,
    tell,
    failed,
  });

  // Without an id: what it is about is for those who may see it to fetch.
  const stopIncidents = store.bus.subscribe('incident', () => tell('everybody', 'incident', {}));

  const timers = [
    setInterval(() => {
      for (const reader of readers) write(reader, ': ping\n\n');
    }, PING_EVERY),
    setInterval(safely(checkSessions), CHECK_EVERY),
    setInterval(
      safely(() => see([...readers].map(({ session }) => session.actor.id))),
      SEEN_EVERY,
    ),
  ];
  for (const timer of timers) timer.unref();

  async function checkSessions(): Promise<void> {
    if (readers.size === 0) return;
    const live = await sessions.live([...new Set([...readers].map(({ session }) => session.hash))]);
    for (const { session, response } of readers) if (!live.has(session.hash)) response.end();
  }

  async function see(agentIds: readonly string[]): Promise<void> {
    await queries.seePresent(store.db, [...new Set(agentIds)], now());
  }

  async function open(request: Request, response: Response): Promise<void> {
    const session = await guard.admit(request);
    if (session.actor.role === 'editor') throw new HttpError(403, 'role', 'Editors see no cases.');
    await see([session.actor.id]);
    // Counted and added without a pause between, or many that come together would all get in.
    const open = [...readers].filter((reader) => reader.session.hash === session.hash).length;
    if (open >= MAX_STREAMS) throw new HttpError(429, 'too_many_streams', 'Close other tabs of the desk.');
    // Gone while we looked.
    if (response.destroyed) return;
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    });
    const reader = { session, response };
    readers.add(reader);
    response.on('close', () => readers.delete(reader));
    response.on('error', (error) => log.debug({ err: error }, 'desk stream failed'));
    write(reader, 'retry: 2000\n\n');
    store.bus.publish('presence', session.actor.id);
  }

  server.get('/desk/api/stream', async (request: Request, response: Response) => {
    try {
      await open(request, response);
    } catch (error) {
      if (!(error instanceof HttpError) || error.statusCode !== 401) throw error;
      send(response, { status: 401, body: { ...errorBody(error.code, error.message), oidc } });
    }
  });

  const hangUp = (hash: string) => {
    for (const { session, response } of readers) if (session.hash === hash) response.end();
  };

  return {
    hangUp,
    close: () => {
      for (const timer of timers) clearInterval(timer);
      stopNotices();
      stopIncidents();
      for (const { response } of readers) response.end();
    },
  };
}
