import { randomUUID } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export const SERVICE_URL = 'https://smba.trafficmanager.net/emea/';
const ISSUER = 'https://api.botframework.com';

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;

export interface IdentityProvider {
  readonly appId: string;
  readonly url: string;
  /** What the service needs to take this one for Microsoft's. */
  readonly environment: Record<string, string>;
  /** `hang` answers nothing; a status answers that. */
  state: 'well' | 'hang' | number;
  /** Requests for the metadata, and for tokens of the bot (their forms). */
  readonly asked: { metadata: number; tokens: URLSearchParams[] };
  readonly key: Pair;
  /** Publishes another key in the place of the present one. */
  rotate(): Promise<void>;
  /** A token as the Bot Framework signs it, with some claims changed and some left out. */
  sign(
    claims?: JWTPayload,
    header?: { kid?: string; alg?: string },
    key?: Pair['privateKey'],
    without?: readonly string[],
  ): Promise<string>;
  close(): Promise<void>;
}

/** The login service of the Bot Framework on this machine: its metadata, its keys, and tokens for the bot. */
export async function startIdentityProvider(endorsements: string[] = ['msteams']): Promise<IdentityProvider> {
  // Of its own: the SDK remembers tokens by it, in the whole process.
  const appId = randomUUID();
  let number = 1;
  const asked = { metadata: 0, tokens: [] as URLSearchParams[] };
  const published = async () => ({
    keys: [{ ...(await exportJWK(provider.key.publicKey)), kid: `key-${number}`, use: 'sig', endorsements }],
  });
  const json = (response: ServerResponse, body: object) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    if (path === '/openid') asked.metadata++;
    if (provider.state === 'hang') return;
    if (provider.state !== 'well') {
      response.writeHead(provider.state).end();
      return;
    }
    if (path === '/openid') json(response, { issuer: ISSUER, jwks_uri: `${provider.url}/keys` });
    else if (path === '/keys') json(response, await published());
    else {
      let form = '';
      for await (const chunk of request) form += chunk;
      asked.tokens.push(new URLSearchParams(form));
      json(response, {
        token_type: 'Bearer',
        expires_in: 3600,
        expires_on: String(Math.floor(Date.now() / 1000) + 3600),
        access_token: `bot-token-${asked.tokens.length}`,
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: IdentityProvider & { key: Pair } = {
    url,
    appId,
    environment: {
      TEAMS_APP_ID: appId,
      TEAMS_APP_PASSWORD: 'a-password-for-tests',
      TEAMS_OPENID_METADATA_URL: `${url}/openid`,
      TEAMS_LOGIN_URL: url,
    },
    state: 'well',
    asked,
    key: await generateKeyPair('RS256', { extractable: true }),
    rotate: async () => {
      number++;
      provider.key = await generateKeyPair('RS256', { extractable: true });
    },
    sign: async (claims = {}, header = {}, key = provider.key.privateKey, without = []) => {
      const now = Math.floor(Date.now() / 1000);
      const all = Object.entries({
        iss: ISSUER,
        aud: appId,
        serviceurl: SERVICE_URL,
        nbf: now,
        exp: now + 3600,
        ...claims,
      });
      return new SignJWT(Object.fromEntries(all.filter(([name]) => !without.includes(name))))
        .setProtectedHeader({ alg: 'RS256', kid: `key-${number}`, typ: 'JWT', ...header })
        .sign(key);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return provider;
}
