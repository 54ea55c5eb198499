import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Request } from 'restify';
import { HttpError } from '../../http/errors.ts';

/** Attempts to sign in of one address within a minute. An academy's staff may share one. */
export const ATTEMPTS = 60;

/** Rejects with `HttpError` 429 where an address tries too often. */
export type RateLimit = (request: Request) => Promise<void>;

/** Counts in memory. Behind a proxy (`proxied`) the address is the one that the proxy names last. */
export function createRateLimit(proxied: boolean, points = ATTEMPTS): RateLimit {
  const limiter = new RateLimiterMemory({ points, duration: 60 });
  return async (request) => {
    try {
      await limiter.consume(addressOf(request, proxied));
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      const seconds = Math.ceil(error.msBeforeNext / 1000);
      throw new HttpError(429, 'too_many_attempts', `Too many attempts. Try again in ${seconds} seconds.`);
    }
  };
}

function addressOf(request: Request, proxied: boolean): string {
  const forwarded = proxied ? request.headers['x-forwarded-for'] : undefined;
  return (
    String(forwarded ?? '')
      .split(',')
      .at(-1)
      ?.trim() ||
    request.socket.remoteAddress ||
    'unknown'
  );
}
