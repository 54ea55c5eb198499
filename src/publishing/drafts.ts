import { randomUUID } from 'node:crypto';
import type { Change } from '../content/changes.ts';
import type { Store } from '../store/open.ts';
import * as queries from '../store/queries/index.ts';
import { createDraftComparison, type DraftComparison } from './compare-drafts.ts';
import { DraftError } from './errors.ts';
import type { Gate } from './gate.ts';
import type { LiveContent } from './live.ts';
import { publish } from './publish.ts';
import type { Author } from './types.ts';
import { readChanges, readVersions } from './versions.ts';

/** What somebody is about to publish. Times in milliseconds since 1970. */
export interface Draft {
  readonly id: string;
  readonly title: string;
  readonly changes: readonly Change[];
  /** The version that it was begun over, or compared with last. */
  readonly base: number;
  /** Counts up with each change. */
  readonly revision: number;
  /** Why it could not be published. */
  readonly note: string | null;
  /** Who changed it last, and when. */
  readonly by: Author;
  readonly at: number;
}

export interface DraftsParts {
  readonly store: Pick<Store, 'db' | 'bus' | 'transact'>;
  readonly content: Pick<LiveContent, 'origin'>;
  readonly gate?: Gate | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Drafts, and what their changes come to. */
export interface Drafts extends DraftComparison {
  list(): Promise<Draft[]>;
  /** Throws `DraftError` where there is none, as all below. */
  get(id: string): Promise<Draft>;
  begin(by: Author, title: string): Promise<Draft>;
  /** Writes its changes anew, as made over version `base`. Throws `DraftError` with who changed it since `revision`. */
  change(id: string, revision: number, changes: readonly Change[], base: number, by: Author): Promise<Draft>;
  discard(id: string, revision: number, by: Author): Promise<void>;
  /** Publishes it; gives the version. Throws `ContentError` and `PublishError`, and the draft stays as it is. */
  publish(id: string, revision: number, reason: string, by: Author): Promise<number>;
}

/** What editors prepare, until a lead publishes it. */
export function createDrafts({ store, content, gate, now }: DraftsParts): Drafts {
  const { db } = store;
  async function get(id: string, reader: queries.Reader = db): Promise<Draft> {
    const row = await queries.findDraft(reader, id);
    if (!row) throw new DraftError('draft.unknown', 'There is no such draft.');
    return draftOf(row);
  }

  /** The draft, locked and still as it was at a revision. */
  async function claim(trx: queries.Trx, id: string, revision: number): Promise<Draft> {
    const draft = await get(id, trx);
    if (draft.revision === revision && (await queries.claimDraft(trx, id, revision))) return draft;
    throw stale(await get(id, trx));
  }

  const note = (trx: queries.Trx, draftId: string, by: Author, action: string, detail = '') =>
    queries.addContentAudit(trx, {
      ...{ id: randomUUID(), draftId, version: null, action, detail },
      ...{ agentId: by.id, agentName: by.name, createdAt: now() },
    });

  return {
    ...createDraftComparison({ store, content, gate }),
    get,
    list: async () => (await queries.openDrafts(db)).map(draftOf),
    begin: async (by, title) => {
      const at = now();
      const versions = await readVersions(db);
      const row: queries.ContentDraftRow = {
        ...{ id: randomUUID(), title, changes: '[]', base: versions.at(-1)?.number ?? 0, revision: 1 },
        ...{ state: 'open', note: null, agentId: by.id, agentName: by.name, createdAt: at, updatedAt: at },
      };
      await store.transact(async (trx) => {
        await queries.addDraft(trx, row);
        await note(trx, row.id, by, 'begun', title);
      });
      return draftOf(row);
    },
    change: async (id, revision, changes, base, by) => {
      await store.transact(async (trx) => {
        const before = await claim(trx, id, revision);
        const written = { changes: JSON.stringify(changes), agentId: by.id, agentName: by.name };
        await queries.updateDraft(trx, id, { ...written, base, note: null, updatedAt: now() });
        if (!isSameHand(before, changes, by))
          await note(
            trx,
            id,
            by,
            'changed',
            changes.map(({ file, path }) => [file, ...path].join(' ')).join('\n'),
          );
      });
      return get(id);
    },
    discard: (id, revision, by) =>
      store.transact(async (trx) => {
        await claim(trx, id, revision);
        await queries.updateDraft(trx, id, { state: 'discarded', updatedAt: now() });
        await note(trx, id, by, 'discarded');
      }),
    publish: async (id, revision, reason, by) => {
      const { changes, base, ...draft } = await get(id);
      if (draft.revision !== revision) throw stale(draft);
      return publish({ store, origin: content.origin, gate }, changes, base, {
        ...{ by, reason, at: now(), draftId: id },
        also: async (trx) => {
          await claim(trx, id, revision);
          await queries.updateDraft(trx, id, { state: 'published', updatedAt: now() });
        },
      });
    },
  };
}

/** Whether somebody goes on with what they were at: typing is one act, and saved many times. */
function isSameHand(before: Draft, changes: readonly Change[], by: Author): boolean {
  const places = (list: readonly Change[]) =>
    list.map(({ file, path }) => [file, ...path].join(' ')).join('\n');
  return before.by.id === by.id && places(before.changes) === places(changes);
}

function stale({ by, at }: Pick<Draft, 'by' | 'at'>): DraftError {
  return new DraftError('draft.stale', `${by.name} has changed this draft.`, { by: by.name, at });
}

function draftOf(row: queries.ContentDraftRow): Draft {
  const { id, title, base, revision, note, agentId, agentName, updatedAt } = row;
  return {
    ...{ id, title, base, revision, note },
    changes: readChanges(row.changes),
    by: { id: agentId, name: agentName },
    at: updatedAt,
  };
}
