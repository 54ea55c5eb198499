import { MAX_FEATURES } from './features.ts';
import { createKernels, type Kernels } from './kernels.ts';
import type { FloatNetwork } from './network.ts';

/** Sizes of a network. */
export interface Shape {
  readonly features: number;
  readonly width: number;
  readonly labels: number;
}

/** Bytes of a float, and floats that a kernel takes at a time. */
export const FLOAT = 4;
export const LANES = 4;

/** A piece of the kernels' memory, and the byte at which it starts. */
export interface Piece<Items> {
  readonly items: Items;
  readonly place: number;
}

/** One with rows of so many bytes. */
export interface Matrix extends Piece<Float32Array> {
  readonly stride: number;
}

/**
 * All that a network is trained with, in the memory of its kernels, so that a step allocates and copies nothing. Rows are filled up to
 * a multiple of four columns, with zeros.
 */
export interface Workspace {
  readonly kernels: Kernels;
  readonly shape: Shape;
  /** features × width and width × labels, row by row. */
  readonly inputs: Matrix;
  readonly outputs: Matrix;
  readonly hiddenBias: Piece<Float32Array>;
  readonly bias: Piece<Float32Array>;
  /** The features of a line that stay in this step, and what each counts. */
  readonly indices: Piece<Uint32Array>;
  readonly values: Piece<Float32Array>;
  readonly hidden: Piece<Float32Array>;
  /** The units that are on, and how much. */
  readonly units: Piece<Uint32Array>;
  readonly activities: Piece<Float32Array>;
  /** A score a label, and by how much it is too high. */
  readonly scores: Piece<Float32Array>;
  readonly errors: Piece<Float32Array>;
  readonly gradient: Piece<Float32Array>;
  /** How far each row of a kernel is moved, and what it sums up. */
  readonly moves: Piece<Float32Array>;
  readonly sums: Piece<Float32Array>;
}

/** Makes room for a network of a shape, all zeros. */
export function createWorkspace(
  shape: Shape,
  kernelsOver: (bytes: number) => Kernels = createKernels,
): Workspace {
  const [width, labels, most] = [shape.width, shape.labels, MAX_FEATURES].map(filledUp) as [
    number,
    number,
    number,
  ];
  const sizes = {
    inputs: shape.features * width,
    outputs: width * labels,
    ...{ hiddenBias: width, hidden: width, gradient: width, activities: width, units: width },
    ...{ bias: labels, scores: labels, errors: labels },
    ...{ indices: most, values: most, moves: most, sums: most },
  };
  const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  const kernels = kernelsOver(total * FLOAT);
  let place = 0;
  const next = (size: number) => {
    const start = place;
    place += size * FLOAT;
    return start;
  };
  const floats = (size: number): Piece<Float32Array> => {
    const start = next(size);
    return { items: new Float32Array(kernels.memory, start, size), place: start };
  };
  const numbers = (size: number): Piece<Uint32Array> => {
    const start = next(size);
    return { items: new Uint32Array(kernels.memory, start, size), place: start };
  };
  return {
    ...{ kernels, shape },
    inputs: { ...floats(sizes.inputs), stride: width * FLOAT },
    outputs: { ...floats(sizes.outputs), stride: labels * FLOAT },
    hiddenBias: floats(sizes.hiddenBias),
    bias: floats(sizes.bias),
    indices: numbers(sizes.indices),
    values: floats(sizes.values),
    hidden: floats(sizes.hidden),
    units: numbers(sizes.units),
    activities: floats(sizes.activities),
    scores: floats(sizes.scores),
    errors: floats(sizes.errors),
    gradient: floats(sizes.gradient),
    moves: floats(sizes.moves),
    sums: floats(sizes.sums),
  };
}

/** The network that stands in a workspace, by itself. */
export function networkOf({ shape, inputs, outputs, hiddenBias, bias }: Workspace): FloatNetwork {
  const { features, width, labels } = shape;
  return {
    inputs: rowsOf(inputs.items, features, width),
    hiddenBias: hiddenBias.items.slice(0, width),
    outputs: rowsOf(outputs.items, width, labels),
    bias: bias.items.slice(0, labels),
  };
}

/** The next multiple of the floats that a kernel takes at a time. */
export function filledUp(size: number): number {
  return Math.ceil(size / LANES) * LANES;
}

function rowsOf(matrix: Float32Array, count: number, width: number): Float32Array {
  const stride = filledUp(width);
  const rows = new Float32Array(count * width);
  for (let row = 0; row < count; row++) {
    rows.set(matrix.subarray(row * stride, row * stride + width), row * width);
  }
  return rows;
}
