import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import restify, { type Request, type RequestHandler, type Response, type Server } from 'restify';
import { addBodies, type BodyLimits } from './bodies.ts';
import { type CallerAddress, createCallerAddress } from './caller-address.ts';
import { send } from './endpoint.ts';
import { describeError } from './errors.ts';
import { settleTarget } from './target.ts';

/**
 * Milliseconds for a whole request to arrive, so that slow senders do not hold sockets: bodies have a shorter time of their own. Node.js
 * looks at the clock before it reads what has come, so that while the process is busy, or its machine, what is here counts as late.
 */
const REQUEST_TIMEOUT = 60_000;
/** Bytes of headers: pages of an academy's domain bring the cookies of its single sign-on. */
const MAX_HEADERS = 32 * 1024;
/** Milliseconds for its headers. */
const HEADERS_TIMEOUT = 30_000;

export interface HttpOptions {
  /** Of the socket unless given. */
  readonly addressOf?: CallerAddress;
  readonly bodies?: BodyLimits;
}

/** A restify server with body limits, security headers and the one error handler, and no routes yet. */
export function createHttpServer(
  log: Logger,
  { addressOf = createCallerAddress([]), bodies }: HttpOptions = {},
): Server {
  const server = restify.createServer({ name: '', noWriteContinue: true });
  server.server.requestTimeout = REQUEST_TIMEOUT;
  server.server.headersTimeout = HEADERS_TIMEOUT;
  // Node reads it from the server, and its typings do not say so.
  Object.assign(server.server, { maxHeaderSize: MAX_HEADERS });
  catchThrows(server);
  server.pre(prepare);
  addBodies(server, addressOf, bodies);
  server.on('restifyError', (request: Request, response: Response, error: Error, done: () => void) => {
    const { status, body, headers } = describeError(error);
    const id = requestId(request);
    const place = { request: id, method: request.method, route: request.getRoute()?.path };
    if (status >= 500) log.error({ err: error, ...place }, 'request failed');
    else log.debug({ status, code: body.error.code, ...place }, 'request refused');
    if (!response.headersSent) send(response, { status, body, headers: { ...headers, 'X-Request-Id': id } });
    done();
  });
  return server;
}

/** What every request goes through, as one handler: each is a turn of the event loop for restify, and a dozen closures. */
function prepare(request: Request, response: Response, next: () => void): void {
  // What answers GET answers HEAD. Node.js has noted by then that the answer has no body, and sends none.
  if (request.method === 'HEAD') request.method = 'GET';
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cache-Control', 'no-store');
  settleTarget(request);
  next();
}

/** restify calls these handlers without a net: what one of them throws would end the process. */
function catchThrows(server: Server): void {
  for (const chain of ['pre', 'use'] as const) {
    const add = server[chain].bind(server);
    server[chain] = (...handlers) => add(...handlers.flat().map(caught));
  }
}

function caught(handle: RequestHandler): RequestHandler {
  return (request, response, next) => {
    try {
      // An async handler's promise is watched by restify.
      return handle(request, response, next);
    } catch (error) {
      next(error);
    }
  };
}

/** By which the person who was refused, the log and the proxy before us name the same request. */
function requestId(request: Request): string {
  const given = String(request.headers['x-request-id'] ?? '');
  return /^[\w.-]{8,64}$/.test(given) ? given : randomUUID();
}
