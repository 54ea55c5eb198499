/** A receiver of traces: OTLP over HTTP, as the exporter is set up to send it. */
import { startHttp } from './far-ends.ts';

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number | string };
}
export interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: readonly Attribute[];
  /** Of the instance that has made it. */
  readonly instance: string;
}

/** A receiver of OTLP over HTTP, with all that it was handed. */
export async function startReceiver() {
  const spans: Span[] = [];
  const bodies: string[] = [];
  const far = await startHttp(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    bodies.push(body);
    for (const { resource, scopeSpans } of JSON.parse(body).resourceSpans) {
      const named = (resource.attributes as Attribute[]).find(({ key }) => key === 'service.instance.id');
      for (const scope of scopeSpans) {
        for (const span of scope.spans) spans.push({ ...span, instance: named?.value.stringValue ?? '' });
      }
    }
    response.setHeader('content-type', 'application/json');
    response.end('{}');
  });
  return { ...far, spans, bodies, endpoint: `http://127.0.0.1:${far.port}` };
}

/** An attribute of a span, where it is a text. */
export const attribute = ({ attributes }: Span, name: string) =>
  attributes.find(({ key }) => key === name)?.value.stringValue;
