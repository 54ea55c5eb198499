import type { Server } from 'restify';
import { z } from 'zod';
import { LANGUAGES } from '../../../../intents/text.ts';
import { type Change, changeSchema } from '../../../content/changes.ts';
import type { ContentFiles } from '../../../content/files.ts';
import { cleanText } from '../../../http/clean-text.ts';
import { readJson } from '../../../http/endpoint.ts';
import { HttpError } from '../../../http/errors.ts';
import type { Draft, Drafts } from '../../../publishing/drafts.ts';
import type { LiveContent } from '../../../publishing/live.ts';
import type { Preview } from '../../../publishing/preview.ts';
import { type PublishParts, undo } from '../../../publishing/publish.ts';
import { ownerOfChange } from '../../../publishing/scope.ts';
import type { Version } from '../../../publishing/types.ts';
import { readVersions } from '../../../publishing/versions.ts';
import type { Store } from '../../../store/open.ts';
import * as queries from '../../../store/queries/index.ts';
import type { Actor } from '../../cases/types.ts';
import { inScope } from '../../sign-in/roles.ts';
import type { Guard, Visit } from '../guard.ts';
import { idInPath } from '../request.ts';
import { type Item, itemIn, itemOf } from './items.ts';
import { refusing } from './refusals.ts';

/** Who may draft, and who may publish. */
export const EDITORS = ['editor', 'lead'] as const;
const PUBLISHERS = ['lead'] as const;
/** Changes in one draft: more is an import. */
const MOST = 200;
/** Acts that the history shows. */
const HISTORY = 200;

const line = (longest: number) => z.string().transform(cleanText).pipe(z.string().trim().min(1).max(longest));
const changes = z.array(changeSchema).max(MOST);
const revision = z.int();
const draftSchema = z.strictObject({ title: line(100) });
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
const publishBody = z.strictObject({ revision, reason: line(500) });

export interface RoomParts {
  readonly guard: Guard;
  readonly store: Store;
  readonly content: LiveContent;
  readonly drafts: Drafts;
  readonly preview: Preview;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Drafting, publishing and undoing: editors draft, leads publish what is of their academies. */
export function addRoom(server: Server, { guard, store, content, drafts, preview, now }: RoomParts): void {
  const parts: PublishParts = { store, origin: content.origin };
  const on = (work: (visit: Visit) => Promise<object>, roles: readonly ('editor' | 'lead')[] = EDITORS) =>
    guard(
      async (visit) => refusing(visit.locale, async () => ({ status: 200, body: await work(visit) })),
      roles,
    );

  server.get(
    '/desk/api/content',
    on(async ({ actor }) => {
      const versions = await readVersions(store.db);
      const audit = await queries.contentAudit(store.db, HISTORY);
      return {
        version: content.current().version,
        newest: versions.at(-1)?.number ?? 0,
        publishes: actor.role === 'lead',
        drafts: (await drafts.list()).map(summaryOf),
        versions: versions.toReversed().map(versionOf),
        acts: audit.map(({ draftId, version, agentName, action, detail, createdAt }) => ({
          ...{ draft: draftId, version, by: agentName, action, detail, at: createdAt },
        })),
      };
    }),
  );

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
    '/desk/api/content/versions/:id/undo',
    on(async ({ actor, request }) => {
      const { reason } = readJson(request, publishBody.pick({ reason: true }));
      const number = Number(idInPath(request));
      const version = (await readVersions(store.db)).find((one) => one.number === number);
      checkPublisher(actor, version?.changes ?? []);
      const undone = await undo(parts, number, { by: actor, reason, at: now() });
      await content.refresh();
      return { version: undone };
    }, PUBLISHERS),
  );

  server.post(
    '/desk/api/content/check',
    on(async ({ request, locale }) => {
      const { changes: typed } = readJson(request, z.strictObject({ changes }));
      return { refusals: toldIn(await drafts.check(typed), locale) };
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

  async function whole(draft: Draft, locale: Visit['locale']) {
    const meanwhile = await drafts.meanwhile(draft);
    return {
      ...summaryOf(draft),
      newest: content.newest(),
      changes: await drafts.compare(draft.changes),
      items: items(await drafts.published(), draft),
      refusals: toldIn(await drafts.check(draft.changes), locale),
      ...(meanwhile && { meanwhile: versionOf(meanwhile) }),
    };
  }
}

/** What the draft's forms are about, as it is published. */
function items(files: ContentFiles, { changes }: Draft): Item[] {
  const names = new Map(changes.map((change) => [JSON.stringify(itemOf(change)), itemOf(change)]));
  return [...names.values()].map((name) => itemIn(files, name));
}

function toldIn(refusals: Awaited<ReturnType<Drafts['check']>>, locale: Visit['locale']) {
  return refusals.map(({ file, path, key, reason }) => ({ file, path, key, reason: reason[locale] }));
}

function summaryOf({ id, title, base, revision, changes, by, at }: Draft) {
  return { id, title, base, revision, count: changes.length, by: by.name, at };
}

function versionOf({ number, changes, reason, by, undoes, at }: Version) {
  return { number, changes, reason, by: by.name, undoes, at };
}

/** Nobody drafts what is of the program, or of academies that are not theirs. */
function checkScope(actor: Actor, wanted: readonly Change[]): void {
  for (const change of wanted) {
    const owner = ownerOfChange(change);
    const own = owner === '*' || owner === 'any' || (owner !== undefined && inScope(actor.academies, owner));
    if (!own) throw new HttpError(403, 'scope', `${change.file}: expected content that you may change.`);
  }
}

/** What is everybody's is published by who answers for all academies. */
function checkPublisher(actor: Actor, wanted: readonly Change[]): void {
  checkScope(actor, wanted);
  if (actor.academies !== '*' && wanted.some((change) => ownerOfChange(change) === '*'))
    throw new HttpError(
      403,
      'scope_all',
      'Texts and answers are published by who answers for all academies.',
    );
}
