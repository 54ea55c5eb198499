/**
 * Whether one reader reads worse than another. Two trainings never read all lines alike, even where nothing of weight was added: some
 * lines are lost and some are won, each about as likely as a coin falls. So a loss counts only where it is beyond that: more lines
 * lost than won by three standard deviations of as many coins, which comes about by itself once in some seven hundred comparisons. The margin
 * grows with how much has moved, and not with how many lines there are: what touches few lines and loses them all is seen.
 */
import type { LineOutcome } from './figures.ts';

/** Standard deviations of the coins that a loss has to exceed. */
const BEYOND = 3;
/** Lines that are shown for what was lost. */
const SHOWN = 5;

/** Lines of a group that are read rightly, before and after. */
export interface GroupFigures {
  readonly group: string;
  readonly lines: number;
  readonly before: number;
  readonly after: number;
  /** By how many lines fewer it may be by chance. */
  readonly margin: number;
}

/** What a training changes. */
export interface Comparison {
  /** All lines together. */
  readonly all: GroupFigures;
  /** The groups that have fallen by more than their margin. */
  readonly fallen: readonly GroupFigures[];
  /** Some of the lines that were read rightly before, and what they are read as now. */
  readonly lost: readonly { readonly text: string; readonly got: string }[];
  readonly isWorse: boolean;
}

/** Compares how the same lines were read. */
export function compare(before: readonly LineOutcome[], after: readonly LineOutcome[]): Comparison {
  const pairs = before.map((one, at) => ({ group: one.group, before: one, after: after[at] ?? one }));
  const all = figuresOf('all', pairs);
  const groups = [...Map.groupBy(pairs, ({ group }) => group)].map(([group, some]) => figuresOf(group, some));
  const fallen = groups.filter(isFallen);
  const lost = pairs.filter((pair) => pair.before.right && !pair.after.right);
  const worst = new Set(fallen.map(({ group }) => group));
  // Those that tell why come first.
  const telling = [
    ...lost.filter(({ group }) => worst.has(group)),
    ...lost.filter(({ group }) => !worst.has(group)),
  ];
  const shown = new Map(telling.map(({ after: { text, got } }) => [text, got]));
  return {
    ...{ all, fallen, isWorse: isFallen(all) || fallen.length > 0 },
    lost: [...shown].slice(0, SHOWN).map(([text, got]) => ({ text, got })),
  };
}

type Pair = { readonly before: LineOutcome; readonly after: LineOutcome };

function figuresOf(group: string, pairs: readonly Pair[]): GroupFigures {
  const moved = pairs.filter(({ before, after }) => before.right !== after.right).length;
  const count = (which: 'before' | 'after') => pairs.filter((pair) => pair[which].right).length;
  return {
    ...{ group, lines: pairs.length, before: count('before'), after: count('after') },
    margin: Math.floor(BEYOND * Math.sqrt(moved)),
  };
}

function isFallen({ before, after, margin }: GroupFigures): boolean {
  return before - after > margin;
}
