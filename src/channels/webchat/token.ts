import { createHmac, createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { LANGUAGES } from '../../../intents/text.ts';
import { HttpError } from '../../http/errors.ts';

/** Seconds that a token is good for. Clients refresh after 15 minutes, which is hard-wired in them. */
export const TOKEN_SECONDS = 3600;
/** Seconds after its end in which a token can still be renewed: a closed laptop does not lose its conversation. */
const RENEWAL_SECONDS = 24 * 3600;

/** Seconds after which a conversation cannot be gone on with, however often its token was renewed. */
export const LONGEST_SECONDS = 14 * 24 * 3600;

/** Tokens whose signature is remembered; the clients of a busy hour. */
const MAX_VERIFIED = 10_000;

const claimsSchema = z.object({
  /** Id of the person's side of the conversation; clients read it and put it into `from.id`. */
  user: z.string(),
  conversationId: z.string(),
  locale: z.enum(LANGUAGES).optional(),
  academy: z.string().optional(),
  /** When the conversation began, seconds since 1970. */
  begunAt: z.number(),
});

export type Claims = z.infer<typeof claimsSchema>;

/** Told apart by a claim: what stands in the address of a stream, and so in logs of proxies, opens that stream and nothing else. */
const useSchema = z.object({ use: z.literal('stream').optional() });

export interface VerifyOptions {
  /** Allows for a token that has just ended. */
  readonly renewable?: boolean;
  /** Allows for the token of a stream, too. */
  readonly stream?: boolean;
}

export interface Tokens {
  /** The claims of a conversation that does not exist yet, with ids that cannot be guessed. */
  fresh(options: Pick<Claims, 'locale' | 'academy'>): Claims;
  sign(claims: Claims): string;
  /** A token for the address of a stream. It cannot be renewed. */
  signStream(claims: Claims): string;
  /** Throws `HttpError` 401 on a token that is missing, forged, over or for something else. */
  verify(token: string | undefined, options?: VerifyOptions): Promise<Claims>;
}

/** A key for the tokens, to be kept with the conversations. */
export function createTokenKey(): string {
  return randomBytes(32).toString('base64');
}

/** Direct Line tokens: JWTs signed with our own key. `now` in milliseconds since 1970. */
export function createTokens(key: string, now: () => number): Tokens {
  const secret = Buffer.from(key, 'base64');
  // As an object: Node.js finds out at each signature, by an exception, that bytes are none, which costs five times the signature.
  const signingKey = createSecretKey(secret);
  // A signature does not change: one look at it is enough for all the messages that bring it, and none for our own.
  const verified = new Map<string, Verified>();
  const remember = (token: string, entry: Verified) => {
    if (verified.size >= MAX_VERIFIED) verified.clear();
    verified.set(token, entry);
  };
  // By hand: jose signs by Web Crypto, whose two jobs on other threads cost more than all else of a short turn.
  const sign = (claims: Claims, use?: 'stream') => {
    const exp = seconds(now()) + TOKEN_SECONDS;
    const payload = encode({ ...claims, ...(use && { use }), iat: seconds(now()), exp });
    const signature = createHmac('sha256', signingKey).update(`${HEADER}.${payload}`).digest('base64url');
    const token = `${HEADER}.${payload}.${signature}`;
    const expiresAt = Math.min(exp, claims.begunAt + LONGEST_SECONDS);
    remember(token, { claims, expiresAt, isStream: use === 'stream' });
    return token;
  };
  return {
    fresh: (options) => ({
      user: `dl_${randomUUID()}`,
      conversationId: randomUUID(),
      begunAt: seconds(now()),
      ...options,
    }),
    sign: (claims) => sign(claims),
    signStream: (claims) => sign(claims, 'stream'),
    verify: async (token, { renewable = false, stream = false } = {}) => {
      if (!token) throw new HttpError(401, 'token_missing', 'Send the header Authorization: Bearer <token>.');
      const known = verified.get(token);
      const left = (known?.expiresAt ?? 0) - seconds(now());
      // More than a token lasts is left of those that a clock signed which was ahead: they are looked at again.
      if (known && left > 0 && left <= TOKEN_SECONDS && (stream || !known.isStream)) return known.claims;
      try {
        const { payload } = await jwtVerify(token, secret, {
          algorithms: ['HS256'],
          currentDate: new Date(now()),
          clockTolerance: renewable ? RENEWAL_SECONDS : 0,
        });
        const claims = claimsSchema.parse(payload);
        const isStream = useSchema.parse(payload).use === 'stream';
        if (isStream && !stream) throw new Error('a token of a stream');
        const expiresAt = Math.min(payload.exp ?? 0, claims.begunAt + LONGEST_SECONDS);
        remember(token, { claims, expiresAt, isStream });
        if (Math.abs(seconds(now()) - claims.begunAt) < LONGEST_SECONDS) return claims;
      } catch (error) {
        if (error instanceof errors.JWTExpired) {
          throw new HttpError(401, 'token_expired', 'The token has expired. Ask for a new one.');
        }
        throw new HttpError(401, 'token_invalid', 'The token is not valid. Ask for a new one.');
      }
      throw new HttpError(401, 'token_expired', 'The conversation is too old. Begin a new one.');
    },
  };
}

interface Verified {
  readonly claims: Claims;
  /** Seconds since 1970. */
  readonly expiresAt: number;
  readonly isStream: boolean;
}

const HEADER = encode({ alg: 'HS256' });

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
