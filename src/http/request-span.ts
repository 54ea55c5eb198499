import { context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Request } from 'restify';
import { HttpError } from './errors.ts';

const tracer = trace.getTracer('permanence');
/** Look on and change nothing: a trace of each page and poll would hide the turns. */
const LOOKING = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Answers a request within a span, which goes on with the trace that the caller names in `traceparent`. It knows method, route and
 * status: addresses hold ids and tokens, bodies what people say. Without an exporter nothing is noted.
 */
export function withinSpan<Answer extends { readonly status: number }>(
  request: Request,
  handle: () => Answer | Promise<Answer>,
): Answer | Promise<Answer> {
  const { method = '' } = request;
  if (LOOKING.includes(method)) return handle();
  const route = String(request.getRoute()?.path ?? '');
  const attributes = { 'http.request.method': method, 'http.route': route };
  const from = propagation.extract(context.active(), request.headers);
  const options = { kind: SpanKind.SERVER, attributes };
  return tracer.startActiveSpan(`${method} ${route}`, options, from, async (span) => {
    try {
      const answer = await handle();
      note(span, answer.status);
      return answer;
    } catch (error) {
      note(span, error instanceof HttpError ? error.statusCode : 500);
      throw error;
    } finally {
      span.end();
    }
  });
}

function note(span: Span, status: number): void {
  span.setAttribute('http.response.status_code', status);
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
}
