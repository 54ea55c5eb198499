import restify, { type Request, type RequestHandler, type Response, type Server } from 'restify';
import type { CallerAddress } from './caller-address.ts';
import { HttpError } from './errors.ts';

/** Bytes of a body: 8,000 characters fit however they are escaped. */
const MAX_BODY = 64 * 1024;
/** Bytes of a Bot Framework activity, which its service sends. */
const MAX_ACTIVITY = 256 * 1024;
const ACTIVITIES = '/api/messages';
/** Bytes of bodies that may be on their way at once, in all and from one address. */
const UNDER_WAY = 32 * 1024 * 1024;
const UNDER_WAY_EACH = 8 * 1024 * 1024;
/** Bytes that a request costs besides its body. */
const OVERHEAD = 4096;
/** Milliseconds for a body to arrive. */
const PATIENCE = 10_000;

export interface BodyLimits {
  readonly underWay?: number;
  readonly underWayEach?: number;
  readonly patience?: number;
}

/**
 * Reads JSON bodies, and refuses those that are compressed, too large or too many at once: what has come of a body is held until
 * the rest does. A body that does not come within its time is hung up on.
 */
export function addBodies(
  server: Server,
  addressOf: CallerAddress,
  { underWay = UNDER_WAY, underWayEach = UNDER_WAY_EACH, patience = PATIENCE }: BodyLimits = {},
): void {
  const held = new Map<string, number>();
  let all = 0;

  function hold(address: string, bytes: number): boolean {
    const each = (held.get(address) ?? 0) + bytes;
    if (each > underWayEach || all + bytes > underWay) return false;
    held.set(address, each);
    all += bytes;
    return true;
  }

  function release(address: string, bytes: number): void {
    const left = (held.get(address) ?? 0) - bytes;
    if (left > 0) held.set(address, left);
    else held.delete(address);
    all -= bytes;
  }

  server.pre((request: Request, response: Response, next: () => void) => {
    refuseCompressed(request);
    const length = lengthOf(request);
    if (length === 0) return next();
    if (length > mostOf(request)) throw tooLarge(mostOf(request));
    const address = addressOf(request);
    const bytes = length + OVERHEAD;
    if (!hold(address, bytes)) {
      throw new HttpError(429, 'limit_bodies', 'Too much is being sent at once. Try again in a moment.', {
        'Retry-After': '1',
        Connection: 'close',
      });
    }
    const hangUp = () => void (request.complete || request.socket.destroy());
    // After a while in which the process was busy, what has come meanwhile is read before it counts as late.
    const timer = setTimeout(() => setImmediate(hangUp), patience);
    const done = () => {
      clearTimeout(timer);
      request.off('end', done);
      response.off('close', done);
      release(address, bytes);
    };
    request.on('end', done);
    response.on('close', done);
    next();
  });
  server.use(readBody());
}

/** restify's parsers, of which each path has the one for its size. */
function readBody(): RequestHandler[] {
  // `maxBodySize` is missing from restify's typings.
  const parsers = (maxBodySize: number) =>
    restify.plugins.jsonBodyParser({ mapParams: false, ...{ maxBodySize } });
  const [readActivity, parse] = parsers(MAX_ACTIVITY);
  const [read] = parsers(MAX_BODY);
  if (!read || !readActivity || !parse) throw new Error('restify reads bodies in another way than it did');
  return [
    (request, response, next) =>
      (mostOf(request) === MAX_ACTIVITY ? readActivity : read)(request, response, next),
    parse,
  ];
}

function mostOf(request: Request): number {
  return request.path() === ACTIVITIES ? MAX_ACTIVITY : MAX_BODY;
}

/** Bytes that a body has, or may have where that is not said before. */
function lengthOf(request: Request): number {
  if (request.headers['transfer-encoding'] !== undefined) return mostOf(request);
  return Number(request.headers['content-length'] ?? 0);
}

function tooLarge(most: number): HttpError {
  return new HttpError(413, 'body_too_large', `The body exceeds ${most} bytes.`, { Connection: 'close' });
}

/** A small compressed body could unfold to gigabytes; no client compresses what it sends. */
function refuseCompressed(request: Request): void {
  const encoding = request.headers['content-encoding'];
  if (encoding === undefined || encoding === 'identity') return;
  throw new HttpError(415, 'content_encoding', 'Send the body uncompressed.');
}
