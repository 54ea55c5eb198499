import type { Academies } from '../../../dialogs/knowledge/academy.ts';
import type { Config } from '../../config/config.ts';
import { createOidc, type Oidc } from './oidc.ts';

/** Sign-in by OpenID Connect as the environment sets it up, if it does. */
export function oidcOf(config: Config, academies: Academies): Oidc | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = config;
  if (!issuer || !clientId || !clientSecret) return undefined;
  return createOidc({
    issuer,
    clientId,
    clientSecret,
    claims: { role: config.OIDC_ROLE_CLAIM, academy: config.OIDC_ACADEMY_CLAIM },
    knowsAcademy: (id) => academies.has(id),
  });
}
