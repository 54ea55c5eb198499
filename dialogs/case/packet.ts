import { z } from 'zod';
import { TROUBLES, type Trouble } from '../../intents/labels.ts';
import { LANGUAGES, type Language } from '../../intents/text.ts';
import type { Context } from '../chart/context.ts';
import { type Incident, incidentsOf } from './incident.ts';

/** Who said something, as the desk shows it. */
export const SPEAKERS = ['person', 'bot', 'agent'] as const;

const outcome = z.enum(['worked', 'failed']);

/** Troubles in which a phone that is named is what the mail is read on; in others it is a number, or where a code comes. */
const ON_A_DEVICE: ReadonlySet<Trouble> = new Set([
  'mail_client_setup',
  'missing_messages',
  'browser_blocked',
  'portal_slow',
  'session_expired',
  'certificate_warning',
  'wrong_portal',
  'identifier_format',
]);

/** The device that the person spoke of in a trouble (an id of texts `thing.…`), or none. */
export function deviceOf({ entities, slots }: Context, trouble: Trouble | null): string | undefined {
  const { device } = entities;
  const meant = slots.phone === 'stolen' || (trouble !== null && ON_A_DEVICE.has(trouble));
  return device === 'phone' && !meant ? undefined : device;
}

/** All that whoever takes over needs; redacted, stored as JSON. Times are milliseconds since 1970. */
export const packetSchema = z.strictObject({
  /** Id of the academy file; `other` where the bot knows none; null while unasked. */
  academy: z.string().nullable(),
  /** The academy in the person's own words, where there is no file for it. */
  academyNamed: z.string().nullable(),
  trouble: z.enum(TROUBLES).nullable(),
  paused: z.enum(TROUBLES).nullable(),
  /** The state of the dialogue that was left: `account_locked.retry`. */
  state: z.string(),
  /** Key of each remedy (texts `step.…`) and whether it worked. */
  steps: z.array(z.strictObject({ step: z.string(), outcome })),
  device: z.string().nullable(),
  mailClient: z.string().nullable(),
  browser: z.string().nullable(),
  /** The exact message shown, and when the person last tried, in their words. */
  error: z.string().nullable(),
  attempt: z.string().nullable(),
  /** When the packet was made. */
  at: z.int(),
  locale: z.enum(LANGUAGES),
  /** How sure the bot was of what it last understood, 0 to 1. */
  confidence: z.number().nullable(),
  urgent: z.boolean(),
  /** What an agent did before, in this conversation. */
  agent: z.strictObject({ by: z.string(), outcome: z.string() }).nullable(),
  /** What is out of order for their academy, in their language. */
  incident: z.string().nullable().optional(),
  transcript: z.array(z.strictObject({ from: z.enum(SPEAKERS), text: z.string(), at: z.int() })),
});

export type Packet = z.infer<typeof packetSchema>;

/**
 * The packet of a conversation, but for the transcript. `trouble` is the one at hand or else asked about; `resumePoint` is the stored
 * state that the person left.
 */
export function packetOf(
  context: Context,
  trouble: Trouble | null,
  resumePoint: string | null,
  locale: Language,
  at: number,
  incidents: readonly Incident[] = [],
): Omit<Packet, 'transcript'> {
  const { academy, academyNamed, topic, entities, report, confidence, agent } = context;
  const { paused, steps, urgent } = topic;
  return {
    academy,
    academyNamed,
    trouble,
    paused,
    state: stateName(resumePoint),
    steps,
    device: deviceOf(context, trouble) ?? null,
    mailClient: entities.mailClient ?? null,
    browser: entities.browser ?? null,
    error: report.message ?? entities.errorMessage ?? null,
    attempt: report.attempt,
    at,
    locale,
    confidence,
    urgent,
    agent,
    incident:
      incidentsOf(incidents, academy)
        .map(({ text }) => text[locale])
        .join('\n') || null,
  };
}

/** `{ troubles: { account_locked: 'retry' } }` as `troubles.account_locked.retry`. */
function stateName(stored: string | null): string {
  const walk = (value: unknown): string[] =>
    typeof value === 'string'
      ? [value]
      : Object.entries(value ?? {}).flatMap(([name, inner]) => [name, ...walk(inner)]);
  return walk((JSON.parse(stored ?? '{}') as { value?: unknown }).value).join('.');
}
