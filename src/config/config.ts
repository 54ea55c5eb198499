import { z } from 'zod';
import { languageOf, told, toldLater } from '../terminal/told.ts';
import { checkDeskSettings, deskSettings } from './desk.ts';
import { ConfigError } from './errors.ts';
import { checkOperationsSettings, operationsSettings } from './operations.ts';
import { list, origin, secret } from './parse.ts';
import { readSecretFiles, SECRETS } from './secret-files.ts';
import { siteSettings } from './site.ts';
import { checkTeamsSettings, teamsSettings } from './teams.ts';
import { checkTicketSettings, ticketSettings } from './tickets.ts';
import { tracingSettings } from './tracing.ts';

const schema = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(3978),
    HOST: z.string().min(1).default('127.0.0.1'),
    DATABASE_URL: z
      .string()
      .refine(isDatabaseUrl, {
        error: toldLater({
          en: 'expected file:./path/to/database.db or postgres://user:password@host:5432/name',
          fr: 'attendu : file:./chemin/base.db ou postgres://utilisateur:motdepasse@serveur:5432/nom',
        }),
      })
      .default('file:./data/permanence.db'),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
    /** The address under which browsers reach the service, where a proxy stands before it. */
    PUBLIC_URL: origin.optional(),
    /** Lets the portal's own server ask for Direct Line tokens. */
    WEBCHAT_SECRET: secret.optional(),
    /** Shared with the portal's server, which signs with it who is signed in there. */
    WEBCHAT_IDENTITY_KEY: secret
      .refine((key) => key.length >= 32, {
        error: toldLater({ en: 'expected 32 or more', fr: 'attendu : au moins 32' }),
      })
      .optional(),
    /** Origins, besides the academies' own domains, that may embed the chat. */
    WEBCHAT_ORIGINS: list(origin),
    ...siteSettings,
    ...teamsSettings,
    ...deskSettings,
    ...ticketSettings,
    ...operationsSettings,
    ...tracingSettings,
  })
  .superRefine(checkTeamsSettings)
  .superRefine(checkDeskSettings)
  .superRefine(checkTicketSettings)
  .superRefine(checkOperationsSettings);

export type Config = Readonly<z.infer<typeof schema>>;

/** Reads the configuration from the environment; an empty variable counts as unset. Throws `ConfigError`. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(
    Object.entries(readSecretFiles(unquoted(environment))).filter(([, value]) => value !== ''),
  );
  // What zod itself says of a value.
  const own = languageOf(process.env) === 'fr' ? { error: z.locales.fr().localeError } : {};
  const parsed = schema.safeParse(set, own);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  const about = told({
    en: 'The environment is not valid (see .env.example):',
    fr: 'Un réglage n’est pas valable (la liste est dans .env.example) :',
  });
  throw new ConfigError(`${about}\n${lines.join('\n')}`);
}

function isDatabaseUrl(url: string): boolean {
  return /^file:.+/.test(url) || (/^postgres(ql)?:\/\/[^/]+\/[^/]+/.test(url) && URL.canParse(url));
}

/**
 * Names in the environment that are nearly those of settings, with the setting that is probably meant: nobody else reads them, and a
 * misspelt one would pass for a default.
 */
export function findMisspelt(environment: Readonly<Record<string, string | undefined>>): [string, string][] {
  const known = [...Object.keys(schema.shape), ...SECRETS.map((name) => `${name}_FILE`)];
  return Object.keys(environment).flatMap((name): [string, string][] => {
    if (known.includes(name) || !/^[A-Z][A-Z0-9_]{3,40}$/.test(name)) return [];
    const near = known.find((one) => one.includes('_') && distance(one, name) <= 2);
    return near ? [[name, near]] : [];
  });
}

/** Values as `docker --env-file` passes them on, quotation marks included, mean what stands between them. */
function unquoted(set: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  const bare = (value: string | undefined) => /^(["'])(.*)\1$/s.exec(value ?? '')?.[2] ?? value;
  return Object.fromEntries(Object.entries(set).map(([name, value]) => [name, bare(value)]));
}

/** Letters to add, drop or change to make one word of the other. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [place, sign] of [...other].entries()) {
      const changed = (row[place] ?? 0) + (letter === sign ? 0 : 1);
      next.push(Math.min(changed, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
