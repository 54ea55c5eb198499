import { type Config, findMisspelt, readConfig } from '../../config/config.ts';
import { ConfigError } from '../../config/errors.ts';
import { loadEnvFile } from '../../config/load-env.ts';
import { isLoopback } from '../../http/loopback.ts';
import type { Finding } from './finding.ts';

const check = 'settings';

/** The settings, or none where they are not valid, and what is to be said of them. */
export function lookAtSettings(environment: NodeJS.ProcessEnv): { config?: Config; findings: Finding[] } {
  let config: Config;
  try {
    loadEnvFile();
    config = readConfig(environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return {
      findings: [{ check, state: 'broken', what: 'settings.invalid', values: { error: error.message } }],
    };
  }
  const misspelt = findMisspelt(environment).map(
    ([name, meant]): Finding => ({
      ...{ check, state: 'look', what: 'settings.misspelt' },
      values: { name, meant },
    }),
  );
  const findings = [...misspelt, ...atOdds(config)];
  return { config, findings: findings.length > 0 ? findings : [{ check, state: 'ok', what: 'settings.ok' }] };
}

/** Settings that are valid each, and hardly meant so together. */
function atOdds({ HOST, PUBLIC_URL, TRUSTED_PROXIES, OIDC_ISSUER, RATE_LIMITS }: Config): Finding[] {
  const look = (what: string): Finding => ({ check, state: 'look', what });
  const proxied = PUBLIC_URL !== undefined;
  return [
    ...(proxied && TRUSTED_PROXIES.length === 0 ? [look('settings.no_proxy')] : []),
    ...(!proxied && !isLoopback(HOST) ? [look('settings.no_public_url')] : []),
    ...(proxied && !PUBLIC_URL.startsWith('https:') && !isLoopback(new URL(PUBLIC_URL).hostname)
      ? [look('settings.plain')]
      : []),
    ...(!proxied && OIDC_ISSUER ? [look('settings.sign_in_nowhere')] : []),
    ...(RATE_LIMITS === 'off' ? [look('settings.no_limits')] : []),
  ];
}
