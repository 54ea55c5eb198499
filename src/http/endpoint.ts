import type { Request, RequestHandler, Response } from 'restify';
import type { z } from 'zod';
import { HttpError } from './errors.ts';
import { withinSpan } from './request-span.ts';

/** Levels of a JSON body; whoever walks a deeper one would run out of stack. */
const MAX_DEPTH = 64;

export interface HttpAnswer {
  readonly status: number;
  /** An object goes out as JSON, a string or bytes as they are (set `content-type`). */
  readonly body?: object | string | Uint8Array;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

/** Makes a restify handler of a function from request to answer; what it throws goes to the one error handler. */
export function endpoint(handle: (request: Request) => HttpAnswer | Promise<HttpAnswer>): RequestHandler {
  // No value may come back from an async handler: restify takes it for an error and logs it whole.
  return async (request, response) => {
    send(response, await withinSpan(request, () => handle(request)));
  };
}

/** Sends an answer. restify's `sendRaw` is told apart from its `send`, which ends the process on undefined bodies. */
export function send(response: Response, { status, body, headers = {} }: HttpAnswer): void {
  const raw = typeof body === 'string' || body instanceof Uint8Array;
  const bytes = body === undefined ? '' : raw ? Buffer.from(body) : JSON.stringify(body);
  response.sendRaw(status, bytes, {
    ...(body !== undefined && !raw && { 'Content-Type': 'application/json; charset=utf-8' }),
    'Content-Length': String(Buffer.byteLength(bytes)),
    ...headers,
  });
}

/** The JSON body of a request. Throws `HttpError` 415 where it is not sent as JSON, 400 where it has not the shape. */
export function readJson<Schema extends z.ZodType>(request: Request, schema: Schema): z.infer<Schema> {
  if (typeof request.body === 'string' && request.body !== '') {
    throw new HttpError(
      415,
      'content_type',
      'Send the body as JSON, with the header Content-Type: application/json.',
    );
  }
  if (isDeeperThan(request.body, MAX_DEPTH)) {
    throw new HttpError(400, 'bad_request', `body: nested deeper than ${MAX_DEPTH} levels.`);
  }
  const parsed = schema.safeParse(request.body || {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = issue?.path.join('.') || 'body';
  throw new HttpError(400, 'bad_request', `${place}: ${issue?.message ?? 'not valid'}`);
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isDeeperThan(part, levels - 1));
}
