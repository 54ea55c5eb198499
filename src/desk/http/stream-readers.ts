import { SpanKind, trace } from '@opentelemetry/api';
import type { Response } from 'restify';
import { inScope } from '../sign-in/roles.ts';
import type { Session } from '../sign-in/sessions.ts';
import type { CaseAcademy } from './notices.ts';

/** Bytes waiting for a reader; beyond, it is gone or too slow, and comes back by itself. */
const MAX_BUFFERED = 256 * 1024;

const tracer = trace.getTracer('permanence');

/** The open streams of the desk's pages, each of somebody who is signed in. */
export interface StreamReaders {
  /** Lets a page listen, until its connection ends. */
  add(session: Session, response: Response): void;
  /** How many listen with a session, or in all. */
  count(sessionHash?: string): number;
  /** Who listens, and with which session. */
  sessions(): Session[];
  /** Sends an event to whoever may see cases of one of the academies, or to everybody. */
  tell(academies: readonly CaseAcademy[] | 'everybody', event: string, data: object): void;
  /** Sends a comment, which keeps proxies from closing a silent stream. */
  ping(): void;
  /** Ends the streams of the sessions that are chosen. */
  end(chosen: (session: Session) => boolean): void;
}

/** Begins without any. */
export function createStreamReaders(): StreamReaders {
  const readers = new Set<{ readonly session: Session; readonly response: Response }>();
  const write = (response: Response, text: string) => {
    if (response.writableLength > MAX_BUFFERED) response.destroy();
    else response.write(text);
  };
  return {
    add: (session, response) => {
      const reader = { session, response };
      readers.add(reader);
      response.on('close', () => readers.delete(reader));
      write(response, 'retry: 2000\n\n');
    },
    count: (hash) => [...readers].filter(({ session }) => hash === undefined || session.hash === hash).length,
    sessions: () => [...readers].map(({ session }) => session),
    tell: (academies, event, data) => {
      const told = [...readers].filter(
        ({ session: { actor } }) =>
          academies === 'everybody' || academies.some((academy) => inScope(actor.academies, academy)),
      );
      if (told.length === 0) return;
      // Under the turn or the act at the desk that it tells of, where that is traced.
      const attributes = { 'permanence.channel': 'desk', 'permanence.event': event };
      const options = { kind: SpanKind.PRODUCER, attributes };
      const delivery = trace.getActiveSpan() && tracer.startSpan('deliver', options);
      for (const { response } of told) write(response, `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      delivery?.end();
    },
    ping: () => {
      for (const { response } of readers) write(response, ': ping\n\n');
    },
    end: (chosen) => {
      for (const { session, response } of readers) if (chosen(session)) response.end();
    },
  };
}
