import { z } from 'zod';
import type { Config } from '../../config/config.ts';
import { askJson, brokenBy } from './far-end.ts';
import { type Finding, found, type Outcome } from './finding.ts';

const check = 'issuer';
const metadata = z.object({ issuer: z.url(), jwks_uri: z.url() });
const keys = z.object({ keys: z.array(z.looseObject({})).min(1) });

/** The issuer by which agents sign in. The client's secret is only tried at a sign-in. */
export async function lookAtIssuer({ OIDC_ISSUER, PUBLIC_URL }: Config): Promise<Outcome> {
  if (!OIDC_ISSUER) return found();
  const { host } = new URL(OIDC_ISSUER);
  const broken = (what: string, more = {}): Finding => ({
    ...{ check, state: 'broken', what },
    values: { host, ...more },
  });
  try {
    const address = `${OIDC_ISSUER.replace(/\/+$/, '')}/.well-known/openid-configuration`;
    const { json, clock } = await askJson(address);
    const clocks = clock ? [clock] : [];
    const told = metadata.safeParse(json).data;
    if (!told) return { findings: [broken('far.strange')], clocks };
    if (new URL(told.issuer).href !== new URL(OIDC_ISSUER).href)
      return { findings: [broken('issuer.other', { told: told.issuer })], clocks };
    if (!keys.safeParse((await askJson(told.jwks_uri)).json).success)
      return { findings: [broken('issuer.no_keys')], clocks };
    const callback = `${PUBLIC_URL ?? 'PUBLIC_URL'}/desk/callback`;
    return { findings: [{ check, state: 'ok', what: 'issuer.ok', values: { host, callback } }], clocks };
  } catch (error) {
    return found(brokenBy(check, error));
  }
}
