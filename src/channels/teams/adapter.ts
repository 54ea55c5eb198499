import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import type { Config } from '../../config.ts';

export type Credentials = Pick<
  Config,
  'TEAMS_APP_ID' | 'TEAMS_APP_PASSWORD' | 'TEAMS_TENANT_ID' | 'TEAMS_UNAUTHENTICATED'
>;

/**
 * The Bot Framework adapter, or none where Teams is not set up. botbuilder accepts everything when it has no
 * credentials, so it is built without them only where the configuration asks for that.
 */
export function createAdapter(credentials: Credentials): CloudAdapter | undefined {
  const { TEAMS_APP_ID, TEAMS_APP_PASSWORD, TEAMS_TENANT_ID, TEAMS_UNAUTHENTICATED } = credentials;
  if (TEAMS_UNAUTHENTICATED) return new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
  if (!TEAMS_APP_ID || !TEAMS_APP_PASSWORD) return undefined;
  return new CloudAdapter(
    new ConfigurationBotFrameworkAuthentication({
      MicrosoftAppId: TEAMS_APP_ID,
      MicrosoftAppPassword: TEAMS_APP_PASSWORD,
      MicrosoftAppType: TEAMS_TENANT_ID ? 'SingleTenant' : 'MultiTenant',
      ...(TEAMS_TENANT_ID && { MicrosoftAppTenantId: TEAMS_TENANT_ID }),
    }),
  );
}
