// Labels that are bound to one question are told apart from each other and from those of no question, never from another question's.
import { filledUp, LANES } from './workspace.ts';

/** Columns that a step is about: from the first of each pair up to the second. */
export type Ranges = readonly (readonly [number, number])[];

/** What a label can be meant by: the first words of a conversation, or only the answer to a question of the bot. */
export interface Grouping {
  isOpening(label: string): boolean;
  questionOf(label: string): string | undefined;
}

/**
 * The labels in order: first those that can open a conversation, then the others that are bound to no question, then question by
 * question; and where each block starts, with the end of the last.
 */
export function inBlocks(
  found: ReadonlySet<string>,
  { isOpening, questionOf }: Grouping,
): { labels: string[]; blocks: Uint32Array } {
  const groups = Map.groupBy([...found].sort(), (label) => questionOf(label) ?? '');
  const free = groups.get('') ?? [];
  groups.delete('');
  const openings = free.filter(isOpening);
  const bound = [...groups.values()];
  const starts = [0, openings.length, free.length];
  for (const group of bound) starts.push((starts.at(-1) ?? 0) + group.length);
  const labels = [...openings, ...free.filter((label) => !isOpening(label)), ...bound.flat()];
  return { labels, blocks: Uint32Array.from(starts) };
}

/** Questions that a line which answers none is learned to be no answer to, at each step. */
const STRANGE = 8;

/** The first block that is bound to a question. */
const FIRST_BOUND = 2;

/**
 * The labels that a step is about: at an opening those that can open a conversation; else those of no question, and those of the
 * line's, or of some that it does not answer.
 */
export function rangesOf(
  blocks: Uint32Array | undefined,
  target: number,
  labels: number,
  random: () => number,
  opening = false,
): Ranges {
  if (!blocks) return [[0, labels]];
  const startOf = (block: number) => blocks[block] ?? labels;
  if (opening) return [[0, startOf(1)]];
  const common = startOf(FIRST_BOUND);
  if (common === labels) return [[0, labels]];
  if (target >= common) {
    let block = FIRST_BOUND;
    while (startOf(block + 1) <= target) block++;
    return [
      [0, common],
      [startOf(block), startOf(block + 1)],
    ];
  }
  const first = FIRST_BOUND + Math.floor(random() * (blocks.length - 1 - FIRST_BOUND));
  const last = Math.min(first + STRANGE, blocks.length - 1);
  return [
    [0, common],
    [startOf(first), startOf(last)],
  ];
}

/** The columns that the kernels take for the ranges: whole groups of them, each once. */
export function spansOfRanges(ranges: Ranges): Ranges {
  let end = 0;
  return ranges.map(([from, to]) => {
    const start = Math.max(end, from - (from % LANES));
    end = filledUp(to);
    return [start, end] as const;
  });
}

/** The columns of the spans that are in no range. */
export function fillingsOfRanges(ranges: Ranges): Ranges {
  let end = 0;
  return ranges.flatMap(([from, to], at) => {
    const before = [Math.max(end, from - (from % LANES)), from] as const;
    end = Math.min(filledUp(to), ranges[at + 1]?.[0] ?? Number.POSITIVE_INFINITY);
    return [before, [to, end] as const];
  });
}
