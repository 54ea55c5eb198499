import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import restify, { type Request, type RequestHandler, type Response, type Server } from 'restify';
import { send } from './endpoint.ts';
import { describeError, HttpError } from './errors.ts';
import { settleTarget } from './target.ts';

/** Bytes of a request body. A Bot Framework activity is under 256 KB; a person's message is far smaller. */
const MAX_BODY = 256 * 1024;
/** `maxBodySize` is missing from restify's typings. */
const bodyOptions = { maxBodySize: MAX_BODY, mapParams: false };
/** Milliseconds for a whole request to arrive, so that slow senders do not hold sockets. */
const REQUEST_TIMEOUT = 30_000;

/** A restify server with body limits, security headers and the one error handler, and no routes yet. */
export function createHttpServer(log: Logger): Server {
  const server = restify.createServer({ name: '', noWriteContinue: true });
  server.server.requestTimeout = REQUEST_TIMEOUT;
  catchThrows(server);
  server.pre(securityHeaders, refuseTarget, refuseCompressed);
  server.use(...restify.plugins.jsonBodyParser(bodyOptions));
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

function refuseTarget(request: Request, _: Response, next: () => void): void {
  settleTarget(request);
  next();
}

/** A small compressed body could unfold to gigabytes; no client compresses what it sends. */
function refuseCompressed(request: Request, _: Response, next: (error?: Error) => void): void {
  const encoding = request.headers['content-encoding'];
  const compressed = encoding !== undefined && encoding !== 'identity';
  next(compressed ? new HttpError(415, 'content_encoding', 'Send the body uncompressed.') : undefined);
}

function securityHeaders(_: Request, response: Response, next: () => void): void {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cache-Control', 'no-store');
  next();
}
