import type { Language } from '../text.ts';
import { type Network, scoreVector, softmax } from './network.ts';
import { partsOf, passingVector, type TextParts } from './vectorizer.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A trained classifier of utterances: the dictionary, the network, and what makes its scores readable. */
export interface Classifier {
  readonly labels: readonly string[];
  readonly vocabulary: Vocabulary;
  readonly network: Network;
  /** Divides the scores before the softmax, so that a confidence of 0.8 is right eight times in ten. */
  readonly temperature: number;
  /** How foreign the lines held out in training looked (no unit), lowest first: the ruler of `refusal`. */
  readonly foreignness: Float32Array;
}

export interface Ranked {
  readonly label: string;
  readonly confidence: number;
}

export interface Scored {
  readonly ranking: readonly Ranked[];
  /**
   * Share of lines in scope that look less foreign than this one, 0 to 1: to refuse above 0.97 refuses about three in
   * a hundred of the lines that should be understood.
   */
  readonly refusal: number;
}

/** The raw score of each label for a text. */
export function scoreParts(model: Classifier, parts: TextParts, language: Language): Float32Array {
  return scoreVector(model.network, passingVector(parts, language, model.vocabulary));
}

/** All labels with their calibrated confidence, most likely first, and how foreign the text is to the classifier. */
export function score(model: Classifier, text: string, language: Language): Scored {
  const scores = scoreParts(model, partsOf(text), language);
  const refusal = measureRefusal(model, scores);
  return { ranking: rank(model, scores), refusal };
}

/** Share of the lines in scope that look less foreign than one with these raw scores, 0 to 1. */
export function measureRefusal(
  { labels, temperature, foreignness }: Classifier,
  scores: Float32Array,
): number {
  return rankOf(measureForeignness(scores, labels, temperature), foreignness);
}

/** All labels with their calibrated confidence by their raw scores, which become probabilities, most likely first. */
export function rank({ labels, temperature }: Classifier, scores: Float32Array): readonly Ranked[] {
  const probabilities = softmax(scores, temperature);
  return labels
    .map((label, index) => ({ label, confidence: probabilities[index] ?? 0 }))
    .sort((a, b) => b.confidence - a.confidence);
}

/** Label of the lines that belong to no intent, where a corpus has such lines. */
const FOREIGN_LABEL = 'out_of_scope';

/**
 * How little raw scores speak for any intent (no unit): the energy of the intents at the fitted temperature, and where foreign lines were
 * learned too, the score of their label against it.
 */
export function measureForeignness(
  scores: Float32Array,
  labels: readonly string[],
  temperature: number,
): number {
  const foreign = labels.indexOf(FOREIGN_LABEL);
  let highest = Number.NEGATIVE_INFINITY;
  for (let label = 0; label < scores.length; label++) highest = Math.max(highest, scores[label] as number);
  let sum = 0;
  for (let label = 0; label < scores.length; label++) {
    if (label !== foreign) sum += Math.exp(((scores[label] as number) - highest) / temperature);
  }
  const energy = highest + temperature * Math.log(sum);
  return (scores[foreign] ?? 0) - energy;
}

/** Share of the sorted numbers below a value, 0 to 1. */
function rankOf(value: number, sorted: Float32Array): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return sorted.length === 0 ? 0 : low / sorted.length;
}
