import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
} from 'botbuilder';
import type { Config } from '../../config.ts';

export type Credentials = Pick<
  Config,
  'TEAMS_APP_ID' | 'TEAMS_APP_PASSWORD' | 'TEAMS_TENANT_ID' | 'TEAMS_UNAUTHENTICATED'
>;

/** What the service needs of the Bot Framework. */
export interface Teams {
  readonly adapter: CloudAdapter;
  /** Whether callers have to prove who they are. */
  readonly authenticated: boolean;
  readonly tenantId: string | undefined;
  /** The bot's token for the connector; none where it runs without credentials. Cached by the SDK. */
  getToken(): Promise<string | undefined>;
}

const AUDIENCE = 'https://api.botframework.com';
const LOGIN = 'https://login.microsoftonline.com/';

/**
 * The Bot Framework adapter, or none where Teams is not set up. botbuilder accepts everything when it has no
 * credentials, so it is built without them only where the configuration asks for that.
 */
export function createTeams(credentials: Credentials): Teams | undefined {
  const { TEAMS_APP_ID, TEAMS_APP_PASSWORD, TEAMS_TENANT_ID, TEAMS_UNAUTHENTICATED } = credentials;
  if (TEAMS_UNAUTHENTICATED) {
    const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
    return { adapter, authenticated: false, tenantId: undefined, getToken: async () => undefined };
  }
  if (!TEAMS_APP_ID || !TEAMS_APP_PASSWORD) return undefined;
  const options = {
    MicrosoftAppId: TEAMS_APP_ID,
    MicrosoftAppPassword: TEAMS_APP_PASSWORD,
    MicrosoftAppType: TEAMS_TENANT_ID ? 'SingleTenant' : 'MultiTenant',
    ...(TEAMS_TENANT_ID && { MicrosoftAppTenantId: TEAMS_TENANT_ID }),
  };
  const factory = new ConfigurationServiceClientCredentialFactory(options);
  const login = `${LOGIN}${TEAMS_TENANT_ID ?? 'botframework.com'}`;
  return {
    adapter: new CloudAdapter(new ConfigurationBotFrameworkAuthentication(options, factory)),
    authenticated: true,
    tenantId: TEAMS_TENANT_ID,
    getToken: async () => {
      const issued: unknown = await factory.createCredentials(TEAMS_APP_ID, AUDIENCE, login, true);
      return (issued as { getToken(): Promise<string> }).getToken();
    },
  };
}
