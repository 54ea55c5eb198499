import { fillingsOfRanges, type Ranges, spansOfRanges } from './blocks.ts';
import type { SparseVector } from './vectorizer.ts';
import { FLOAT, filledUp, type Workspace } from './workspace.ts';

/** Rate on the weights of the sparse features, and on everything above them: a feature is seen seldom, a unit always. */
const INPUT_RATE = 1;
const OUTPUT_RATE = 0.03;
/** Half of a line's features are left out at each step: what keeps a network from leaning on single words. */
const FEATURES_KEPT = 0.5;
/** Features that one random number decides on, a bit each. */
const BITS = 32;
const UNIT_DROPOUT = 0.1;
/** Share of the target spread over all labels: keeps scores small, and with them the confidence on foreign lines. */
const SMOOTHING = 0.05;

/** What one step learns. */
export interface Lesson {
  readonly vector: SparseVector;
  readonly target: number;
  readonly rate: number;
  readonly ranges: Ranges;
  /** Labels that the line is not told apart from, in the ranges or not. */
  readonly strangers: Uint32Array;
}

/** Moves the weights of a workspace against the errors of one line. */
export function learnLine(room: Workspace, lesson: Lesson, random: () => number): void {
  const kept = dropFeatures(lesson.vector, room, random);
  const on = activate(room, kept, random);
  score(room, on, lesson.ranges);
  findErrors(room, lesson);
  learnOutputs(room, on, lesson);
  learnInputs(room, kept, lesson.rate);
}

/** Copies the features that stay in this step to the room; gives their number. */
function dropFeatures(vector: SparseVector, { indices, values }: Workspace, random: () => number): number {
  let [kept, bits] = [0, 0];
  for (let feature = 0; feature < vector.indices.length; feature++) {
    if (feature % BITS === 0) bits = random() * 2 ** BITS;
    // Overwritten by the next one where the bit is 0: whether it is cannot be guessed, and a wrong guess of the processor costs more.
    indices.items[kept] = vector.indices[feature] as number;
    values.items[kept] = (vector.values[feature] as number) / FEATURES_KEPT;
    kept += bits & 1;
    bits >>>= 1;
  }
  fillWithNothing(indices.items, values.items, kept);
  return kept;
}

/** Works out the units, some of which are left out; gives the number of those that are on. */
function activate(room: Workspace, kept: number, random: () => number): number {
  const { kernels, inputs, indices, values, hidden, hiddenBias, units, activities } = room;
  hidden.items.set(hiddenBias.items);
  kernels.addRows(
    values.place,
    indices.place,
    filledUp(kept),
    inputs.place,
    inputs.stride,
    hidden.place,
    0,
    inputs.stride,
  );
  let on = 0;
  for (let unit = 0; unit < room.shape.width; unit++) {
    const value = hidden.items[unit] as number;
    if (value <= 0 || random() < UNIT_DROPOUT) continue;
    units.items[on] = unit;
    activities.items[on] = value / (1 - UNIT_DROPOUT);
    on++;
  }
  fillWithNothing(units.items, activities.items, on);
  return on;
}

/** Rows of nothing, up to a number that the kernels take. */
function fillWithNothing(rows: Uint32Array, factors: Float32Array, from: number): void {
  rows.fill(0, from, filledUp(from));
  factors.fill(0, from, filledUp(from));
}

/** Works out the scores in the ranges. */
function score(room: Workspace, on: number, ranges: Ranges): void {
  const { kernels, outputs, units, activities, scores, bias } = room;
  const count = filledUp(on);
  for (const [from, to] of spansOfRanges(ranges)) {
    scores.items.set(bias.items.subarray(from, to), from);
    kernels.addRows(
      activities.place,
      units.place,
      count,
      outputs.place,
      outputs.stride,
      scores.place,
      from * FLOAT,
      to * FLOAT,
    );
  }
}

/** Works out by how much each score in the ranges is too high; 0 for strangers, and for what only fills up the ranges' spans. */
function findErrors(room: Workspace, { ranges, strangers, target }: Lesson): void {
  const { kernels, scores, errors } = room;
  const [spans, fillings] = [spansOfRanges(ranges), fillingsOfRanges(ranges)];
  const leaveOut = (items: Float32Array, value: number) => {
    for (const [from, to] of fillings) items.fill(value, from, to);
    for (let at = 0; at < strangers.length; at++) items[strangers[at] as number] = value;
  };
  leaveOut(scores.items, Number.NEGATIVE_INFINITY);
  let [highest, count, sum] = [Number.NEGATIVE_INFINITY, 0, 0];
  for (const [from, to] of ranges) {
    for (let label = from; label < to; label++) {
      const score = scores.items[label] as number;
      if (score > highest) highest = score;
      if (score > Number.NEGATIVE_INFINITY) count++;
    }
  }
  for (const [from, to] of spans) {
    sum += kernels.powers(scores.place, errors.place, from * FLOAT, to * FLOAT, highest);
  }
  const share = SMOOTHING / count;
  for (const [from, to] of spans) {
    for (let label = from; label < to; label++) {
      errors.items[label] = (errors.items[label] as number) / sum - share;
    }
  }
  leaveOut(errors.items, 0);
  errors.items[target] = (errors.items[target] as number) - (1 - SMOOTHING);
}

/** Moves the upper weights against the errors, and leaves each unit's error in `gradient`. */
function learnOutputs(room: Workspace, on: number, { rate, ranges }: Lesson): void {
  const { kernels, outputs, bias, units, activities, errors, gradient, moves, sums } = room;
  const move = rate * OUTPUT_RATE;
  sums.items.fill(0, 0, on);
  for (let unit = 0; unit < on; unit++) moves.items[unit] = move * (activities.items[unit] as number);
  for (const [from, to] of spansOfRanges(ranges)) {
    kernels.learnRows(
      moves.place,
      units.place,
      on,
      outputs.place,
      outputs.stride,
      errors.place,
      from * FLOAT,
      to * FLOAT,
      sums.place,
    );
    for (let label = from; label < to; label++) {
      bias.items[label] = (bias.items[label] as number) - move * (errors.items[label] as number);
    }
  }
  gradient.items.fill(0);
  for (let unit = 0; unit < on; unit++) {
    gradient.items[units.items[unit] as number] = (sums.items[unit] as number) / (1 - UNIT_DROPOUT);
  }
}

function learnInputs(room: Workspace, kept: number, rate: number): void {
  const { kernels, inputs, indices, values, hiddenBias, gradient, moves, sums, shape } = room;
  const move = rate * INPUT_RATE;
  for (let feature = 0; feature < kept; feature++) {
    moves.items[feature] = move * (values.items[feature] as number);
  }
  kernels.learnRows(
    moves.place,
    indices.place,
    kept,
    inputs.place,
    inputs.stride,
    gradient.place,
    0,
    inputs.stride,
    sums.place,
  );
  const slow = rate * OUTPUT_RATE;
  for (let unit = 0; unit < shape.width; unit++) {
    hiddenBias.items[unit] = (hiddenBias.items[unit] as number) - slow * (gradient.items[unit] as number);
  }
}
