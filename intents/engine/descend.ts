import { addFloatRows } from './add-rows.ts';
import { mask, type Ranges, rangesOf } from './blocks.ts';
import { createActiveUnits, type FloatNetwork, scoreHidden, softmax } from './network.ts';
import { createRandom, shuffle } from './random.ts';
import type { SparseVector } from './vectorizer.ts';
import { type PackedVectors, vectorAt } from './vectors.ts';

/** What a network learns from: a vector and the number of its label for each line. */
export interface Lines {
  /** The vectors of all lines, then as often as there are copies those of the same lines misspelt. */
  readonly vectors: PackedVectors;
  /** One for each line; its copies have the same. */
  readonly targets: Uint32Array;
  /** Where not all labels are told apart from each other; absent, each line is told apart from all labels. */
  readonly rivals?: Rivals;
  /** Where the labels that open start, then the others of no question, then those of each question, and last their end (`inBlocks`). */
  readonly blocks?: Uint32Array;
}

/** For each label (by its number) 1 at the labels that its lines are told apart from, itself among them. */
export interface Rivals {
  /** At the opening of a conversation, for the labels that can be meant there; else nothing. */
  readonly opening: readonly (Uint8Array | undefined)[];
  readonly later: readonly Uint8Array[];
}

export interface Shape {
  readonly features: number;
  readonly width: number;
  readonly labels: number;
}

/** Rate on the weights of the sparse features, and on everything above them: a feature is seen seldom, a unit always. */
const INPUT_RATE = 1;
const OUTPUT_RATE = 0.03;
/** Share of a line's features left out at each step: what keeps a network from leaning on single words. */
const FEATURE_DROPOUT = 0.5;
const UNIT_DROPOUT = 0.1;
/** Share of the target spread over all labels: keeps scores small, and with them the confidence on foreign lines. */
const SMOOTHING = 0.05;
const INPUT_SPREAD = 0.1;
/**
 * Share of the steps in which a line that can open a conversation is told apart from the other openings alone: a trouble
 * must not lose, before anything was asked, to the answer to a question that nobody has asked yet.
 */
const OPENING_SHARE = 0.5;
/** No line has more features than this: a text is cut to 2,000 characters before. */
const MAX_FEATURES = 16_384;

/**
 * Stochastic gradient descent on the cross-entropy over the lines whose numbers are given, one line a step, at a rate
 * that falls to zero along a cosine.
 */
export function descend(
  lines: Lines,
  members: Uint32Array,
  shape: Shape,
  passes: number,
  seed: number,
): FloatNetwork {
  const random = createRandom(seed);
  const network = createNetwork(shape, random);
  const order = members.slice();
  const size = lines.targets.length;
  const copies = (lines.vectors.starts.length - 1) / size;
  const scratch = createScratch(shape);
  for (let pass = 0; pass < passes; pass++) {
    shuffle(order, random);
    for (let position = 0; position < order.length; position++) {
      const line = order[position] ?? 0;
      // Each pass meets each line once: as it is, or with an error of the keyboard.
      const vector = vectorAt(lines.vectors, line + size * Math.floor(random() * copies));
      const rate = (1 + Math.cos(Math.PI * ((pass + position / order.length) / passes))) / 2;
      const target = lines.targets[line] ?? 0;
      const opening = random() < OPENING_SHARE ? lines.rivals?.opening[target] : undefined;
      scratch.ranges = rangesOf(lines.blocks, target, shape.labels, random, opening !== undefined);
      step(network, scratch, vector, target, rate, random, opening ?? lines.rivals?.later[target]);
    }
  }
  return network;
}

type Scratch = ReturnType<typeof createScratch>;

function createNetwork({ features, width, labels }: Shape, random: () => number): FloatNetwork {
  const spread = (size: number, deviation: number) =>
    new Float32Array(size).map(() => (2 * random() - 1) * Math.sqrt(3) * deviation);
  return {
    inputs: spread(features * width, INPUT_SPREAD),
    hiddenBias: new Float32Array(width),
    outputs: spread(width * labels, 1 / Math.sqrt(width)),
    bias: new Float32Array(labels),
  };
}

