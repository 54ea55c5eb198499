import { z } from 'zod';
import type { Config } from '../../config/config.ts';
import { ConfigError } from '../../config/errors.ts';
import { askJson, brokenBy, FarEndError } from './far-end.ts';
import { type FarClock, type Finding, found, type Outcome } from './finding.ts';

const metadata = z.object({ jwks_uri: z.url() });
const keys = z.object({ keys: z.array(z.looseObject({ endorsements: z.array(z.string()).optional() })) });

/** The keys by which Teams is recognised. */
export async function lookAtTeamsKeys(config: Config): Promise<Outcome> {
  if (!config.TEAMS_APP_ID) return found();
  const check = 'teams_keys';
  const { host } = new URL(config.TEAMS_OPENID_METADATA_URL);
  const clocks: FarClock[] = [];
  const read = async <Schema extends z.ZodType>(address: string, schema: Schema) => {
    const { json, clock } = await askJson(address);
    if (clock) clocks.push(clock);
    const parsed = schema.safeParse(json);
    if (!parsed.success) throw new FarEndError('far.strange', { host: new URL(address).host });
    return parsed.data;
  };
  try {
    const { jwks_uri } = await read(config.TEAMS_OPENID_METADATA_URL, metadata);
    const published = (await read(jwks_uri, keys)).keys;
    const count = published.filter(({ endorsements }) => endorsements?.includes('msteams') ?? false).length;
    const finding: Finding =
      count > 0
        ? { check, state: 'ok', what: 'teams.keys', values: { host, count } }
        : { check, state: 'broken', what: 'teams.no_keys', values: { host } };
    return { findings: [finding], clocks };
  } catch (error) {
    return { findings: [brokenBy(check, error)], clocks };
  }
}

/** Whether the bot gets its own token: without it no reply goes out. */
export async function lookAtTeamsLogin(config: Config): Promise<Outcome> {
  if (!config.TEAMS_APP_ID) return found();
  const check = 'teams_login';
  const { host } = new URL(config.TEAMS_LOGIN_URL);
  const { createTeams } = await import('../../channels/teams/adapter.ts');
  try {
    const token = await createTeams(config).getToken();
    return found({
      check,
      state: token ? 'ok' : 'broken',
      what: token ? 'teams.login' : 'teams.refused',
      values: { host, code: '-' },
    });
  } catch (error) {
    if (error instanceof ConfigError)
      return found({ check, state: 'broken', what: 'settings.invalid', values: { error: error.message } });
    const code = /AADSTS\d+/.exec(String(error))?.[0] ?? /\b[a-z]+_[a-z_]+\b/.exec(String(error))?.[0] ?? '-';
    return found({ check, state: 'broken', what: 'teams.refused', values: { host, code } });
  }
}
