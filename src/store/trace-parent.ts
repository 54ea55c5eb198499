import { context, ROOT_CONTEXT, type Span, type SpanContext, TraceFlags, trace } from '@opentelemetry/api';

/** W3C's traceparent: version, trace, span, flags. */
const SHAPE = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/**
 * What is under way, as W3C writes it, so that another process can go on with its trace; null where nothing is traced, which is the
 * case unless an exporter is set up.
 */
export function traceParent(span: Span | undefined = trace.getActiveSpan()): string | null {
  const context = span?.spanContext();
  if (!context || !trace.isSpanContextValid(context)) return null;
  return `00-${context.traceId}-${context.spanId}-${context.traceFlags.toString(16).padStart(2, '0')}`;
}

/** Does something that goes on with the trace that such a text names; of its own where it is none. */
export function inTraceOf<T>(text: string | null, work: () => T): T {
  const span = readTraceParent(text);
  return context.with(span ? trace.setSpanContext(ROOT_CONTEXT, span) : ROOT_CONTEXT, work);
}

function readTraceParent(text: string | null): SpanContext | undefined {
  const [, traceId, spanId, flags] = SHAPE.exec(text ?? '') ?? [];
  if (!traceId || !spanId || !flags) return undefined;
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
  return { traceId, spanId, traceFlags, isRemote: true };
}
