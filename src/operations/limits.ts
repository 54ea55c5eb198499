import type { Request, Response, Server } from 'restify';
import type { Tokens } from '../channels/webchat/token.ts';
import type { Config } from '../config/config.ts';
import { createBuckets } from '../http/buckets.ts';
import { createCallerAddress } from '../http/caller-address.ts';
import { HttpError } from '../http/errors.ts';
import type { Turns } from '../turn/run-turn.ts';

/** What is counted: requests of an address, conversations that it begins, requests with a token, messages of a conversation. */
export type LimitRule = 'address' | 'new' | 'token' | 'conversation';

/** Probes and scrapers come often; all of Teams comes from a few addresses of Microsoft's, and is known by its signature. */
const UNCOUNTED = new Set(['/healthz', '/readyz', '/metrics', '/api/messages']);
const BEGINS = '/webchat/token';

export interface Limits {
  /** Counts the requests of each address; those over the limit are answered with 429 before they cost anything. */
  addTo(server: Server): void;
  /** The same, with each conversation's messages counted: a run over the limit throws `HttpError` 429. */
  turns(turns: Turns): Turns;
  /** The same, with each conversation's requests counted: a token over the limit throws `HttpError` 429. */
  tokens(tokens: Tokens): Tokens;
}

/** The rate limits of this instance, in its memory. `limited` hears of each request that is refused. */
export function createLimits(config: Config, now: () => number, limited: (rule: LimitRule) => void): Limits {
  if (config.RATE_LIMITS === 'off') {
    return { addTo: () => {}, turns: (turns) => turns, tokens: (tokens) => tokens };
  }
  const addressOf = createCallerAddress(config.TRUSTED_PROXIES);
  const takes = {
    address: createBuckets(config.RATE_ADDRESS, now),
    new: createBuckets(config.RATE_NEW, now),
    token: createBuckets(config.RATE_TOKEN, now),
    conversation: createBuckets(config.RATE_CONVERSATION, now),
  } satisfies Record<LimitRule, unknown>;

  function count(rule: LimitRule, key: string): void {
    const wait = takes[rule](key);
    if (wait === 0) return;
    limited(rule);
    const seconds = String(Math.ceil(wait / 1000));
    throw new HttpError(429, `limit_${rule}`, `Too many requests. Try again in ${seconds} s.`, {
      'Retry-After': seconds,
    });
  }

  return {
    addTo: (server) => {
      server.pre((request: Request, _: Response, next: (error?: unknown) => void) => {
        const path = request.path();
        if (UNCOUNTED.has(path)) return next();
        try {
          const address = addressOf(request);
          count('address', address);
          if (path === BEGINS && request.method === 'POST') count('new', address);
          next();
        } catch (error) {
          next(error);
        }
      });
    },
    turns: (turns) => ({
      ...turns,
      run: async (input) => {
        count('conversation', input.conversationId);
        return turns.run(input);
      },
    }),
    tokens: (tokens) => ({
      ...tokens,
      verify: async (token, options) => {
        const claims = await tokens.verify(token, options);
        count('token', claims.conversationId);
        return claims;
      },
    }),
  };
}
