import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { describeError, HttpError } from '../../../http/errors.ts';
import { settleTarget } from '../../../http/target.ts';
import { readWatermark } from '../direct-line.ts';
import type { Tokens } from '../token.ts';
import type { Readers, StreamReader } from './readers.ts';

const PATH = /^\/v3\/directline\/conversations\/([^/]+)\/stream$/;
/** Streams of one conversation: a few tabs, not a flood. */
const MAX_READERS = 8;

export interface AdmissionParts {
  readonly tokens: Tokens;
  readonly readers: Readers;
  /** Whether a page of this origin may open a stream on this host. */
  readonly allowsOrigin: (origin: string, host: string | undefined) => boolean;
}

/** What the request for a stream says of its reader. */
export type Admitted = Pick<StreamReader, 'conversationId' | 'watermark' | 'wantsOwner'>;

/** Lets a request to upgrade in. Throws `HttpError` 401, 403, 404 or 429. */
export async function admit(
  request: IncomingMessage,
  { tokens, readers, allowsOrigin }: AdmissionParts,
): Promise<Admitted> {
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
  if (readers.of(conversationId).length >= MAX_READERS) {
    throw new HttpError(429, 'too_many_streams', 'This conversation is open too often. Close other tabs.');
  }
  return {
    conversationId,
    watermark: readWatermark(url.searchParams.get('watermark')),
    wantsOwner: url.searchParams.has('owner'),
  };
}

/** Answers a request to upgrade with an HTTP error, and hangs up. */
export function refuse(socket: Duplex, error: unknown): void {
  const { status, body } = describeError(error instanceof Error ? error : new Error(String(error)));
  const text = JSON.stringify(body);
  socket.end(
    `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  );
}
