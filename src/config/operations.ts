import { z } from 'zod';
import { isProxyList } from '../http/caller-address.ts';
import { isLoopback } from '../http/loopback.ts';
import { told, toldLater } from '../terminal/told.ts';
import { list, secret } from './parse.ts';

const perMinute = z.coerce.number().int().min(1).max(1_000_000);
const perHour = perMinute;
const days = z.coerce.number().int().min(1).max(3650);

/** The settings of running the service. */
export const operationsSettings = {
  /** Bearer token of the scraper; without one only this machine is shown the metrics. */
  METRICS_TOKEN: secret.optional(),
  RATE_LIMITS: z.enum(['on', 'off']).default('on'),
  /** Requests a minute of one address: a whole school stands behind one. */
  RATE_ADDRESS: perMinute.default(6000),
  /** Conversations a minute that one address may begin. */
  RATE_NEW: perMinute.default(300),
  /** Requests a minute with the tokens of one conversation. */
  RATE_TOKEN: perMinute.default(300),
  /** Messages a minute in one conversation, and from one address; a long one counts as several. */
  RATE_CONVERSATION: perMinute.default(60),
  RATE_MESSAGES: perMinute.default(1200),
  /** Requests to people an hour: of one address, and of all together. */
  RATE_CASES_ADDRESS: perHour.default(30),
  RATE_CASES: perHour.default(300),
  /** Tickets an hour among them. */
  RATE_TICKETS_ADDRESS: perHour.default(10),
  RATE_TICKETS: perHour.default(60),
  /** Connections at a time, streams included. */
  MAX_CONNECTIONS: z.coerce.number().int().min(10).max(1_000_000).default(10_000),
  /** Whether this instance trains the reader with the example questions that are published. */
  TRAINING: z.enum(['on', 'off']).default('on'),
  /** Proxies whose X-Forwarded-For is believed. */
  TRUSTED_PROXIES: list(z.string()).refine(isProxyList, {
    error: toldLater({
      en: 'expected addresses or networks such as 127.0.0.1, 10.0.0.0/8, ::1',
      fr: 'attendu : des adresses ou des réseaux tels que 127.0.0.1, 10.0.0.0/8, ::1',
    }),
  }),
  /** Days after its last change for which a conversation is kept, and the rest likewise. */
  RETENTION_CONVERSATIONS_DAYS: days.default(30),
  RETENTION_CASES_DAYS: days.default(30),
  RETENTION_INBOX_DAYS: days.default(7),
  RETENTION_OUTBOX_DAYS: days.default(30),
  RETENTION_RECEIPTS_DAYS: days.default(365),
};

/** What has to fit together among them. */
export function checkOperationsSettings(
  { HOST, RATE_LIMITS }: { HOST: string; RATE_LIMITS: 'on' | 'off' },
  context: z.RefinementCtx,
): void {
  if (RATE_LIMITS === 'off' && !isLoopback(HOST)) {
    context.addIssue({
      code: 'custom',
      path: ['RATE_LIMITS'],
      message: told({
        en: 'off is for measurements, so it works on a loopback HOST (127.0.0.1) only',
        fr: 'off sert aux mesures, et n’est accepté que si HOST désigne cette machine même (127.0.0.1)',
      }),
    });
  }
}
