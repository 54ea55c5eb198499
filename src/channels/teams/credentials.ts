import { readFileSync } from 'node:fs';
import { ConfidentialClientApplication, type INetworkModule, type NodeAuthOptions } from '@azure/msal-node';
import {
  JwtTokenProviderFactory,
  ManagedIdentityServiceClientCredentialsFactory,
  MsalServiceClientCredentialsFactory,
  type ServiceClientCredentialsFactory,
} from 'botframework-connector';
import { request } from 'undici';
import type { Config } from '../../config/config.ts';
import { ConfigError } from '../../config/errors.ts';
import { readBounded } from '../../http/read-bounded.ts';
import { told } from '../../terminal/told.ts';

type Application = ConstructorParameters<typeof MsalServiceClientCredentialsFactory>[1];

/** Milliseconds that the login service may take. */
const PATIENCE = 5000;
/** The tenant in which registrations for several tenants get their token. */
const SHARED_TENANT = 'botframework.com';

/** How the bot proves who it is, in the SDK's terms. Throws `ConfigError` where the key file cannot be read. */
export function createCredentialsFactory(config: Config, appId: string): ServiceClientCredentialsFactory {
  if (config.TEAMS_MANAGED_IDENTITY) {
    return new ManagedIdentityServiceClientCredentialsFactory(appId, new JwtTokenProviderFactory());
  }
  const login = new URL(config.TEAMS_LOGIN_URL);
  const authority = `https://${login.host}/${config.TEAMS_TENANT_ID ?? SHARED_TENANT}`;
  const auth: NodeAuthOptions = {
    clientId: appId,
    authority,
    // Its endpoints are known: nothing has to be looked up before the first reply.
    knownAuthorities: [login.host],
    authorityMetadata: JSON.stringify({
      token_endpoint: `${authority}/oauth2/v2.0/token`,
      authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
      issuer: `${authority}/v2.0`,
      jwks_uri: `${authority}/discovery/v2.0/keys`,
    }),
    ...secretOf(config),
  };
  const system = { networkClient: createNetwork(login.protocol) };
  const client = new ConfidentialClientApplication({ auth, system });
  // The same class in the typings of the CommonJS build.
  return new MsalServiceClientCredentialsFactory(appId, client as unknown as Application);
}

function secretOf(config: Config): Pick<NodeAuthOptions, 'clientSecret' | 'clientCertificate'> {
  const { TEAMS_APP_PASSWORD, TEAMS_CERTIFICATE_THUMBPRINT, TEAMS_CERTIFICATE_KEY_FILE } = config;
  if (!TEAMS_CERTIFICATE_THUMBPRINT || !TEAMS_CERTIFICATE_KEY_FILE) {
    return TEAMS_APP_PASSWORD ? { clientSecret: TEAMS_APP_PASSWORD } : {};
  }
  try {
    const privateKey = readFileSync(TEAMS_CERTIFICATE_KEY_FILE, 'utf8');
    return { clientCertificate: { thumbprint: TEAMS_CERTIFICATE_THUMBPRINT, privateKey } };
  } catch (cause) {
    throw new ConfigError(
      told({
        en: `TEAMS_CERTIFICATE_KEY_FILE: cannot read ${TEAMS_CERTIFICATE_KEY_FILE}`,
        fr: `TEAMS_CERTIFICATE_KEY_FILE : ${TEAMS_CERTIFICATE_KEY_FILE} ne peut pas être lu`,
      }),
      { cause },
    );
  }
}

/** MSAL's own client waits for ever, and takes https addresses only, which a local login service has not. */
function createNetwork(protocol: string): INetworkModule {
  const call = async <T>(method: 'GET' | 'POST', url: string, headers = {}, body?: string) => {
    const answer = await request(url.replace(/^https:/, protocol), {
      method,
      headers,
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    const entries = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
    return {
      headers: Object.fromEntries(entries) as Record<string, string>,
      body: JSON.parse(await readBounded(answer.body)) as T,
      status: answer.statusCode,
    };
  };
  return {
    sendGetRequestAsync: (url, options) => call('GET', url, options?.headers),
    sendPostRequestAsync: (url, options) => call('POST', url, options?.headers, options?.body),
  };
}
