import { type Activity, CloudAdapterBase, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { JwtTokenExtractor } from 'botframework-connector/lib/auth/jwtTokenExtractor.js';
import type { Config } from '../../config/config.ts';
import { type CheckCaller, createCallerCheck } from './caller.ts';
import { createCredentialsFactory } from './credentials.ts';
import { SigningKeys } from './signing-keys.ts';

/** The audience of the bot's own token, and the issuer of Teams' tokens. */
const BOT_FRAMEWORK = 'https://api.botframework.com';

/**
 * The Bot Framework adapter of this bot: it tells who calls. Its turn (`processActivity`) is not used: a connector client and
 * a proxy an activity cost more than the whole turn here, and replies go through the outbox.
 */
class TeamsAdapter extends CloudAdapterBase {
  /** Rejects with the SDK's `AuthenticationError` where the caller is not the Bot Framework. */
  async authenticate(activity: Activity, authorization: string): Promise<void> {
    await this.botFrameworkAuthentication.authenticateRequest(activity, authorization);
  }
}

/** What the service needs of the Bot Framework. */
export interface Teams {
  /** Rejects where the caller is not who it has to be. */
  readonly checkCaller: CheckCaller;
  readonly appId: string | undefined;
  /** The bot's token for the connector; none where it runs without credentials. Cached by the SDK. */
  getToken(): Promise<string | undefined>;
}

/**
 * The way to Teams, or none where it is not set up. botbuilder accepts everything when it has no credentials, so it is built
 * without them only where the configuration asks for that. Throws `ConfigError` where a key file cannot be read.
 */
export function createTeams(config: Config): Teams {
  const { TEAMS_APP_ID: appId, TEAMS_OPENID_METADATA_URL, TEAMS_UNAUTHENTICATED } = config;
  if (TEAMS_UNAUTHENTICATED) {
    return { appId: undefined, checkCaller: async () => {}, getToken: async () => undefined };
  }
  if (!appId) throw new Error('Teams is not set up');
  const factory = createCredentialsFactory(config, appId);
  const keys = new SigningKeys(TEAMS_OPENID_METADATA_URL, Date.now);
  useKeys(TEAMS_OPENID_METADATA_URL, keys);
  const adapter = new TeamsAdapter(new ConfigurationBotFrameworkAuthentication(endpointsOf(config), factory));
  const login = `${config.TEAMS_LOGIN_URL.replace(/\/+$/, '')}/${config.TEAMS_TENANT_ID ?? ''}`;
  const credentials = factory.createCredentials(appId, BOT_FRAMEWORK, login, true);
  return {
    appId,
    checkCaller: createCallerCheck({ keys, audience: appId, issuer: BOT_FRAMEWORK, authenticate: adapter }),
    getToken: together(async () => ((await credentials) as unknown as TokenSource).getToken()),
  };
}

/** What the SDK's credentials are, besides what their interface says. */
interface TokenSource {
  getToken(): Promise<string>;
}

/** Whoever asks while an answer is under way gets the same one: a token is fetched once, not once a waiting reply. */
function together(ask: () => Promise<string>): () => Promise<string> {
  let underWay: Promise<string> | undefined;
  return () => {
    underWay ??= ask().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}

/** All of them: with one alone the SDK leaves the others empty. */
function endpointsOf({ TEAMS_OPENID_METADATA_URL, TEAMS_LOGIN_URL }: Config) {
  return {
    ValidateAuthority: 'true',
    ToChannelFromBotLoginUrl: TEAMS_LOGIN_URL,
    ToChannelFromBotOAuthScope: BOT_FRAMEWORK,
    ToBotFromChannelTokenIssuer: BOT_FRAMEWORK,
    OAuthUrl: BOT_FRAMEWORK,
    ToBotFromChannelOpenIdMetadataUrl: TEAMS_OPENID_METADATA_URL,
    ToBotFromEmulatorOpenIdMetadataUrl: TEAMS_OPENID_METADATA_URL,
    CallerId: 'urn:botframework:azure',
  };
}

/** Where the SDK keeps what it knows of an address; there is no public way to give it keys. */
function useKeys(url: string, keys: SigningKeys): void {
  const { openIdMetadataCache } = JwtTokenExtractor as unknown as {
    openIdMetadataCache: Map<string, SigningKeys>;
  };
  openIdMetadataCache.set(url, keys);
}
