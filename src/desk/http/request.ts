import type { Request } from 'restify';

/** The case that a path names. */
export function idInPath(request: Request): string {
  return String(request.params.id);
}

/** The query of a request. */
export function queryOf(request: Request): URLSearchParams {
  return new URLSearchParams(request.getQuery());
}