/** Room for one step, made once: a step allocates nothing. */
function createScratch({ width, labels }: Shape) {
  return {
    active: createActiveUnits(width),
    indices: new Uint32Array(MAX_FEATURES),
    values: new Float32Array(MAX_FEATURES),
    hidden: new Float32Array(width),
    gradient: new Float32Array(width),
    scores: new Float32Array(labels),
    ranges: [[0, labels]] as Ranges,
  };
}

function step(
  network: FloatNetwork,
  scratch: Scratch,
  vector: SparseVector,
  target: number,
  rate: number,
  random: () => number,
  rivals?: Uint8Array,
): void {
  const { hidden, scores, ranges } = scratch;
  const kept = dropFeatures(vector, scratch, random);
  hidden.set(network.hiddenBias);
  addFloatRows(hidden, network.inputs, scratch.indices, scratch.values, kept);
  for (let unit = 0; unit < hidden.length; unit++) {
    const value = hidden[unit] ?? 0;
    hidden[unit] = value <= 0 || random() < UNIT_DROPOUT ? 0 : value / (1 - UNIT_DROPOUT);
  }
  const on = scoreHidden(network, hidden, scores, scratch.active, ranges);
  const told = mask(scores, rivals, ranges);
  softmax(scores);
  for (const [from, to] of ranges) {
    for (let label = from; label < to; label++) {
      if (!rivals || rivals[label] === 1) scores[label] = (scores[label] ?? 0) - SMOOTHING / told;
    }
  }
  scores[target] = (scores[target] ?? 0) - (1 - SMOOTHING);
  learnOutputs(network, scratch, on, rate * OUTPUT_RATE);
  learnInputs(network, scratch, kept, rate * INPUT_RATE);
}

/** Copies the features that stay in this step to the scratch; gives their number. */
function dropFeatures(vector: SparseVector, { indices, values }: Scratch, random: () => number): number {
  let kept = 0;
  for (let feature = 0; feature < vector.indices.length && kept < MAX_FEATURES - 4; feature++) {
    if (random() < FEATURE_DROPOUT) continue;
    indices[kept] = vector.indices[feature] ?? 0;
    values[kept] = (vector.values[feature] ?? 0) / (1 - FEATURE_DROPOUT);
    kept++;
  }
  values.fill(0, kept, kept + 4);
  return kept;
}

/** Moves the upper weights against the errors in `scores`, and leaves each unit's error in `gradient`. */
function learnOutputs({ outputs, bias }: FloatNetwork, scratch: Scratch, on: number, rate: number): void {
  const { active, gradient, scores, ranges } = scratch;
  const labels = scores.length;
  gradient.fill(0);
  for (let position = 0; position < on; position++) {
    const unit = active.units[position] ?? 0;
    const row = unit * labels;
    const move = rate * (active.values[position] ?? 0);
    let error = 0;
    for (const [from, to] of ranges) {
      for (let label = from; label < to; label++) {
        const weight = outputs[row + label] ?? 0;
        const score = scores[label] ?? 0;
        error += weight * score;
        outputs[row + label] = weight - move * score;
      }
    }
    gradient[unit] = error / (1 - UNIT_DROPOUT);
  }
  for (const [from, to] of ranges) {
    for (let label = from; label < to; label++)
      bias[label] = (bias[label] ?? 0) - rate * (scores[label] ?? 0);
  }
}

function learnInputs(
  { inputs, hiddenBias }: FloatNetwork,
  scratch: Scratch,
  kept: number,
  rate: number,
): void {
  const { indices, values, gradient } = scratch;
  const width = gradient.length;
  for (let feature = 0; feature < kept; feature++) {
    const row = (indices[feature] ?? 0) * width;
    const move = rate * (values[feature] ?? 0);
    for (let unit = 0; unit < width; unit++) {
      inputs[row + unit] = (inputs[row + unit] ?? 0) - move * (gradient[unit] ?? 0);
    }
  }
  const slow = (rate * OUTPUT_RATE) / INPUT_RATE;
  for (let unit = 0; unit < width; unit++) {
    hiddenBias[unit] = (hiddenBias[unit] ?? 0) - slow * (gradient[unit] ?? 0);
  }
}
