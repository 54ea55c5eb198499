import { extractFeatures } from './features.ts';
import { type LinearModel, scoreVector, softmax } from './linear-model.ts';
import { createRandom, shuffle } from './random.ts';
import type { Language } from './text.ts';
import { buildVocabulary, type SparseVector, vectorizeFeatures } from './vectorizer.ts';

export interface Example {
  readonly text: string;
  readonly label: string;
  readonly language: Language;
}

const SEED = 20260110;
const LEARNING_RATE = 6;
/** Share of an example's features left out at each step: what keeps a linear model from leaning on single words. */
const DROPOUT = 0.5;
const EPOCHS = 20;
/** Below this many examples each pass is cheap and more are needed. */
const SMALL_CORPUS = 1000;
/** One example in this many is held out to fit the temperature. */
const HELD_OUT = 8;

/** Trains a model on the examples; the same examples give the same model. Throws on fewer than two labels. */
export function trainLinearModel(examples: readonly Example[], epochs = EPOCHS): LinearModel {
  const labels = [...new Set(examples.map((example) => example.label))].sort();
  if (labels.length < 2) throw new RangeError(`training needs two labels or more, found ${labels.length}`);
  const documents = examples.map((example) => extractFeatures(example.text, example.language));
  const vocabulary = buildVocabulary(documents, examples.length < SMALL_CORPUS ? 1 : 2);
  const vectors = documents.map((groups) => vectorizeFeatures(groups, vocabulary));
  const targets = Uint32Array.from(examples, (example) => labels.indexOf(example.label));
  const size = { features: vocabulary.idf.length, labels: labels.length };

  const all = Uint32Array.from(examples.keys());
  const heldOut = all.filter((index) => index % HELD_OUT === 0);
  const rest = all.filter((index) => index % HELD_OUT !== 0);
  const trial = descend(vectors, targets, rest, size, epochs);
  const temperature = fitTemperature(
    [...heldOut].map((index) => [scoreVector(trial, at(vectors, index)), targets[index] ?? 0] as const),
  );
  return { labels, vocabulary, ...descend(vectors, targets, all, size, epochs), temperature };
}

/** Stochastic gradient descent on the cross-entropy, with feature dropout and a rate that falls to zero. */
function descend(
  vectors: readonly SparseVector[],
  targets: Uint32Array,
  members: Uint32Array,
  size: { features: number; labels: number },
  epochs: number,
): Pick<LinearModel, 'weights' | 'bias'> {
  const random = createRandom(SEED);
  const weights = new Float32Array(size.features * size.labels);
  const bias = new Float32Array(size.labels);
  const order = members.slice();
  const scores = new Float64Array(size.labels);
  const passes = Math.max(epochs, Math.ceil((EPOCHS * SMALL_CORPUS) / Math.max(1, order.length)));
  for (let pass = 0; pass < passes; pass++) {
    shuffle(order, random);
    order.forEach((member, position) => {
      const rate = LEARNING_RATE * (1 - (pass + position / order.length) / passes);
      const vector = dropOut(at(vectors, member), random);
      softmax(scoreVector({ weights, bias }, vector, scores));
      const target = targets[member] ?? 0;
      scores[target] = (scores[target] ?? 0) - 1;
      learn(weights, bias, vector, scores, rate);
    });
  }
  return { weights, bias };
}

function learn(
  weights: Float32Array,
  bias: Float32Array,
  vector: SparseVector,
  errors: Float64Array,
  rate: number,
): void {
  const width = bias.length;
  for (let feature = 0; feature < vector.indices.length; feature++) {
    const row = (vector.indices[feature] ?? 0) * width;
    const step = rate * (vector.values[feature] ?? 0);
    for (let label = 0; label < width; label++) {
      weights[row + label] = (weights[row + label] ?? 0) - step * (errors[label] ?? 0);
    }
  }
  for (let label = 0; label < width; label++)
    bias[label] = (bias[label] ?? 0) - rate * 0.01 * (errors[label] ?? 0);
}

function dropOut(vector: SparseVector, random: () => number): SparseVector {
  const kept = vector.indices.map(() => (random() < DROPOUT ? 0 : 1));
  return {
    indices: vector.indices.filter((_, position) => kept[position] === 1),
    values: vector.values.filter((_, position) => kept[position] === 1).map((value) => value / (1 - DROPOUT)),
  };
}

/** The temperature with the least cross-entropy on held-out scores, by golden-section search. */
export function fitTemperature(heldOut: readonly (readonly [Float64Array, number])[]): number {
  const loss = (temperature: number) =>
    heldOut.reduce(
      (sum, [scores, target]) =>
        sum - Math.log(Math.max(1e-12, softmax(scores.slice(), temperature)[target] ?? 0)),
      0,
    );
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [0.1, 10];
  while (high - low > 0.01) {
    const [left, right] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (loss(left) < loss(right)) high = right;
    else low = left;
  }
  return (low + high) / 2;
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index}`);
  return item;
}
