import type { Server } from 'restify';
import { z } from 'zod';
import { LANGUAGES } from '../../../../intents/text.ts';
import { changeSchema } from '../../../content/changes.ts';
import { readJson } from '../../../http/endpoint.ts';
import type { Draft, Drafts } from '../../../publishing/drafts.ts';
import type { LiveContent } from '../../../publishing/live.ts';
import type { Preview } from '../../../publishing/preview.ts';
import type { Store } from '../../../store/open.ts';
import * as queries from '../../../store/queries/index.ts';
import type { Guard, Visit } from '../guard.ts';
import { idInPath } from '../request.ts';
import { areForAll, checkPublisher, checkScope, guardEditors, PUBLISHERS } from './editors.ts';
import { oneLine } from './one-line.ts';
import { itemsOf, refusalsIn, summaryOf, versionOf } from './shown.ts';

/** Changes in one draft: more is an import. */
const MOST = 200;

const changes = z.array(changeSchema).max(MOST);
const revision = z.int();
const draftSchema = z.strictObject({ title: oneLine(100) });
const changeBody = z.strictObject({ revision, base: z.int().min(0), changes });
const storedSchema = z.strictObject({
  chartVersion: z.int(),
  locale: z.enum(LANGUAGES),
  academy: z.string().nullable(),
  spokenAt: z.number().nullable(),
  snapshot: z.string().nullable(),
  backStack: z.array(z.string()),
  resumePoint: z.string().nullable(),
});
const said = z.strictObject({
  text: z.string().max(1000).optional(),
  choice: z.string().max(100).optional(),
});
const previewBody = z.strictObject({ academy: z.string(), stored: storedSchema.nullable(), said });
const publishBody = z.strictObject({ revision, reason: oneLine(500) });

export interface DraftEndpointsParts {
  readonly guard: Guard;
  readonly store: Pick<Store, 'db'>;
  readonly content: LiveContent;
  readonly drafts: Drafts;
  readonly preview: Preview;
}

/** Drafting, trying and publishing: editors draft, leads publish what is of their academies. */
export function addDrafts(
  server: Server,
  { guard, store, content, drafts, preview }: DraftEndpointsParts,
): void {
  const on = guardEditors(guard);

  server.post(
    '/desk/api/content/drafts',
    on(async ({ actor, request }) =>
      summaryOf(await drafts.begin(actor, readJson(request, draftSchema).title)),
    ),
  );

  server.get(
    '/desk/api/content/drafts/:id',
    on(async ({ request, locale }) => whole(await drafts.get(idInPath(request)), locale)),
  );

  server.put(
    '/desk/api/content/drafts/:id',
    on(async ({ actor, request, locale }) => {
      const { revision, base, changes } = readJson(request, changeBody);
      checkScope(actor, changes);
      return whole(await drafts.change(idInPath(request), revision, changes, base, actor), locale);
    }),
  );

  server.post(
    '/desk/api/content/drafts/:id/discard',
    on(async ({ actor, request }) => {
      await drafts.discard(
        idInPath(request),
        readJson(request, z.strictObject({ revision })).revision,
        actor,
      );
      return {};
    }),
  );

  server.post(
    '/desk/api/content/drafts/:id/publish',
    on(async ({ actor, request }) => {
      const { revision, reason } = readJson(request, publishBody);
      checkPublisher(actor, (await drafts.get(idInPath(request))).changes);
      const version = await drafts.publish(idInPath(request), revision, reason, actor);
      await content.refresh();
      return { version };
    }, PUBLISHERS),
  );

  server.post(
    '/desk/api/content/check',
    on(async ({ request, locale }) => {
      const { changes: typed } = readJson(request, z.strictObject({ changes }));
      return { refusals: refusalsIn(await drafts.check(typed), locale) };
    }),
  );

  server.post(
    '/desk/api/content/drafts/:id/preview',
    on(async ({ request, locale }) => {
      const { academy, stored, said } = readJson(request, previewBody);
      const { changes } = await drafts.get(idInPath(request));
      return preview(await drafts.over(changes), { locale, academy }, stored, said);
    }),
  );

  /** The names of the leads who answer for all academies. */
  async function leadsOfAll(): Promise<string[]> {
    const agents = await queries.listAgents(store.db);
    return agents
      .filter(
        ({ role, academies, disabledAt }) => role === 'lead' && academies === '"*"' && disabledAt === null,
      )
      .map(({ name }) => name);
  }

  async function whole(draft: Draft, locale: Visit['locale']) {
    const meanwhile = await drafts.meanwhile(draft);
    return {
      ...summaryOf(draft),
      newest: content.newest(),
      // Who is told to whom to turn, where not every lead will do.
      publishers: areForAll(draft.changes) ? await leadsOfAll() : null,
      changes: await drafts.compare(draft.changes),
      items: itemsOf(await drafts.published(), draft),
      refusals: refusalsIn(await drafts.check(draft.changes), locale),
      ...(meanwhile && { meanwhile: versionOf(meanwhile) }),
    };
  }
}
