/** Of those who come, how many are alone, and with one to five colleagues of their school who have the same trouble. */
const PARTY = [0.95, 0.01, 0.01, 0.01, 0.01, 0.01];
const PARTY_MEAN = PARTY.reduce((sum, share, others) => sum + share * (others + 1), 0);

/**
 * The chance that at least `count` people come where `mean` are expected, if how many come on such a day is itself uncertain, and
 * some come as a party: the upper tail of a compound negative binomial, by Panjer's recursion. The larger `shape`, the surer the
 * mean.
 */
export function chanceOfAtLeast(count: number, mean: number, shape: number): number {
  if (count <= 0) return 1;
  const parties = mean / PARTY_MEAN;
  const share = parties / (parties + shape);
  const chances = [Math.exp(shape * Math.log1p(-share))];
  let sum = 0;
  for (let people = 1; ; people++) {
    const chance = PARTY.reduce((total, likely, others) => {
      const rest = chances[people - others - 1] ?? 0;
      return total + share * (1 + ((shape - 1) * (others + 1)) / people) * likely * rest;
    }, 0);
    chances.push(chance);
    // Summed from the tail's own end: one minus the rest would be lost in rounding.
    if (people < count) continue;
    sum += chance;
    if (chance <= sum * Number.EPSILON) return Math.min(1, sum);
  }
}

/** A trouble is part of a rise where as many people, or more, come by chance less often than this. */
export const TELLING = 0.05;

/**
 * How often several troubles, each as unlikely as `chances` say, are up at once by chance: Zaykin's truncated product of what is
 * below `TELLING`. What has two signs is less likely than either.
 */
export function chanceTogether(chances: readonly number[]): number {
  const product = chances.filter((chance) => chance <= TELLING).reduce((all, chance) => all * chance, 1);
  if (product === 1) return 1;
  let sum = 0;
  let ways = 1;
  for (let telling = 1; telling <= chances.length; telling++) {
    ways *= (chances.length - telling + 1) / telling;
    sum += ways * (1 - TELLING) ** (chances.length - telling) * chanceOfProduct(product, telling);
  }
  return Math.min(1, sum);
}

/** That so many chances, each below `TELLING`, come to a product of `product` or less. */
function chanceOfProduct(product: number, count: number): number {
  const room = count * Math.log(TELLING) - Math.log(product);
  if (room <= 0) return TELLING ** count;
  let term = 1;
  let sum = 1;
  for (let step = 1; step < count; step++) {
    term *= room / step;
    sum += term;
  }
  return product * sum;
}
