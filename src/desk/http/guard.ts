import type { Request, RequestHandler } from 'restify';
import type { Language } from '../../../intents/text.ts';
import { endpoint, type HttpAnswer } from '../../http/endpoint.ts';
import { errorBody, HttpError } from '../../http/errors.ts';
import { requestLocale } from '../../http/locale.ts';
import { isSameSecret } from '../../http/same-secret.ts';
import { type Actor, CaseError, type CaseErrorCode } from '../cases/types.ts';
import type { Role } from '../sign-in/roles.ts';
import type { Session, Sessions } from '../sign-in/sessions.ts';
import { readCookie, SESSION_COOKIE } from './cookies.ts';
import type { OwnOrigin } from './own-origin.ts';

/** A request of somebody who is signed in. */
export interface Visit {
  readonly request: Request;
  readonly actor: Actor;
  readonly session: Session;
  readonly locale: Language;
}

export interface Guard {
  /** A handler for whoever is signed in and has one of the roles (all who see cases, if none are named). */
  (handle: (visit: Visit) => HttpAnswer | Promise<HttpAnswer>, roles?: readonly Role[]): RequestHandler;
  /** The session of a request. Throws `HttpError` 401. */
  admit(request: Request): Promise<Session>;
}

const SEE_CASES: readonly Role[] = ['agent', 'lead', 'auditor'];
const SAFE = ['GET', 'HEAD'];
const CASE_STATUS: Readonly<Record<CaseErrorCode, number>> = {
  'case.unknown': 404,
  'case.taken': 409,
  'case.stale': 409,
  'case.state': 409,
  'case.forbidden': 403,
};

/** Checks session, origin, CSRF token and role of each request, in this order. */
export function createGuard(sessions: Sessions, origin: OwnOrigin, oidc: boolean): Guard {
  async function admit(request: Request): Promise<Session> {
    const secret = readCookie(request, SESSION_COOKIE);
    const session = secret ? await sessions.find(secret) : undefined;
    if (!session) throw new HttpError(401, 'session', 'Sign in at /desk.');
    return session;
  }

  const guard = (
    handle: (visit: Visit) => HttpAnswer | Promise<HttpAnswer>,
    roles: readonly Role[] = SEE_CASES,
  ) =>
    endpoint(async (request) => {
      try {
        const session = await admit(request);
        const { actor } = session;
        if (!SAFE.includes(request.method ?? '')) checkChange(request, session, origin);
        if (!roles.includes(actor.role)) {
          throw new HttpError(
            403,
            'role',
            `This takes one of the roles ${roles.join(', ')}; yours is ${actor.role}.`,
          );
        }
        return await handle({ request, actor, session, locale: requestLocale(request) });
      } catch (error) {
        return refusal(error, oidc);
      }
    });
  return Object.assign(guard, { admit });
}

function checkChange(request: Request, session: Session, origin: OwnOrigin): void {
  if (!origin.allows(request))
    throw new HttpError(403, 'origin', 'Changes are taken from our own pages only.');
  const token = request.headers['x-csrf-token'];
  if (typeof token !== 'string' || !isSameSecret(token, session.csrf)) {
    throw new HttpError(403, 'csrf', 'Send the header x-csrf-token with the value of /desk/api/me.');
  }
}

/** Errors that a page acts on; the rest goes on to the one error handler. */
function refusal(error: unknown, oidc: boolean): HttpAnswer {
  if (error instanceof HttpError && error.statusCode === 401) {
    return { status: 401, body: { ...errorBody(error.code, error.message), oidc } };
  }
  if (!(error instanceof CaseError)) throw error;
  const { code, message, by } = error;
  return { status: CASE_STATUS[code], body: { error: { code, message, ...(by && { by }) } } };
}
