/**
 * The chance that at least `count` people come where `mean` are expected, if how many come on such a day is itself uncertain:
 * the upper tail of a negative binomial (a Poisson whose rate is Gamma distributed). The larger `shape`, the surer the mean;
 * it is near a Poisson from some hundreds on.
 */
export function chanceOfAtLeast(count: number, mean: number, shape: number): number {
  if (count <= 0) return 1;
  const share = mean / (mean + shape);
  let term = Math.exp(shape * Math.log1p(-share) + logRising(shape, count) + count * Math.log(share));
  let sum = 0;
  // Summed from the tail's own end: one minus the rest would be lost in rounding.
  for (let at = count; term > sum * Number.EPSILON; at++) {
    sum += term;
    term *= ((shape + at) / (at + 1)) * share;
  }
  return Math.min(1, sum);
}

/** The logarithm of shape · (shape + 1) · … · (shape + count − 1) / count!. */
function logRising(shape: number, count: number): number {
  let sum = 0;
  for (let at = 0; at < count; at++) sum += Math.log((shape + at) / (at + 1));
  return sum;
}
