import * as client from 'openid-client';
import { fetchBounded } from '../../http/read-bounded.ts';
import { type ClaimNames, readClaims } from './claims.ts';
import { SignInError } from './errors.ts';

/** Seconds to wait for the issuer. */
const PATIENCE = 10;
/** Seconds that the issuer's clock may differ from ours. */
const CLOCK_TOLERANCE = 30;

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly claims: ClaimNames;
  readonly knowsAcademy: (id: string) => boolean;
}

/** What has to come back unchanged; kept in an encrypted cookie between the two halves of a sign-in. */
export interface Pending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export type Person = ReturnType<typeof readClaims> & { readonly subject: string; readonly name: string };

export interface Oidc {
  /** Where to send the browser. Throws `SignInError` where the issuer does not answer. */
  begin(redirectUri: string): Promise<{ url: URL; pending: Pending }>;
  /** Who came back with a URL. Throws `SignInError` where the answer is not what was asked for, or the person has no role. */
  finish(url: URL, pending: Pending): Promise<Person>;
}

/**
 * Sign-in by OpenID Connect: authorization code with PKCE, state and nonce. The issuer is looked up at the first sign-in, so
 * that the service starts without it.
 */
export function createOidc({ issuer, clientId, clientSecret, claims, knowsAcademy }: OidcSettings): Oidc {
  let discovered: Promise<client.Configuration> | undefined;
  const discover = () => {
    discovered ??= client
      .discovery(
        new URL(issuer),
        clientId,
        { client_secret: clientSecret, [client.clockTolerance]: CLOCK_TOLERANCE },
        undefined,
        // The configuration allows plain HTTP on a loopback host only.
        {
          timeout: PATIENCE,
          [client.customFetch]: fetchBounded as client.CustomFetch,
          // The ID token's signature too: TLS alone says who has sent it.
          execute: [
            client.enableNonRepudiationChecks,
            ...(issuer.startsWith('http:') ? [client.allowInsecureRequests] : []),
          ],
        },
      )
      .catch((cause) => {
        discovered = undefined;
        throw new SignInError('unavailable', { cause });
      });
    return discovered;
  };

  /** Claims of the ID token; where the role is not among them, of the userinfo endpoint too. */
  async function claimsOf(
    configuration: client.Configuration,
    tokens: Awaited<ReturnType<typeof client.authorizationCodeGrant>>,
  ): Promise<client.IDToken> {
    const own = tokens.claims();
    if (!own) throw new SignInError('failed');
    const asked = claims.role in own || !configuration.serverMetadata().userinfo_endpoint;
    return asked
      ? own
      : { ...(await client.fetchUserInfo(configuration, tokens.access_token, own.sub)), ...own };
  }

  return {
    begin: async (redirectUri) => {
      const configuration = await discover();
      const verifier = client.randomPKCECodeVerifier();
      const pending = { state: client.randomState(), nonce: client.randomNonce(), verifier };
      const url = client.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: 'openid profile',
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return { url, pending };
    },
    finish: async (url, { state, nonce, verifier }) => {
      const configuration = await discover();
      try {
        const checks = {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        };
        const tokens = await client.authorizationCodeGrant(configuration, url, checks);
        const own = await claimsOf(configuration, tokens);
        const name = [own.name, own.preferred_username].find((one) => typeof one === 'string' && one !== '');
        return {
          ...readClaims(own, claims, knowsAcademy),
          subject: `${own.iss} ${own.sub}`,
          name: typeof name === 'string' ? name.slice(0, 100) : own.sub,
        };
      } catch (cause) {
        if (cause instanceof SignInError) throw cause;
        throw new SignInError(isUnreachable(cause) ? 'unavailable' : 'failed', { cause });
      }
    },
  };
}

/** `fetch` fails with a `TypeError`; time-outs and 5xx come wrapped. */
function isUnreachable(error: unknown): boolean {
  if (error instanceof client.ClientError)
    return error.code === 'OAUTH_TIMEOUT' || isUnreachable(error.cause);
  if (error instanceof Response) return error.status >= 500;
  return error instanceof TypeError && error.message === 'fetch failed';
}
