import { z } from 'zod';
import { isLoopback } from '../http/loopback.ts';
import { checkOperationsSettings, operationsSettings } from './operations.ts';
import { checkTeams, teamsVariables } from './teams.ts';
import { checkTicketSettings, ticketSettings } from './tickets.ts';

/** The environment is not valid; the message has a line for each variable that is not. */
export class ConfigError extends Error {
  readonly code = 'config.invalid';
}

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const origin = z.url({ protocol: /^https?$/ }).refine((value) => new URL(value).origin === value, {
  message: 'expected an origin such as https://portail.example.fr, without a path',
});
const originList = z
  .string()
  .transform((value) =>
    value
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .pipe(z.array(origin));

const schema = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(3978),
    HOST: z.string().min(1).default('127.0.0.1'),
    DATABASE_URL: z
      .string()
      .refine(isDatabaseUrl, 'expected file:./path/to/database.db or postgres://user:password@host:5432/name')
      .default('file:./data/permanence.db'),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
    /** The address under which browsers reach the service, where a proxy stands before it. */
    PUBLIC_URL: origin.optional(),
    /** Lets the portal's own server ask for Direct Line tokens. */
    WEBCHAT_SECRET: z
      .string()
      .regex(/^[\x21-\x7e]{16,}$/, 'expected 16 or more letters, digits and signs, without spaces or accents')
      .optional(),
    /** Origins, besides the academies' own domains, that may embed the chat. */
    WEBCHAT_ORIGINS: originList.default([]),
    /** Minutes in line before the person is asked how to go on. */
    DESK_WAITING_MINUTES: z.coerce
      .number()
      .positive()
      .max(24 * 60)
      .default(10),
    ...teamsVariables,
    /** Sign-in of agents by OpenID Connect; without it, by invitation. */
    OIDC_ISSUER: z
      .url({ protocol: /^https?$/ })
      .refine((value) => value.startsWith('https:') || isLoopback(new URL(value).hostname), {
        message: 'expected https:// (plain http works on a loopback host only)',
      })
      .optional(),
    OIDC_CLIENT_ID: z.string().min(1).optional(),
    OIDC_CLIENT_SECRET: z.string().min(1).optional(),
    OIDC_ROLE_CLAIM: z.string().min(1).default('roles'),
    OIDC_ACADEMY_CLAIM: z.string().min(1).default('academies'),
    /** Tells a hub of the channel's about hand-offs by Bot Framework events. */
    HANDOFF_EVENTS: flag.default(false),
    ...ticketSettings,
    ...operationsSettings,
  })
  .refine(
    ({ OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET }) =>
      [OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET].filter(Boolean).length % 3 === 0,
    {
      path: ['OIDC_ISSUER'],
      message: 'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together: set all or none',
    },
  )
  .superRefine(checkTeams)
  .superRefine(checkTicketSettings)
  .superRefine(checkOperationsSettings);

export type Config = Readonly<z.infer<typeof schema>>;

/** Reads the configuration from the environment; an empty variable counts as unset. Throws `ConfigError`. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(set);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  throw new ConfigError(`The environment is not valid (see .env.example):\n${lines.join('\n')}`);
}

function isDatabaseUrl(url: string): boolean {
  return /^file:.+/.test(url) || (/^postgres(ql)?:\/\/[^/]+\/[^/]+/.test(url) && URL.canParse(url));
}
