import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Config } from '../config/config.ts';
import { VERSION } from '../http/version.ts';

/** Milliseconds for one hand-over, and for the last one at the end of the process. */
const PATIENCE = 3000;

/** What traces go through, until it is closed. */
export interface Tracing {
  /** Hands over what is left. Never rejects: traces are worth no hanging end. */
  close(): Promise<void>;
}

/**
 * Hands traces over to an OTLP receiver from now on, for the whole process. Imported only where one is set up: without it nothing of
 * this is loaded, and spans are nothing.
 */
export function startTracing(config: Config, endpoint: string): Tracing {
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const headers = config.OTEL_EXPORTER_OTLP_HEADERS;
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: PATIENCE, ...(headers && { headers }) });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': config.OTEL_SERVICE_NAME,
      'service.version': VERSION,
      'service.instance.id': crypto.randomUUID(),
    }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(config.OTEL_TRACES_SAMPLER_ARG) }),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: 1000 })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  const flushed = () => provider.forceFlush({ timeoutMillis: PATIENCE }).catch(() => {});
  return { close: () => flushed().then(() => provider.shutdown().catch(() => {})) };
}
