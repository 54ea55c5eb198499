import { softmax } from '../../intents/engine/network.ts';
import { kindOf, OUT_OF_SCOPE } from '../../intents/labels.ts';
import type { Clause } from '../../intents/reader.ts';
import type { Homes } from '../../intents/taxonomy.ts';
import type { Act } from './types.ts';

/** Candidates that are kept of some words: for doubts, and for whoever wants to know why. */
const KEPT = 6;

/** Ranks the labels of some words, likeliest first; `priors` are logits in the order of the labels. */
export type Rank = (clause: Clause, priors: Float32Array, choices: ChoiceOfLabel) => Act[];

/** The choice on offer that a label means. Labels that mean the same one are one answer in many words. */
export type ChoiceOfLabel = ReadonlyMap<string, string>;

/**
 * Ranks the labels of some words by their probability among all that are possible. Labels that are at home in one (a
 * trouble and the questions about it) support each other: which of them is meant may be open where all others are not.
 */
export function createRanking(labels: readonly string[], temperature: number, homes: Homes): Rank {
  const names = [...new Set(labels.map((label) => homes.get(label) ?? label))];
  const groups = Uint16Array.from(labels, (label) => names.indexOf(homes.get(label) ?? label));
  const indexes = new Map(labels.map((label, index) => [label, index]));
  return ({ text, scores }, priors, choices) => {
    const shares = withPriors(scores, priors, temperature);
    softmax(shares, temperature);
    pool(shares, choices, indexes);
    const supports = sumGroups(shares, groups, names.length);
    return likeliest(shares).map((label) => ({
      label: labels[label] ?? OUT_OF_SCOPE,
      confidence: shares[label] ?? 0,
      support: supports[groups[label] ?? 0] ?? 0,
      text,
    }));
  };
}

// Functions of their own, and `as number` for what is there: V8 optimises such a loop at once, and makes no objects of its numbers. No
// function is made in a loop, either: each round would make an object to hold what the function sees.

function withPriors(scores: Float32Array, priors: Float32Array, temperature: number): Float32Array {
  const shares = new Float32Array(scores.length);
  for (let label = 0; label < shares.length; label++) {
    shares[label] = (scores[label] as number) + temperature * (priors[label] as number);
  }
  return shares;
}

function sumGroups(shares: Float32Array, groups: Uint16Array, count: number): Float32Array {
  const sums = new Float32Array(count);
  for (let label = 0; label < shares.length; label++) {
    const group = groups[label] as number;
    sums[group] = (sums[group] as number) + (shares[label] as number);
  }
  return sums;
}

/** The labels with the largest shares, largest first; of equal ones the first. */
function likeliest(shares: Float32Array): number[] {
  const best: number[] = [];
  for (let label = 0; label < shares.length; label++) {
    if (best.length === KEPT && !((shares[label] as number) > (shares[best[KEPT - 1] as number] as number)))
      continue;
    putInPlace(best, label, shares);
    if (best.length > KEPT) best.pop();
  }
  return best;
}

/** Puts a label before all that have a smaller share. */
function putInPlace(best: number[], label: number, shares: Float32Array): void {
  let at = best.length;
  while (at > 0 && (shares[label] as number) > (shares[best[at - 1] as number] as number)) at--;
  best.splice(at, 0, label);
}

/**
 * Gives the likeliest label of each choice the shares of all that mean it: "non, rien d'autre, au revoir" is one answer. A label
 * that is bound to the question gives its share to the plainest that is not.
 */
function pool(shares: Float32Array, choices: ChoiceOfLabel, indexes: ReadonlyMap<string, number>): void {
  const best = new Map<string, number>();
  for (const [label, choice] of choices) {
    const index = indexes.get(label);
    if (index === undefined) continue;
    const other = best.get(choice) ?? index;
    const better = kindOf(label) !== 'said' && (shares[index] ?? 0) > (shares[other] ?? 0);
    best.set(choice, better ? index : other);
  }
  for (const [label, choice] of choices) {
    const [from, to] = [indexes.get(label), best.get(choice)];
    if (from === undefined || to === undefined || from === to) continue;
    shares[to] = (shares[to] ?? 0) + (shares[from] ?? 0);
    shares[from] = 0;
  }
}
