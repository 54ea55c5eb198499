import type { Activity } from 'botbuilder';
import { decodeJwt, importSPKI, jwtVerify } from 'jose';
import { KeysUnavailableError, NotAuthenticatedError } from './errors.ts';
import type { SigningKeys } from './signing-keys.ts';

/** Milliseconds for which a token that was found good is not verified again: Teams signs once an hour, not once a message. */
const REMEMBERED = 5 * 60_000;
const MOST_REMEMBERED = 1000;
/** Seconds by which clocks may differ, as in the SDK. */
const CLOCK_TOLERANCE = 300;

export interface CallerParts {
  readonly keys: SigningKeys;
  readonly audience: string;
  readonly issuer: string;
  readonly authenticate: { authenticate(activity: Activity, authorization: string): Promise<void> };
}

type Key = Awaited<ReturnType<typeof importSPKI>>;

/** Throws `NotAuthenticatedError` (401), or `KeysUnavailableError` (503) where nobody can tell. */
export type CheckCaller = (activity: Activity, authorization: string | undefined) => Promise<void>;

/**
 * Builds the check of who calls. A token that is not good is refused before the SDK sees it: it would answer some of them with
 * 500, keep an entry for each strange issuer for ever, and write to standard error. What is left, the SDK verifies: the key's
 * endorsements, the service's address, and the token once more.
 */
export function createCallerCheck({ keys, audience, issuer, authenticate }: CallerParts): CheckCaller {
  const good = new Map<string, number>();
  const options = {
    algorithms: ['RS256'],
    audience,
    issuer,
    clockTolerance: CLOCK_TOLERANCE,
    requiredClaims: ['exp'],
  };

  return async (activity, authorization) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
    if (!token) throw new NotAuthenticatedError();
    const remembered = `${token} ${activity.channelId} ${activity.serviceUrl}`;
    if ((good.get(remembered) ?? 0) > Date.now()) return;
    try {
      // Before the keys are looked for: strangers' tokens cost nothing.
      if (decodeJwt(token).iss !== issuer) throw new NotAuthenticatedError();
      const { payload } = await jwtVerify(token, findKey, options);
      await authenticate.authenticate(activity, `Bearer ${token}`);
      remember(remembered, Math.min(Date.now() + REMEMBERED, (payload.exp ?? 0) * 1000));
    } catch (error) {
      if (error instanceof KeysUnavailableError) throw error;
      throw new NotAuthenticatedError(error);
    }
  };

  async function findKey({ kid }: { kid?: string | undefined }): Promise<Key> {
    const found = await keys.getKey(kid ?? '');
    if (!found) throw new NotAuthenticatedError();
    return importSPKI(found.key, 'RS256');
  }

  function remember(name: string, until: number): void {
    const oldest = good.size >= MOST_REMEMBERED ? good.keys().next().value : undefined;
    if (oldest !== undefined) good.delete(oldest);
    good.set(name, until);
  }
}
