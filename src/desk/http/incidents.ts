import { randomUUID } from 'node:crypto';
import type { Server } from 'restify';
import { z } from 'zod';
import { SEVERITIES, SYSTEMS } from '../../../dialogs/case/incident.ts';
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
import { noteIncident } from '../incidents/audit.ts';
import { toIncident } from '../incidents/board.ts';
import { answersFor, concerns, maySpeakFor } from '../incidents/scope.ts';
import type { Visit } from './guard.ts';
import { idInPath } from './request.ts';
import { type SuggestionsParts, suggestionsFor } from './suggestions.ts';

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

export type IncidentsParts = SuggestionsParts;

/** Notices that something is out of order: who sees the desk sees them, leads publish and lift them. */
export function addIncidents(server: Server, parts: IncidentsParts): void {
  const { guard, store, knowledge, now } = parts;

  server.get(
    '/desk/api/incidents',
    guard(async (visit) => {
      const { actor } = visit;
      const incidents = await incidentsFor(actor, store, now());
      const suggestions = actor.role === 'lead' ? await suggestionsFor(visit, parts) : [];
      return { status: 200, body: { incidents, suggestions, systems: Object.keys(SYSTEMS) } };
    }),
  );

  server.post(
    '/desk/api/incidents',
    guard(
      async (visit) => {
        const { academies, startsAt = now(), ...notice } = readJson(visit.request, publishSchema);
        if (!maySpeakFor(visit.actor, academies, knowledge))
          throw new HttpError(403, 'scope', 'academies: expected academies that you answer for.');
        checkText(visit, [notice.fr, notice.en], knowledge);
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
          await noteIncident(trx, visit.actor, id, 'published', now());
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
          const row = (await queries.unresolvedIncidents(trx, now())).find((one) => one.id === id);
          if (!row || !answersFor(actor, row) || !(await queries.liftIncident(trx, id, now())))
            throw new HttpError(404, 'incident_unknown', 'There is no such incident under way.');
          await noteIncident(trx, actor, id, 'lifted', now());
        });
        store.bus.publish('incident', id);
        return { status: 204 };
      },
      ['lead'],
    ),
  );
}

/** What is out of order in somebody's academies, with who did what with it. */
async function incidentsFor(actor: Actor, { db }: Pick<Store, 'db'>, at: number): Promise<object[]> {
  const rows = (await queries.unresolvedIncidents(db, at)).filter((row) => concerns(actor, row));
  const ids = rows.map(({ id }) => id);
  const audit = Map.groupBy(await queries.incidentAudit(db, ids), ({ incidentId }) => incidentId);
  return rows.map((row) => ({
    ...toIncident(row),
    ...{ startsAt: row.startsAt, endsAt: row.endsAt },
    audit: (audit.get(row.id) ?? []).map(({ action, agentName, createdAt }) => ({
      ...{ action, by: agentName, at: createdAt },
    })),
  }));
}

/** A notice is read by everybody, and passes the same gate as the texts. Throws `HttpError` 422. */
function checkText({ locale }: Visit, texts: readonly string[], { academies }: Knowledge): void {
  const domains = [...academies.values()].flatMap((academy) => academy.domains);
  const found = texts.flatMap((one) => findUnsafe(one, domains))[0];
  if (found) throw new HttpError(422, 'unsafe', reasonOf(found.kind, found.quote, locale));
}
