import { randomUUID } from 'node:crypto';
import type { Server } from 'restify';
import { z } from 'zod';
import { SEVERITIES, SYSTEMS, systemsBehind } from '../../../dialogs/case/incident.ts';
import { academyOf, UNKNOWN_ACADEMY } from '../../../dialogs/knowledge/academy.ts';
import { findUnsafe } from '../../../dialogs/knowledge/safety.ts';
import type { Knowledge } from '../../../dialogs/knowledge/values.ts';
import { reasonOf } from '../../content/reasons.ts';
import { cleanText } from '../../http/clean-text.ts';
import { readJson } from '../../http/endpoint.ts';
import { HttpError } from '../../http/errors.ts';
import { identifier } from '../../http/identifier.ts';
import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import type { Actor } from '../cases/types.ts';
import { toIncident } from '../incidents/board.ts';
import { openSuggestions } from '../incidents/suggestions.ts';
import { inScope } from '../sign-in/roles.ts';
import type { Guard, Visit } from './guard.ts';
import { idInPath } from './request.ts';

/** Characters of a notice in one language: with what the bot adds it has to fit a phone. */
const MAX_TEXT = 200;

const text = z.string().transform(cleanText).pipe(z.string().trim().min(1).max(MAX_TEXT));
const publishSchema = z.strictObject({
  academies: z.union([z.literal('*'), z.array(identifier(100)).min(1)]),
  system: z.enum(Object.keys(SYSTEMS) as [keyof typeof SYSTEMS]),
  severity: z.enum(SEVERITIES),
  fr: text,
  en: text,
  /** Milliseconds since 1970; at once unless given. */
  startsAt: z.int().optional(),
  /** Milliseconds since 1970; null: until it is lifted. */
  endsAt: z.int().nullable(),
});

export interface IncidentsParts {
  readonly guard: Guard;
  readonly store: Store;
  readonly knowledge: Knowledge;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Notices that something is out of order: who sees the desk sees them, leads publish and lift them. */
export function addIncidents(server: Server, { guard, store, knowledge, now }: IncidentsParts): void {
  const domains = [...knowledge.academies.values()].flatMap((academy) => academy.domains);

  server.get(
    '/desk/api/incidents',
    guard(async (visit) => {
      const { actor } = visit;
      const rows = (await queries.openIncidents(store.db, now())).filter((row) => concerns(actor, row));
      const audit = await queries.incidentAudit(
        store.db,
        rows.map(({ id }) => id),
      );
      const acts = (id: string) =>
        audit
          .filter(({ incidentId }) => incidentId === id)
          .map(({ action, agentName, createdAt }) => ({ action, by: agentName, at: createdAt }));
      const incidents = rows.map((row) => ({
        ...toIncident(row),
        ...{ startsAt: row.startsAt, endsAt: row.endsAt, audit: acts(row.id) },
      }));
      const suggestions = actor.role === 'lead' ? await suggestionsFor(visit) : [];
      return { status: 200, body: { incidents, suggestions, systems: Object.keys(SYSTEMS) } };
    }),
  );

  server.post(
    '/desk/api/incidents',
    guard(
      async (visit) => {
        const { academies, startsAt = now(), ...notice } = readJson(visit.request, publishSchema);
        checkScope(visit.actor, academies);
        checkText(visit, [notice.fr, notice.en]);
        if (notice.endsAt !== null && notice.endsAt <= Math.max(now(), startsAt))
          throw new HttpError(
            400,
            'bad_request',
            'endsAt: expected a time that is still to come, and after startsAt.',
          );
        const id = randomUUID();
        const row = { id, ...notice, academies: JSON.stringify(academies), startsAt, liftedAt: null };
        await store.transact(async (trx) => {
          await queries.addIncident(trx, row);
          await note(trx, visit.actor, id, 'published');
        });
        store.bus.publish('incident', id);
        return { status: 201, body: { id } };
      },
      ['lead'],
    ),
  );

  server.post(
    '/desk/api/incidents/:id/lift',
    guard(
      async ({ actor, request }) => {
        const id = idInPath(request);
        await store.transact(async (trx) => {
          const row = (await queries.openIncidents(trx, now())).find((one) => one.id === id);
          if (!row || !answersFor(actor, row) || !(await queries.liftIncident(trx, id, now())))
            throw new HttpError(404, 'incident_unknown', 'There is no such incident under way.');
          await note(trx, actor, id, 'lifted');
        });
        store.bus.publish('incident', id);
        return { status: 204 };
      },
      ['lead'],
    ),
  );

  server.post(
    '/desk/api/incidents/suggestions/:id/dismiss',
    guard(
      async ({ actor, request }) => {
        const id = idInPath(request);
        await store.transact(async (trx) => {
          const found = (await openSuggestions(trx, now(), [])).find((one) => one.id === id);
          if (
            !found ||
            !inScope(actor.academies, found.academy) ||
            !(await queries.dismissSuggestion(trx, id, now()))
          )
            throw new HttpError(404, 'suggestion_unknown', 'There is no such suggestion any more.');
          await note(trx, actor, id, 'dismissed');
        });
        store.bus.publish('incident', id);
        return { status: 204 };
      },
      ['lead'],
    ),
  );

  /** What rises above its usual in the academies of a lead; each with the systems that may be behind it. */
  async function suggestionsFor({ actor, locale }: Visit): Promise<object[]> {
    const at = now();
    const told = (await queries.openIncidents(store.db, at))
      .filter(({ startsAt }) => startsAt <= at)
      .map(toIncident);
    const open = await openSuggestions(store.db, at, told);
    return open
      .filter(({ academy }) => inScope(actor.academies, academy))
      .map(({ id, academy, trouble, arithmetic, firstAt, lastAt }) => ({
        ...{ id, academy, trouble, ...arithmetic, firstAt, lastAt },
        title: knowledge.texts.phrases(locale, `trouble.${trouble}`, {}).title,
        academyName: academyOf(knowledge.academies, academy).title[locale],
        systems: systemsBehind(trouble),
      }));
  }

  async function note(trx: queries.Trx, actor: Actor, incidentId: string, action: string): Promise<void> {
    const { id: agentId, name: agentName } = actor;
    await queries.addIncidentAudit(trx, {
      ...{ id: randomUUID(), incidentId, agentId, agentName, action, createdAt: now() },
    });
  }

  /** Nobody speaks for academies that are not theirs, or for all. */
  function checkScope(actor: Actor, academies: readonly string[] | '*'): void {
    const known = (id: string) => id !== UNKNOWN_ACADEMY && knowledge.academies.has(id);
    const allowed =
      academies === '*'
        ? actor.academies === '*'
        : academies.every((id) => known(id) && inScope(actor.academies, id));
    if (!allowed) throw new HttpError(403, 'scope', 'academies: expected academies that you answer for.');
  }

  /** A notice is read by everybody, and passes the same gate as the texts. */
  function checkText({ locale }: Visit, texts: readonly string[]): void {
    const found = texts.flatMap((one) => findUnsafe(one, domains))[0];
    if (found) throw new HttpError(422, 'unsafe', reasonOf(found.kind, found.quote, locale));
  }
}

function concerns(actor: Actor, row: queries.IncidentRow): boolean {
  const { academies } = toIncident(row);
  return academies === '*' || academies.some((id) => inScope(actor.academies, id));
}

function answersFor(actor: Actor, row: queries.IncidentRow): boolean {
  const { academies } = toIncident(row);
  return academies === '*' ? actor.academies === '*' : academies.every((id) => inScope(actor.academies, id));
}
