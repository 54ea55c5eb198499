import { isDeepStrictEqual } from 'node:util';
import { applyChanges, type Change, covers, mergeChanges, valueAt } from '../content/changes.ts';
import type { ContentSource } from '../content/files.ts';
import { ContentError } from '../content/refusal.ts';
import type { Store } from '../store/open.ts';
import type * as queries from '../store/queries/index.ts';
import { buildContent, type Content } from './content.ts';
import { PublishError } from './errors.ts';
import type { Gate } from './gate.ts';
import { inTurn } from './in-turn.ts';
import type { Author, Version } from './types.ts';
import { addVersion, overridesOf, readVersions, takeBack } from './versions.ts';

/** How often it is tried again where others publish something else at the same moment. */
const TRIES = 5;

export interface Publication {
  readonly by: Author;
  /** Why, for the history. */
  readonly reason: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly draftId?: string;
  /** More that is to happen with it, or not at all. */
  readonly also?: (trx: queries.Trx, version: number) => Promise<void>;
}

export interface PublishParts {
  readonly store: Pick<Store, 'db' | 'bus' | 'transact'>;
  readonly origin: () => ContentSource;
  /** What else has to hold; nothing unless given. */
  readonly gate?: Gate | undefined;
}

/**
 * Publishes changes that were made to version `base`, all or none, and tells all instances; gives the number. Throws `ContentError`
 * where the content would not pass the checks, `PublishError` where somebody published other changes to the same since `base`.
 */
export async function publish(
  parts: PublishParts,
  changes: readonly Change[],
  base: number,
  publication: Publication,
): Promise<number> {
  return attempt(parts, publication, null, (versions) => {
    const meanwhile = overlapping(versions, changes, base);
    if (meanwhile) throw new PublishError('publish.overtaken', 'Somebody changed the same.', meanwhile);
    return changes;
  });
}

/** Takes a version back by a new one that restores what was there before. Throws as `publish` does. */
export async function undo(parts: PublishParts, number: number, publication: Publication): Promise<number> {
  return attempt(parts, publication, number, (versions) => takeBack(versions, number));
}

/** The first version after `base` that changed the same places. */
export function overlapping(
  versions: readonly Version[],
  changes: readonly Change[],
  base: number,
): Version | undefined {
  return versions.find(
    (version) =>
      version.number > base &&
      version.changes.some((one) => changes.some((other) => covers(one, other) || covers(other, one))),
  );
}

async function attempt(
  { store, origin, gate }: PublishParts,
  { also, ...publication }: Publication,
  undoes: number | null,
  changesFor: (versions: readonly Version[]) => readonly Change[],
): Promise<number> {
  for (let tries = 1; ; tries++) {
    const versions = await readVersions(store.db);
    const base = versions.at(-1)?.number ?? 0;
    const changes = changesFor(versions);
    const source = origin();
    const before = overridesOf(versions);
    const after = mergeChanges(before, changes);
    if (!differ(source, before, after, changes))
      throw new PublishError('publish.nothing', 'This is what is published.');
    await inTurn(() => refuseGated(gate, buildContent(source, after, base + 1)));
    try {
      const number = await store.transact(async (trx) => {
        const added = await addVersion(trx, { ...publication, changes, undoes, base });
        await also?.(trx, added);
        return added;
      });
      store.bus.publish('content', String(number));
      return number;
    } catch (error) {
      const overtaken = error instanceof PublishError && error.code === 'publish.overtaken';
      if (!overtaken || tries === TRIES) throw error;
    }
  }
}

/** Throws `ContentError` where content would make something worse. */
export function refuseGated(gate: Gate | undefined, content: Content): void {
  const refusals = gate?.(content) ?? [];
  if (refusals.length > 0) throw new ContentError(refusals[0]?.reason.en ?? '', { refusals });
}

function differ(
  { files }: ContentSource,
  before: readonly Change[],
  after: readonly Change[],
  changes: readonly Change[],
): boolean {
  const [old, fresh] = [applyChanges(files, before), applyChanges(files, after)];
  return changes.some((change) => !isDeepStrictEqual(valueAt(old, change), valueAt(fresh, change)));
}
