import { readFileSync } from 'node:fs';
import { told } from '../terminal/told.ts';
import { ConfigError } from './errors.ts';

/**
 * Settings that are secrets. `<NAME>_FILE` names a file that holds one, as systemd's credentials and the secrets of containers do: what
 * stands in the environment is seen by every process of the same user.
 */
export const SECRETS = [
  'DATABASE_URL',
  'WEBCHAT_SECRET',
  'WEBCHAT_IDENTITY_KEY',
  'TEAMS_APP_PASSWORD',
  'OIDC_CLIENT_SECRET',
  'SMTP_URL',
  'RT_TOKEN',
  'METRICS_TOKEN',
  'OTEL_EXPORTER_OTLP_HEADERS',
] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment with the secrets that are in files; a line break at the end of a file is none of the secret. Throws `ConfigError` where a
 * file cannot be read or is empty, or a secret is given both ways. No message shows a secret.
 */
export function readSecretFiles(environment: Environment): Environment {
  const read = SECRETS.flatMap((name): [string, string][] => {
    const path = environment[`${name}_FILE`];
    if (!path) return [];
    if (environment[name])
      throw new ConfigError(
        told({
          en: `${name} and ${name}_FILE are both set: keep one of them.`,
          fr: `${name} et ${name}_FILE sont tous deux réglés : gardez l’un des deux.`,
        }),
      );
    return [[name, readSecret(`${name}_FILE`, path)]];
  });
  return { ...environment, ...Object.fromEntries(read) };
}

function readSecret(setting: string, path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError(
      told({
        en: `${setting}: ${path} cannot be read (${code}). The user who runs the service needs the right to read it.`,
        fr: `${setting} : ${path} ne peut pas être lu (${code}). L’utilisateur du service doit avoir le droit de le lire.`,
      }),
    );
  }
  // An empty one would count as not set, and a door that was to be locked would be open.
  if (text === '')
    throw new ConfigError(
      told({ en: `${setting}: ${path} is empty.`, fr: `${setting} : ${path} est vide.` }),
    );
  return text;
}
