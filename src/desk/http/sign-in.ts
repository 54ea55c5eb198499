import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Request, Server } from 'restify';
import type { Knowledge } from '../../../dialogs/knowledge/values.ts';
import { endpoint, type HttpAnswer } from '../../http/endpoint.ts';
import { HttpError } from '../../http/errors.ts';
import { requestLocale } from '../../http/locale.ts';
import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import { SignInError } from '../sign-in/errors.ts';
import { invitedBy, useInvitation } from '../sign-in/invitations.ts';
import type { Oidc, Person } from '../sign-in/oidc.ts';
import { openPending, PENDING_SECONDS, sealPending } from '../sign-in/pending-cookie.ts';
import { takesCases } from '../sign-in/roles.ts';
import { hashSecret } from '../sign-in/secrets.ts';
import { LONGEST, type Sessions } from '../sign-in/sessions.ts';
import { PENDING_COOKIE, readCookie, SESSION_COOKIE, setCookie } from './cookies.ts';
import type { OwnOrigin } from './own-origin.ts';
import { plainPage } from './plain-page.ts';
import type { RateLimit } from './rate-limit.ts';
import { queryOf } from './request.ts';

/** Characters of a link's token: 32 bytes in base64url. */
const TOKEN = /^[\w-]{43}$/;

export interface SignInParts {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly origin: OwnOrigin;
  readonly oidc: Oidc | undefined;
  /** Seals the cookie of a sign-in that is under way: 32 bytes in base64. */
  readonly cookieKey: string;
  readonly knowledge: Knowledge;
  readonly limit: RateLimit;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The two ways in: OpenID Connect, and one-time links. */
export function addSignIn(server: Server, parts: SignInParts): void {
  const { store, origin, oidc, cookieKey, knowledge, limit, log, now } = parts;
  const { texts } = knowledge;

  /** Answers what keeps somebody out as a page, since a browser shows it to a person. */
  const shown = (handle: (request: Request) => Promise<HttpAnswer>) =>
    endpoint(async (request) => {
      limit(request);
      try {
        return await handle(request);
      } catch (error) {
        if (!(error instanceof SignInError)) throw error;
        const { reason, status } = error;
        log[reason === 'unavailable' ? 'error' : 'info']({ err: error.cause, reason }, 'sign-in refused');
        return plainPage(texts, requestLocale(request), { status, text: `sign_in.${reason}` });
      }
    });

  server.get(
    '/desk/sign-in',
    shown(async (request) => {
      if (!oidc) throw new HttpError(404, 'oidc', 'Sign-in by OpenID Connect is not set up (OIDC_ISSUER).');
      const { url, pending } = await oidc.begin(`${origin.known(request)}/desk/callback`);
      const sealed = await sealPending(pending, cookieKey);
      return redirect(302, url.href, [setCookie(PENDING_COOKIE, sealed, PENDING_SECONDS, origin.secure)]);
    }),
  );

  server.get(
    '/desk/callback',
    shown(async (request) => {
      if (!oidc) throw new HttpError(404, 'oidc', 'Sign-in by OpenID Connect is not set up (OIDC_ISSUER).');
      const pending = await openPending(readCookie(request, PENDING_COOKIE), cookieKey);
      if (!pending) throw new SignInError('failed');
      const url = new URL(`${origin.known(request)}/desk/callback?${request.getQuery()}`);
      const agent = await saveFromIssuer(await oidc.finish(url, pending), parts);
      return enter(request, agent, 302, parts);
    }),
  );

  server.get(
    '/desk/invitation',
    shown(async (request) => {
      const token = queryOf(request).get('token') ?? '';
      const agent = TOKEN.test(token) && (await invitedBy(store.db, token, now()));
      if (!agent) throw new SignInError('link_over');
      const { name } = agent;
      // A GET changes nothing: mail programs open links to see what is behind them.
      return plainPage(texts, requestLocale(request), {
        status: 200,
        text: 'sign_in.invited',
        values: { name },
        token,
      });
    }),
  );

  server.post(
    '/desk/invitation',
    shown(async (request) => {
      if (!origin.allows(request)) {
        throw new HttpError(403, 'origin', 'Open the link itself and press the button there.');
      }
      const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
      const token = form.get('token') ?? '';
      if (!TOKEN.test(token)) throw new SignInError('link_over');
      return enter(request, await useInvitation(store, token, now()), 303, parts);
    }),
  );
}

/** Takes note of somebody as the issuer describes them now. Throws `SignInError` where they were shut out here. */
async function saveFromIssuer(
  { subject, name, role, academies }: Person,
  { store, now }: SignInParts,
): Promise<queries.AgentRow> {
  const at = now();
  const agent = await queries.saveAgent(store.db, {
    id: randomUUID(),
    name,
    role,
    academies: JSON.stringify(academies),
    groups: '[]',
    subject,
    disabledAt: null,
    createdAt: at,
    updatedAt: at,
  });
  if (agent.disabledAt !== null) throw new SignInError('disabled');
  return agent;
}

/** Begins a session in place of the browser's last one, and shows the desk. Whoever comes in is available. */
async function enter(
  request: Request,
  { id, role }: queries.AgentRow,
  status: 302 | 303,
  { store, sessions, origin, log, now }: SignInParts,
): Promise<HttpAnswer> {
  const last = readCookie(request, SESSION_COOKIE);
  if (last) await sessions.end(hashSecret(last));
  const secret = await sessions.begin(id);
  if (takesCases(role)) {
    await queries.setPresence(store.db, { agentId: id, state: 'available', seenAt: now() });
    store.bus.publish('presence', id);
  }
  log.info({ agent: id }, 'signed in');
  return redirect(status, `${origin.of(request)}${role === 'editor' ? '/desk/content' : '/desk'}`, [
    setCookie(SESSION_COOKIE, secret, LONGEST / 1000, origin.secure),
    setCookie(PENDING_COOKIE, '', 0, origin.secure),
  ]);
}

function redirect(status: number, location: string, cookies: string[]): HttpAnswer {
  return { status, headers: { Location: location, 'Set-Cookie': cookies } };
}
