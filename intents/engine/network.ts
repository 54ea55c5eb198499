import { addByteRows, addFloatRows } from './add-rows.ts';
import { MAX_FEATURES } from './features.ts';
import { createSimdTop, type ScoreTop } from './simd-top.ts';
import type { SparseVector } from './vectorizer.ts';

/** The part above the hidden units; `outputs` is width × labels, row by row. */
export interface Top {
  readonly outputs: Float32Array;
  readonly bias: Float32Array;
}

/** One hidden layer as it is trained: sparse features → rectified units → a score a label. `inputs` is features × width. */
export interface FloatNetwork extends Top {
  readonly inputs: Float32Array;
  readonly hiddenBias: Float32Array;
}

/** The same as it is used: `inputs` as bytes, and for each feature what one step of its bytes is worth. */
export interface Network extends Top {
  readonly inputs: Int8Array;
  readonly scales: Float32Array;
  readonly hiddenBias: Float32Array;
}

/** Room for what is worked out between a vector and its scores; the next vector of the network uses it again. */
interface Room {
  readonly hidden: Float32Array;
  readonly factors: Float32Array;
  readonly active: ActiveUnits;
  /** The top by WebAssembly, where that can be had. */
  readonly scoreTop: ScoreTop | undefined;
}

const rooms = new WeakMap<Network, Room>();

function roomOf(network: Network): Room {
  const known = rooms.get(network);
  if (known) return known;
  const width = network.hiddenBias.length;
  const made = {
    hidden: new Float32Array(width),
    // A multiple of four, which is what `addByteRows` wants, and four more for what it has to find 0.
    factors: new Float32Array(MAX_FEATURES + 4),
    active: createActiveUnits(width),
    scoreTop: createSimdTop(network.outputs, network.bias),
  } satisfies Room;
  rooms.set(network, made);
  return made;
}

/** The rectified units for a vector, until the next one of the network. */
export function activate(network: Network, { indices, values }: SparseVector): Float32Array {
  const { scales } = network;
  const { hidden, factors } = roomOf(network);
  const count = values.length;
  hidden.set(network.hiddenBias);
  for (let feature = 0; feature < count; feature++) {
    factors[feature] = (values[feature] as number) * (scales[indices[feature] as number] as number);
  }
  factors.fill(0, count, count + 4);
  addByteRows(hidden, network.inputs, indices, factors, count);
  for (let unit = 0; unit < hidden.length; unit++) if ((hidden[unit] as number) < 0) hidden[unit] = 0;
  return hidden;
}

/** Room for the units that are on, four more than there are: what `addFloatRows` wants. */
export interface ActiveUnits {
  readonly units: Uint32Array;
  readonly values: Float32Array;
}

/** Makes room for a number of units. */
export function createActiveUnits(width: number): ActiveUnits {
  return { units: new Uint32Array(width + 4), values: new Float32Array(width + 4) };
}

/** Fills `scores` with the raw score (a logit, no unit) of each label. */
export function scoreHidden(top: Top, hidden: Float32Array, scores: Float32Array, active: ActiveUnits): void {
  let on = 0;
  for (let unit = 0; unit < hidden.length; unit++) {
    const value = hidden[unit] as number;
    if (value === 0) continue;
    active.units[on] = unit;
    active.values[on] = value;
    on++;
  }
  active.values.fill(0, on, on + 4);
  scores.set(top.bias);
  addFloatRows(scores, top.outputs, active.units, active.values, on);
}

/** The raw score of each label for a vector. */
export function scoreVector(network: Network, vector: SparseVector): Float32Array {
  const scores = new Float32Array(network.bias.length);
  const hidden = activate(network, vector);
  const { active, scoreTop } = roomOf(network);
  if (scoreTop) scoreTop(hidden, scores);
  else scoreHidden(network, hidden, scores, active);
  return scores;
}

/** Turns scores into probabilities in place; a higher temperature makes them more equal. */
export function softmax(scores: Float32Array, temperature = 1): Float32Array {
  let highest = Number.NEGATIVE_INFINITY;
  for (let label = 0; label < scores.length; label++) highest = Math.max(highest, scores[label] as number);
  let sum = 0;
  for (let label = 0; label < scores.length; label++) {
    const value = Math.exp(((scores[label] as number) - highest) / temperature);
    scores[label] = value;
    sum += value;
  }
  for (let label = 0; label < scores.length; label++) scores[label] = (scores[label] as number) / sum;
  return scores;
}
