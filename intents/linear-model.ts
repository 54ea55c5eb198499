import type { Language } from './text.ts';
import { type SparseVector, type Vocabulary, vectorize } from './vectorizer.ts';

/** A multinomial logistic model over sparse features. `weights` is features × labels, row by row. */
export interface LinearModel {
  readonly labels: readonly string[];
  readonly vocabulary: Vocabulary;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
  /** Divides the scores before the softmax, so that a confidence of 0.8 is right eight times in ten. */
  readonly temperature: number;
}

export interface Ranked {
  readonly label: string;
  readonly confidence: number;
}

/** Raw score of each label for a vector (a logit; no unit). */
export function scoreVector(
  model: Pick<LinearModel, 'weights' | 'bias'>,
  vector: SparseVector,
  into = new Float64Array(model.bias.length),
): Float64Array {
  const width = model.bias.length;
  into.set(model.bias);
  for (let feature = 0; feature < vector.indices.length; feature++) {
    const row = (vector.indices[feature] ?? 0) * width;
    const value = vector.values[feature] ?? 0;
    for (let label = 0; label < width; label++) {
      into[label] = (into[label] ?? 0) + value * (model.weights[row + label] ?? 0);
    }
  }
  return into;
}

/** Turns scores into probabilities in place. */
export function softmax(scores: Float64Array, temperature = 1): Float64Array {
  const highest = scores.reduce((max, score) => Math.max(max, score), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (let label = 0; label < scores.length; label++) {
    const value = Math.exp(((scores[label] ?? 0) - highest) / temperature);
    scores[label] = value;
    sum += value;
  }
  for (let label = 0; label < scores.length; label++) scores[label] = (scores[label] ?? 0) / sum;
  return scores;
}

/** All labels with their calibrated confidence, most likely first. */
export function rank(model: LinearModel, text: string, language: Language): Ranked[] {
  const probabilities = softmax(
    scoreVector(model, vectorize(text, language, model.vocabulary)),
    model.temperature,
  );
  return model.labels
    .map((label, index) => ({ label, confidence: probabilities[index] ?? 0 }))
    .sort((a, b) => b.confidence - a.confidence);
}
