import type { Request } from 'restify';
import { HttpError } from '../../http/errors.ts';
import { isLoopback } from '../../http/loopback.ts';

export interface OwnOrigin {
  /** The address under which the browser of a request reaches us, without a path. */
  of(request: Request): string;
  /**
   * The same for an issuer, who sends codes there: never what a stranger has written into a Host header. Throws `HttpError` 400
   * where it is not known.
   */
  known(request: Request): string;
  /** Whether a change comes from a page of ours. Programs that are no browser send no origin; the CSRF token binds them. */
  allows(request: Request): boolean;
  /** Whether cookies are for HTTPS only. */
  readonly secure: boolean;
}

/** Our own origin: `PUBLIC_URL`, or else the host that the browser asked. */
export function createOwnOrigin(publicUrl: string | undefined): OwnOrigin {
  const of = (request: Request) => publicUrl ?? `http://${request.headers.host ?? 'localhost'}`;
  return {
    of,
    known: (request) => {
      const own = of(request);
      if (publicUrl !== undefined || isLoopback(new URL(own).hostname)) return own;
      throw new HttpError(400, 'public_url', 'To sign in under this address, set PUBLIC_URL to it.');
    },
    secure: publicUrl?.startsWith('https:') ?? false,
    allows: (request) => {
      const { origin } = request.headers;
      const site = request.headers['sec-fetch-site'];
      if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
      return origin === undefined || origin === of(request);
    },
  };
}
