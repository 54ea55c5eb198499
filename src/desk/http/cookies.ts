import type { Request } from 'restify';

/** The cookie of a session. */
export const SESSION_COOKIE = 'permanence_desk';
/** The cookie of a sign-in that is under way. */
export const PENDING_COOKIE = 'permanence_sign_in';

/** The value of a request's cookie, if it has one. */
export function readCookie(request: Request, name: string): string | undefined {
  return (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

/** A `Set-Cookie` header that only our own pages' requests bring back. `seconds` 0 removes the cookie. */
export function setCookie(name: string, value: string, seconds: number, secure: boolean): string {
  // Lax, not Strict: the way back from the issuer is a navigation from another site.
  return `${name}=${value}; Path=/desk; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}
