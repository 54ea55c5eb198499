import { createHash } from 'node:crypto';
import { jwtVerify } from 'jose';
import type { Server } from 'restify';
import { z } from 'zod';
import type { Academies } from '../../../dialogs/knowledge/academy.ts';
import { endpoint, readJson } from '../../http/endpoint.ts';
import { HttpError } from '../../http/errors.ts';
import type { Turns } from '../../turn/run-turn.ts';
import { academyOfAddress } from '../academy-of-address.ts';
import { authorizeBearer, turnOf } from './authorize.ts';
import type { Tokens } from './token.ts';

const requestSchema = z.object({ token: z.string().max(4096) });
const claimsSchema = z.object({
  /** Whoever is signed in at the portal, by an id of the portal's. */
  sub: z.string().min(1).max(200),
  academy: z.string().max(64).optional(),
  email: z.string().max(320).optional(),
});
/** The longest life of such a token that is believed: what is copied out of a page must not be of use for long. */
const MAX_AGE = '1h';

export interface IdentityParts {
  readonly turns: Turns;
  readonly tokens: Tokens;
  readonly academies: Academies;
  /** Shared with the portal's server, which signs with it (HS256); without it, nobody is identified. */
  readonly key?: string | undefined;
  readonly now: () => number;
}

/**
 * `POST /webchat/identity`: the portal says who the person in a conversation is. What is taken from it is their academy, which
 * the bot then asks to be confirmed; neither name nor address is stored.
 */
export function addIdentity(server: Server, { turns, tokens, academies, key, now }: IdentityParts): void {
  server.post(
    '/webchat/identity',
    endpoint(async (request) => {
      const claims = await authorizeBearer(tokens, request);
      if (!key) throw new HttpError(404, 'identity_off', 'Set WEBCHAT_IDENTITY_KEY to identify people.');
      const { sub, academy: named, email } = await verify(readJson(request, requestSchema).token, key);
      const guess = named ?? (email && academyOfAddress(email, academies));
      const academy = guess && academies.has(guess) ? guess : undefined;
      if (academy && claims.academy === undefined) {
        const who = createHash('sha256').update(`${claims.conversationId} ${sub}`).digest('base64url');
        await turns.run({ ...turnOf(claims), key: `identity:${who}`, event: { type: 'address', academy } });
      }
      return { status: 200, body: { academy: academy ?? null } };
    }),
  );

  async function verify(token: string, secret: string) {
    try {
      const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
        algorithms: ['HS256'],
        currentDate: new Date(now()),
        maxTokenAge: MAX_AGE,
        requiredClaims: ['exp'],
      });
      return claimsSchema.parse(payload);
    } catch {
      throw new HttpError(
        401,
        'identity_invalid',
        'Send a JWT with sub, iat and exp, signed by HS256 with WEBCHAT_IDENTITY_KEY, no older than an hour.',
      );
    }
  }
}
