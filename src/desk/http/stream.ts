import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import { send } from '../../http/endpoint.ts';
import { errorBody, HttpError } from '../../http/errors.ts';
import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import type { Sessions } from '../sign-in/sessions.ts';
import type { Guard } from './guard.ts';
import { startNotices } from './notices.ts';
import { createStreamReaders } from './stream-readers.ts';

/** Streams of one session: a few tabs. Browsers allow six connections a host, and the page needs some for itself. */
export const MAX_STREAMS = 4;
/** Milliseconds between comments that keep proxies from closing a silent stream. */
const PING_EVERY = 25_000;
/** Milliseconds between checks that the sessions of open streams are not over. */
const CHECK_EVERY = 2000;
/** Milliseconds between noting that agents with an open stream are present. */
const SEEN_EVERY = 20_000;

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
  const readers = createStreamReaders();
  const failed = (error: unknown) => log.error({ err: error }, 'desk streams');
  const safely = (work: () => Promise<void>) => () => void work().catch(failed);
  const stopNotices = startNotices({
    bus: store.bus,
    academyOf: async (id) => (await queries.findCase(store.db, id))?.academy,
    hasListeners: () => readers.count() > 0,
    tell: readers.tell,
    failed,
  });
  // Without an id: what it is about is for those who may see it to fetch.
  const stopIncidents = store.bus.subscribe('incident', () => readers.tell('everybody', 'incident', {}));

  const timers = [
    setInterval(readers.ping, PING_EVERY),
    setInterval(safely(checkSessions), CHECK_EVERY),
    setInterval(
      safely(() => see(readers.sessions().map(({ actor }) => actor.id))),
      SEEN_EVERY,
    ),
  ];
  for (const timer of timers) timer.unref();

  async function checkSessions(): Promise<void> {
    if (readers.count() === 0) return;
    const live = await sessions.live([...new Set(readers.sessions().map(({ hash }) => hash))]);
    readers.end(({ hash }) => !live.has(hash));
  }

  async function see(agentIds: readonly string[]): Promise<void> {
    await queries.seePresent(store.db, [...new Set(agentIds)], now());
  }

  async function open(request: Request, response: Response): Promise<void> {
    const session = await guard.admit(request);
    if (session.actor.role === 'editor') throw new HttpError(403, 'role', 'Editors see no cases.');
    await see([session.actor.id]);
    // Counted and added without a pause between, or many that come together would all get in.
    if (readers.count(session.hash) >= MAX_STREAMS)
      throw new HttpError(429, 'too_many_streams', 'Close other tabs of the desk.');
    // Gone while we looked.
    if (response.destroyed) return;
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    });
    response.on('error', (error) => log.debug({ err: error }, 'desk stream failed'));
    readers.add(session, response);
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

  return {
    hangUp: (hash) => readers.end((session) => session.hash === hash),
    close: () => {
      for (const timer of timers) clearInterval(timer);
      stopNotices();
      stopIncidents();
      readers.end(() => true);
    },
  };
}
