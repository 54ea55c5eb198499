import type { Request } from 'restify';

export interface OwnOrigin {
  /** The address under which the browser of a request reaches us, without a path. */
  of(request: Request): string;
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
    secure: publicUrl?.startsWith('https:') ?? false,
    allows: (request) => {
      const { origin } = request.headers;
      const site = request.headers['sec-fetch-site'];
      if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
      return origin === undefined || origin === of(request);
    },
  };
}
