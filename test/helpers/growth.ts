/** How much longer four times the text may take; quadratic growth would be sixteen times. */
export const GROWTH = 9;
/** What no text needs a closer look below, in milliseconds. */
const QUICK = 8;
/** Milliseconds that are the noise of small times. */
const NOISE = 0.5;
const TRIES = 5;

/**
 * How many times as long a text of `size` takes as one of a quarter of it; zero where it is far from any doubt. What seems to grow too fast is
 * looked at again: a collection of garbage or a recompilation passes, a step of the memory's stands at one size alone, quadratic growth stays
 * and is there at four times the size, too.
 */
export function growthOf<Input>(
  run: (input: Input) => unknown,
  build: (size: number) => Input,
  size: number,
): number {
  if (timeOf(run, build(size)) < QUICK) return 0;
  let growth = Infinity;
  for (const scale of [1, 1, 4]) {
    growth = Math.min(growth, growthTo(run, build(size * scale), build((size * scale) / 4)));
    if (growth < GROWTH) break;
  }
  return growth;
}

/**
 * By the clock, the best of some tries by turns: what else runs on the machine can only add to a time, and the time of the processor comes in
 * steps of four milliseconds on some of them.
 */
function growthTo<Input>(run: (input: Input) => unknown, large: Input, small: Input): number {
  let [best, bestOfSmall] = [Infinity, Infinity];
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    best = Math.min(best, timeOf(run, large));
    bestOfSmall = Math.min(bestOfSmall, timeOf(run, small));
  }
  return best / (bestOfSmall + NOISE);
}

function timeOf<Input>(run: (input: Input) => unknown, input: Input): number {
  const start = performance.now();
  run(input);
  return performance.now() - start;
}
