import type { Request, Response, Server } from 'restify';
import type { Tokens } from '../channels/webchat/token.ts';
import type { Config } from '../config/config.ts';
import type { Allowance } from '../desk/deps.ts';
import { createBuckets } from '../http/buckets.ts';
import type { CallerAddress } from '../http/caller-address.ts';
import { HttpError } from '../http/errors.ts';
import type { Turns } from '../turn/run-turn.ts';
import type { TurnRequest } from '../turn/types.ts';

/**
 * What is counted a minute: requests of an address, conversations that it begins, requests with a token, messages of a
 * conversation and of an address; and an hour, of an address and in all: requests to people, and tickets among them.
 */
export type LimitRule = 'address' | 'new' | 'token' | 'conversation' | 'messages' | 'cases' | 'tickets';

/** Probes and scrapers come often; all of Teams comes from a few addresses of Microsoft's, and is known by its signature. */
const UNCOUNTED = new Set(['/healthz', '/readyz', '/metrics', '/api/messages']);
const HOUR = 3_600_000;
/** Characters after which a message counts as one more. */
const LONG = 500;
/** The key of what is counted for all together. */
const ALL = '*';

export interface Limits {
  /**
   * Counts the requests of each address, and the conversations that it begins by POST to a path; those over the limit are
   * answered with 429 before they cost anything.
   */
  addTo(server: Server, beginsAt: string): void;
  /** The same, with the messages of each conversation and address counted: a run over the limit throws `HttpError` 429. */
  turns(turns: Turns): Turns;
  /** The same, with each conversation's requests counted: a token over the limit throws `HttpError` 429. */
  tokens(tokens: Tokens): Tokens;
  /** How many requests to people there may be; none where there is no limit. */
  readonly allowance?: Allowance;
}

/** The rate limits of this instance, in its memory. `limited` hears of each request that is refused. */
export function createLimits(
  config: Config,
  addressOf: CallerAddress,
  now: () => number,
  limited: (rule: LimitRule) => void,
): Limits {
  if (config.RATE_LIMITS === 'off') {
    return { addTo: () => {}, turns: (turns) => turns, tokens: (tokens) => tokens };
  }
  const takes = {
    address: createBuckets(config.RATE_ADDRESS, now),
    new: createBuckets(config.RATE_NEW, now),
    token: createBuckets(config.RATE_TOKEN, now),
    conversation: createBuckets(config.RATE_CONVERSATION, now),
    messages: createBuckets(config.RATE_MESSAGES, now),
  };
  const hourly = (most: number) => createBuckets(most, now, { period: HOUR });
  const people = {
    cases: { each: hourly(config.RATE_CASES_ADDRESS), all: hourly(config.RATE_CASES) },
    tickets: { each: hourly(config.RATE_TICKETS_ADDRESS), all: hourly(config.RATE_TICKETS) },
  };

  function count(rule: keyof typeof takes, key: string, by = 1): void {
    const wait = takes[rule](key, by);
    if (wait === 0) return;
    limited(rule);
    const seconds = String(Math.ceil(wait / 1000));
    throw new HttpError(429, `limit_${rule}`, `Too many requests. Try again in ${seconds} s.`, {
      'Retry-After': seconds,
    });
  }

  return {
    addTo: (server, beginsAt) => {
      server.server.maxConnections = config.MAX_CONNECTIONS;
      server.pre((request: Request, _: Response, next: () => void) => {
        const path = request.path();
        if (UNCOUNTED.has(path)) return next();
        const address = addressOf(request);
        count('address', address);
        if (path === beginsAt && request.method === 'POST') count('new', address);
        next();
      });
    },
    turns: (turns) => ({
      ...turns,
      run: async (input) => {
        const by = weightOf(input);
        count('conversation', input.conversationId, by);
        if (input.caller !== undefined) count('messages', input.caller, by);
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
    allowance: {
      left: (kind, caller) => {
        const { each, all } = people[kind];
        const left = all(ALL, 0) === 0 && (caller === undefined || each(caller, 0) === 0);
        if (!left) limited(kind);
        return left;
      },
      take: (kind, caller) => {
        people[kind].all(ALL);
        if (caller !== undefined) people[kind].each(caller);
      },
    },
  };
}

/** A page of text weighs as much as the messages that it is as long as: what is kept of it is as long, too. */
function weightOf({ event }: TurnRequest): number {
  return event.type === 'message' ? Math.max(1, Math.ceil(event.text.length / LONG)) : 1;
}
