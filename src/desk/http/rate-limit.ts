import type { Request } from 'restify';
import { createBuckets } from '../../http/buckets.ts';
import { createCallerAddress } from '../../http/caller-address.ts';
import { HttpError } from '../../http/errors.ts';

/** Attempts to sign in of one address within a minute. An academy's staff may share one. */
const ATTEMPTS = 60;

/** Throws `HttpError` 429 where an address tries too often. */
export type RateLimit = (request: Request) => void;

/** Counts attempts in memory; `proxies` are those whose word on addresses counts. */
export function createRateLimit(proxies: readonly string[], now: () => number): RateLimit {
  const addressOf = createCallerAddress(proxies);
  const take = createBuckets(ATTEMPTS, now);
  return (request) => {
    const wait = take(addressOf(request));
    if (wait === 0) return;
    const seconds = Math.ceil(wait / 1000);
    throw new HttpError(429, 'too_many_attempts', `Too many attempts. Try again in ${seconds} seconds.`);
  };
}
