// Labels that are bound to one question are told apart from each other and from those of no question, never from another question's.

/** Columns that a step is about: from the first of each pair up to the second. */
export type Ranges = readonly (readonly [number, number])[];

/** The labels in order: first those that are bound to no question, then question by question; and where each block starts. */
export function inBlocks(
  found: ReadonlySet<string>,
  questionOf: (label: string) => string | undefined,
): { labels: string[]; blocks: Uint32Array } {
  const groups = Map.groupBy([...found].sort(), (label) => questionOf(label) ?? '');
  const free = groups.get('') ?? [];
  groups.delete('');
  const bound = [...groups.values()];
  const starts = [0, free.length];
  for (const group of bound) starts.push((starts.at(-1) ?? 0) + group.length);
  return { labels: [...free, ...bound.flat()], blocks: Uint32Array.from(starts) };
}

/** Questions that a line which answers none is learned to be no answer to, at each step. */
const STRANGE = 8;

/**
 * The labels that a step is about: those of no question, and those of the line's, or of some that it does not answer.
 */
export function rangesOf(
  blocks: Uint32Array | undefined,
  target: number,
  labels: number,
  random: () => number,
): Ranges {
  if (!blocks || blocks.length < 3) return [[0, labels]];
  const common = blocks[1] ?? labels;
  const rangeOf = (block: number) => [blocks[block] ?? labels, blocks[block + 1] ?? labels] as const;
  if (target >= common) {
    let block = 1;
    while ((blocks[block + 1] ?? labels) <= target) block++;
    return [[0, common], rangeOf(block)];
  }
  const first = 1 + Math.floor(random() * (blocks.length - 2));
  const last = Math.min(first + STRANGE, blocks.length - 1);
  return [
    [0, common],
    [blocks[first] ?? labels, blocks[last] ?? labels],
  ];
}

/** Takes all but the rivals out of the running; gives their number. */
export function mask(scores: Float32Array, rivals: Uint8Array | undefined, ranges: Ranges): number {
  let count = 0;
  for (const [from, to] of ranges) {
    for (let label = from; label < to; label++) {
      if (!rivals || rivals[label] === 1) count++;
      else scores[label] = Number.NEGATIVE_INFINITY;
    }
  }
  return count;
}
