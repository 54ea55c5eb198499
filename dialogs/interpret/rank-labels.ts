import { softmax } from '../../intents/engine/network.ts';
import { OUT_OF_SCOPE } from '../../intents/labels.ts';
import type { Clause } from '../../intents/reader.ts';
import type { Homes } from '../../intents/taxonomy.ts';
import type { Act } from './acts.ts';

/** Candidates that are kept of some words: for doubts, and for whoever wants to know why. */
const KEPT = 6;

/** Ranks the labels of some words, likeliest first; `priors` are logits in the order of the labels. */
export type Rank = (clause: Clause, priors: Float32Array) => Act[];

/**
 * Ranks the labels of some words by their probability among all that are possible. Labels that are at home in one (a
 * trouble and the questions about it) support each other: which of them is meant may be open where all others are not.
 */
export function createRanking(labels: readonly string[], temperature: number, homes: Homes): Rank {
  const names = [...new Set(labels.map((label) => homes.get(label) ?? label))];
  const groups = Uint16Array.from(labels, (label) => names.indexOf(homes.get(label) ?? label));
  return ({ text, scores }, priors) => {
    const shares = softmax(
      scores.map((score, label) => score + temperature * (priors[label] ?? 0)),
      temperature,
    );
    const supports = new Float32Array(names.length);
    shares.forEach((share, label) => {
      supports[groups[label] ?? 0] = (supports[groups[label] ?? 0] ?? 0) + share;
    });
    const best: number[] = [];
    shares.forEach((share, label) => {
      if (best.length === KEPT && share <= (shares[best[KEPT - 1] ?? 0] ?? 0)) return;
      const at = best.findIndex((other) => share > (shares[other] ?? 0));
      best.splice(at < 0 ? best.length : at, 0, label);
      best.length = Math.min(best.length, KEPT);
    });
    return best.map((label) => ({
      label: labels[label] ?? OUT_OF_SCOPE,
      confidence: shares[label] ?? 0,
      support: supports[groups[label] ?? 0] ?? 0,
      text,
    }));
  };
}
