import { z } from 'zod';
import { checkDeskSettings, deskSettings } from './desk.ts';
import { ConfigError } from './errors.ts';
import { checkOperationsSettings, operationsSettings } from './operations.ts';
import { list, origin, secret } from './parse.ts';
import { checkTeamsSettings, teamsSettings } from './teams.ts';
import { checkTicketSettings, ticketSettings } from './tickets.ts';

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
    WEBCHAT_SECRET: secret.optional(),
    /** Origins, besides the academies' own domains, that may embed the chat. */
    WEBCHAT_ORIGINS: list(origin),
    ...teamsSettings,
    ...deskSettings,
    ...ticketSettings,
    ...operationsSettings,
  })
  .superRefine(checkTeamsSettings)
  .superRefine(checkDeskSettings)
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
