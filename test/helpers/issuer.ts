import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { type AccountClaims, type AdapterPayload, Provider } from 'oidc-provider';

export const CLIENT = { id: 'permanence', secret: 'a-secret-for-tests-only' };

export interface Issuer {
  readonly url: string;
  /** Whose turn it is to sign in, and with which claims. */
  person: { sub: string } & Record<string, unknown>;
  /** Goes through a sign-in as a browser would, from the issuer's page on; gives the URL that it sends the browser back to. */
  signIn(authorizationUrl: string): Promise<string>;
  close(): Promise<void>;
}

/** What the provider remembers, in memory. */
class Memory {
  static readonly all = new Map<string, AdapterPayload>();
  readonly model: string;
  constructor(model: string) {
    this.model = model;
  }
  async upsert(id: string, payload: AdapterPayload) {
    Memory.all.set(`${this.model} ${id}`, payload);
  }
  async find(id: string) {
    return Memory.all.get(`${this.model} ${id}`);
  }
  async findByUid(uid: string) {
    return [...Memory.all.values()].find((payload) => payload.uid === uid);
  }
  async findByUserCode() {
    return undefined;
  }
  async consume(id: string) {
    const payload = await this.find(id);
    if (payload) payload.consumed = Math.floor(Date.now() / 1000);
  }
  async destroy(id: string) {
    Memory.all.delete(`${this.model} ${id}`);
  }
  async revokeByGrantId(grantId: string) {
    for (const [key, payload] of Memory.all) if (payload.grantId === grantId) Memory.all.delete(key);
  }
}

/**
 * A real OpenID Connect provider on a free port, whose users need no password. `inIdToken` puts the claims into the ID token,
 * as Entra ID does; otherwise they are asked for at the userinfo endpoint.
 */
export async function startIssuer(
  redirectUri: string,
  { inIdToken }: { inIdToken: boolean },
): Promise<Issuer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const provider = new Provider(url, {
    adapter: Memory,
    jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256', kid: 'test' }] },
    ttl: { Interaction: 60, Grant: 60, Session: 60, AccessToken: 60, IdToken: 60, AuthorizationCode: 60 },
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['name', 'roles', 'academies', 'realm_access'] },
    conformIdTokenClaims: !inIdToken,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    cookies: { keys: ['key-for-tests'] },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => issuer.person as AccountClaims }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId ?? '',
        accountId: oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  });
  const handle = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void handle(request, response);
    void provider.interactionFinished(request, response, { login: { accountId: issuer.person.sub } });
  });

  const issuer: Issuer = {
    url,
    person: { sub: 'nobody' },
    signIn: async (authorizationUrl) => {
      const jar = new Map<string, string>();
      let next = authorizationUrl;
      while (next.startsWith(url)) {
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
        const response = await fetch(next, { redirect: 'manual', headers: { cookie } });
        for (const line of response.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
          jar.set(name, value);
        }
        const location = response.headers.get('location');
        if (!location) throw new Error(`the issuer answers ${response.status}: ${await response.text()}`);
        next = new URL(location, next).href;
      }
      return next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return issuer;
}
