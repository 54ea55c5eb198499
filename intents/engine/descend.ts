import { rangesOf } from './blocks.ts';
import { learnLine } from './learn-line.ts';
import type { FloatNetwork } from './network.ts';
import { createRandom, shuffle } from './random.ts';
import { type PackedVectors, vectorAt } from './vectors.ts';
import { createWorkspace, filledUp, networkOf, type Shape, type Workspace } from './workspace.ts';

/** What a network learns from: a vector and the number of its label for each line. */
export interface Lines {
  /** The vectors of all lines, then as often as there are copies those of the same lines misspelt. */
  readonly vectors: PackedVectors;
  /** One for each line; its copies have the same. */
  readonly targets: Uint32Array;
  /** For each label by its number, whether it can open a conversation. */
  readonly opening: readonly boolean[];
  /** For each label those that its lines are not told apart from. */
  readonly strangers: readonly Uint32Array[];
  /** Where the labels that open start, then the others of no question, then those of each question, and last their end (`inBlocks`). */
  readonly blocks?: Uint32Array;
}

/** Deviation of the weights of the features at the start. */
const INPUT_SPREAD = 0.1;
/**
 * Share of the steps in which a line that can open a conversation is told apart from the other openings alone: a trouble
 * must not lose, before anything was asked, to the answer to a question that nobody has asked yet.
 */
const OPENING_SHARE = 0.5;

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
  const room = createWorkspace(shape);
  beginAnywhere(room, random);
  const order = members.slice();
  const size = lines.targets.length;
  const copies = lines.vectors.size / size;
  for (let pass = 0; pass < passes; pass++) {
    shuffle(order, random);
    for (let position = 0; position < order.length; position++) {
      const line = order[position] ?? 0;
      // Each pass meets each line once: as it is, or with an error of the keyboard.
      const vector = vectorAt(lines.vectors, line + size * Math.floor(random() * copies));
      const rate = (1 + Math.cos(Math.PI * ((pass + position / order.length) / passes))) / 2;
      const target = lines.targets[line] ?? 0;
      const opening = random() < OPENING_SHARE && lines.opening[target] === true;
      const ranges = rangesOf(lines.blocks, target, shape.labels, random, opening);
      const strangers = lines.strangers[target] as Uint32Array;
      learnLine(room, { vector, target, rate, ranges, strangers }, random);
    }
  }
  return networkOf(room);
}

/** Fills the weights at random. */
function beginAnywhere({ shape, inputs, outputs }: Workspace, random: () => number): void {
  const { features, width, labels } = shape;
  const fill = (matrix: Float32Array, count: number, columns: number, deviation: number) => {
    const stride = filledUp(columns);
    for (let row = 0; row < count; row++) {
      for (let column = 0; column < columns; column++) {
        matrix[row * stride + column] = (2 * random() - 1) * Math.sqrt(3) * deviation;
      }
    }
  };
  fill(inputs.items, features, width, INPUT_SPREAD);
  fill(outputs.items, width, labels, 1 / Math.sqrt(width));
}
