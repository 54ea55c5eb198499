import { z } from 'zod';
import { told } from '../terminal/told.ts';
import { address } from './parse.ts';

/** `name=value,name=value`, values percent-encoded, as OpenTelemetry writes headers. */
const headers = z.string().transform((text, context) => {
  const pairs = text.split(',').map((pair): [string, string] => {
    const [, name = '', value = ''] = /^\s*([\w-]+)\s*=\s*(.+?)\s*$/.exec(pair) ?? [];
    return [name, value];
  });
  try {
    if (pairs.every(([name]) => name !== ''))
      return Object.fromEntries(pairs.map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    // A percent sign that encodes nothing.
  }
  context.addIssue({
    code: 'custom',
    message: told({
      en: 'expected name=value,name=value with percent-encoded values',
      fr: 'attendu : nom=valeur,nom=valeur, les valeurs codées en %XX',
    }),
  });
  return z.NEVER;
});

/** Traces, under the names that OpenTelemetry gives its settings. */
export const tracingSettings = {
  /** Where an OTLP receiver listens (HTTP); without it nothing is traced. */
  OTEL_EXPORTER_OTLP_ENDPOINT: address.optional(),
  OTEL_EXPORTER_OTLP_HEADERS: headers.optional(),
  OTEL_SERVICE_NAME: z.string().min(1).max(200).default('permanence'),
  /** The share of turns that are traced, from 0 to 1; whose caller has decided is as they decided. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
};
