import { applyChanges, type Change, mergeChanges, valueAt } from '../content/changes.ts';
import type { ContentFiles } from '../content/files.ts';
import { ContentError, type Refusal } from '../content/refusal.ts';
import type { Store } from '../store/open.ts';
import { buildContent } from './content.ts';
import type { Gate } from './gate.ts';
import { inTurn } from './in-turn.ts';
import type { LiveContent } from './live.ts';
import { overlapping, refuseGated } from './publish.ts';
import type { Version } from './types.ts';
import { overridesOf, readVersions } from './versions.ts';

/** A change beside what it replaces. */
export interface Compared extends Change {
  readonly before: unknown;
}

export interface DraftComparisonParts {
  readonly store: Pick<Store, 'db'>;
  readonly content: Pick<LiveContent, 'origin'>;
  readonly gate?: Gate | undefined;
}

/** What some changes come to over what is published. */
export interface DraftComparison {
  /** What would be refused. */
  check(changes: readonly Change[]): Promise<readonly Refusal[]>;
  compare(changes: readonly Change[]): Promise<Compared[]>;
  /** What the files say with all that is published over them. */
  published(): Promise<ContentFiles>;
  /** Changes with all that is published below them. */
  over(changes: readonly Change[]): Promise<Change[]>;
  /** A version published since that changed the same, if any. */
  meanwhile(draft: {
    readonly changes: readonly Change[];
    readonly base: number;
  }): Promise<Version | undefined>;
}

/** Compares with what is published at the time of asking. */
export function createDraftComparison({
  store: { db },
  content,
  gate,
}: DraftComparisonParts): DraftComparison {
  const overrides = async () => overridesOf(await readVersions(db));
  const published = async () => applyChanges(content.origin().files, await overrides());
  const over = async (changes: readonly Change[]) => mergeChanges(await overrides(), changes);

  return {
    published,
    over,
    check: async (changes) => {
      try {
        const all = await over(changes);
        await inTurn(() => refuseGated(gate, buildContent(content.origin(), all, 0)));
        return [];
      } catch (error) {
        if (error instanceof ContentError) return error.refusals;
        throw error;
      }
    },
    compare: async (changes) => {
      const files = await published();
      return changes.map((change) => ({ ...change, before: valueAt(files, change) ?? null }));
    },
    meanwhile: async ({ changes, base }) => overlapping(await readVersions(db, base), changes, base),
  };
}
