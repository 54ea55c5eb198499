import type { Server } from 'restify';
import { z } from 'zod';
import { readJson } from '../../../http/endpoint.ts';
import type { Drafts } from '../../../publishing/drafts.ts';
import type { LiveContent } from '../../../publishing/live.ts';
import { undo } from '../../../publishing/publish.ts';
import { readVersions } from '../../../publishing/versions.ts';
import type { Store } from '../../../store/open.ts';
import * as queries from '../../../store/queries/index.ts';
import type { ReadTrainingStatus } from '../../../training/status.ts';
import type { Guard } from '../guard.ts';
import { idInPath } from '../request.ts';
import { checkPublisher, guardEditors, PUBLISHERS } from './editors.ts';
import { oneLine } from './one-line.ts';
import { summaryOf, versionOf } from './shown.ts';
import { trainingIn } from './training.ts';

/** Acts that the history shows. */
const HISTORY = 200;

const undoBody = z.strictObject({ reason: oneLine(500) });

export interface HistoryParts {
  readonly guard: Guard;
  readonly store: Store;
  readonly content: LiveContent;
  readonly drafts: Drafts;
  readonly trained: ReadTrainingStatus;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What is open and what was published, by whom; a lead takes a version back. */
export function addHistory(
  server: Server,
  { guard, store, content, drafts, trained, now }: HistoryParts,
): void {
  const on = guardEditors(guard);

  server.get(
    '/desk/api/content',
    on(async ({ actor, locale }) => {
      const { version, knowledge } = content.current();
      const versions = await readVersions(store.db);
      const audit = await queries.contentAudit(store.db, HISTORY);
      return {
        version,
        newest: versions.at(-1)?.number ?? 0,
        publishes: actor.role === 'lead',
        training: trainingIn(await trained(knowledge), knowledge.texts, locale),
        drafts: (await drafts.list()).map(summaryOf),
        versions: versions.toReversed().map(versionOf),
        acts: audit.map(({ draftId, version, agentName, action, detail, createdAt }) => ({
          ...{ draft: draftId, version, by: agentName, action, detail, at: createdAt },
        })),
      };
    }),
  );

  server.post(
    '/desk/api/content/versions/:id/undo',
    on(async ({ actor, request }) => {
      const { reason } = readJson(request, undoBody);
      const number = Number(idInPath(request));
      const version = (await readVersions(store.db)).find((one) => one.number === number);
      checkPublisher(actor, version?.changes ?? []);
      const undone = await undo({ store, origin: content.origin }, number, { by: actor, reason, at: now() });
      await content.refresh();
      return { version: undone };
    }, PUBLISHERS),
  );
}
