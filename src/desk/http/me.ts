import type { Server } from 'restify';
import { z } from 'zod';
import { UNKNOWN_ACADEMY } from '../../../dialogs/knowledge/academy.ts';
import type { Knowledge } from '../../../dialogs/knowledge/values.ts';
import { TROUBLES } from '../../../intents/labels.ts';
import { readJson } from '../../http/endpoint.ts';
import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import { OUTCOMES } from '../cases/types.ts';
import { inScope, ROLES, takesCases } from '../sign-in/roles.ts';
import type { Sessions } from '../sign-in/sessions.ts';
import { SESSION_COOKIE, setCookie } from './cookies.ts';
import type { Guard } from './guard.ts';
import type { OwnOrigin } from './own-origin.ts';

const presenceSchema = z.strictObject({ state: z.enum(['available', 'away']) });

export interface MeParts {
  readonly guard: Guard;
  readonly store: Store;
  readonly sessions: Sessions;
  readonly origin: OwnOrigin;
  readonly knowledge: Knowledge;
  /** Whether sign-in by OpenID Connect is set up. */
  readonly oidc: boolean;
  /** Whether a ticket system is set up. */
  readonly tickets: boolean;
  /** Closes the streams of a session. */
  readonly hangUp: (sessionHash: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Who is signed in, what they may choose from, whether they take cases, and the way out. */
export function addMe(server: Server, parts: MeParts): void {
  const { guard, store, sessions, origin, knowledge, oidc, tickets, hangUp, now } = parts;
  const { academies, texts } = knowledge;

  server.get(
    '/desk/api/me',
    guard(async ({ actor, session, locale }) => {
      const presence = await queries.findPresence(store.db, actor.id);
      const { id, name, role, groups } = actor;
      const served = [...academies.values()].filter(
        (academy) => academy.id !== UNKNOWN_ACADEMY && inScope(actor.academies, academy.id),
      );
      return {
        status: 200,
        body: {
          agent: { id, name, role, academies: actor.academies, groups, locale },
          csrf: session.csrf,
          endsIn: session.endsIn,
          presence: presence?.state ?? 'away',
          academies: served.map((academy) => ({ id: academy.id, title: academy.title[locale] })),
          troubles: TROUBLES.map((trouble) => ({
            id: trouble,
            title: texts.render(locale, `trouble.${trouble}`, {}),
          })),
          outcomes: OUTCOMES.filter((outcome) => tickets || outcome !== 'ticket'),
          oidc,
        },
      };
    }, ROLES),
  );

  server.post(
    '/desk/api/me/session',
    guard(
      async ({ session }) => ({ status: 200, body: { endsIn: await sessions.prolong(session.hash) } }),
      ROLES,
    ),
  );

  server.put(
    '/desk/api/me/presence',
    guard(
      async ({ actor, request }) => {
        const { state } = readJson(request, presenceSchema);
        await queries.setPresence(store.db, { agentId: actor.id, state, seenAt: now() });
        store.bus.publish('presence', actor.id);
        return { status: 200, body: { presence: state } };
      },
      ['agent', 'lead'],
    ),
  );

  server.post(
    '/desk/api/sign-out',
    guard(async ({ actor, session }) => {
      await sessions.end(session.hash);
      hangUp(session.hash);
      if (takesCases(actor.role)) {
        await queries.setPresence(store.db, { agentId: actor.id, state: 'away', seenAt: now() });
        store.bus.publish('presence', actor.id);
      }
      return { status: 204, headers: { 'Set-Cookie': setCookie(SESSION_COOKIE, '', 0, origin.secure) } };
    }, ROLES),
  );
}
