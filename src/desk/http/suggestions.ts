import type { Server } from 'restify';
import { systemsBehind } from '../../../dialogs/case/incident.ts';
import { academyOf } from '../../../dialogs/knowledge/academy.ts';
import type { Knowledge } from '../../../dialogs/knowledge/values.ts';
import { HttpError } from '../../http/errors.ts';
import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import { noteIncident } from '../incidents/audit.ts';
import { toIncident } from '../incidents/board.ts';
import { pendingSuggestions } from '../incidents/suggestions.ts';
import { inScope } from '../sign-in/roles.ts';
import type { Guard, Visit } from './guard.ts';
import { idInPath } from './request.ts';

export interface SuggestionsParts {
  readonly guard: Guard;
  readonly store: Store;
  readonly knowledge: Knowledge;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Leads dismiss what is no incident; it is not suggested again that day. */
export function addSuggestions(server: Server, { guard, store, now }: SuggestionsParts): void {
  server.post(
    '/desk/api/incidents/suggestions/:id/dismiss',
    guard(
      async ({ actor, request }) => {
        const id = idInPath(request);
        await store.transact(async (trx) => {
          const found = (await pendingSuggestions(trx, now(), [])).find((one) => one.id === id);
          if (
            !found ||
            !inScope(actor.academies, found.academy) ||
            !(await queries.dismissSuggestion(trx, id, now()))
          )
            throw new HttpError(404, 'suggestion_unknown', 'There is no such suggestion any more.');
          await noteIncident(trx, actor, id, 'dismissed', now());
        });
        store.bus.publish('incident', id);
        return { status: 204 };
      },
      ['lead'],
    ),
  );
}

/** What rises above its usual in the academies of a lead; each with the systems that may be behind it. */
export async function suggestionsFor(
  { actor, locale }: Visit,
  { store, knowledge, now }: SuggestionsParts,
): Promise<object[]> {
  const at = now();
  const told = (await queries.unresolvedIncidents(store.db, at))
    .filter(({ startsAt }) => startsAt <= at)
    .map(toIncident);
  const open = await pendingSuggestions(store.db, at, told);
  return open
    .filter(({ academy }) => inScope(actor.academies, academy))
    .map(({ id, academy, trouble, arithmetic, firstAt, lastAt }) => ({
      ...{ id, academy, trouble, ...arithmetic, firstAt, lastAt },
      title: knowledge.texts.phrases(locale, `trouble.${trouble}`, {}).title,
      academyName: academyOf(knowledge.academies, academy).title[locale],
      systems: systemsBehind(trouble),
    }));
}
