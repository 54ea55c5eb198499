/*
 * The inner loop of scoring and training: adds rows of a matrix, each times its factor, to `into`. Four rows a turn, as
 * loading and storing a sum costs more than adding to it. `factors` has to be 0 from `count` up to the next multiple of
 * four, or to end there. The two functions are the same but for the type of the matrix: one function that meets both
 * types runs at half the speed in V8.
 */

/** Adds rows of a matrix of floats. */
export function addFloatRows(
  into: Float32Array,
  matrix: Float32Array,
  rows: Uint32Array,
  factors: Float32Array,
  count: number,
): void {
  const width = into.length;
  for (let row = 0; row < count; row += 4) {
    const [a, b, c, d] = [at(rows, row), at(rows, row + 1), at(rows, row + 2), at(rows, row + 3)];
    const [byA, byB] = [at(factors, row), at(factors, row + 1)];
    const [byC, byD] = [at(factors, row + 2), at(factors, row + 3)];
    const [startA, startB, startC, startD] = [a * width, b * width, c * width, d * width];
    for (let column = 0; column < width; column++) {
      into[column] =
        (into[column] ?? 0) +
        byA * (matrix[startA + column] ?? 0) +
        byB * (matrix[startB + column] ?? 0) +
        byC * (matrix[startC + column] ?? 0) +
        byD * (matrix[startD + column] ?? 0);
    }
  }
}

/** Adds rows of a matrix of bytes. */
export function addByteRows(
  into: Float32Array,
  matrix: Int8Array,
  rows: Uint32Array,
  factors: Float32Array,
  count: number,
): void {
  const width = into.length;
  for (let row = 0; row < count; row += 4) {
    const [a, b, c, d] = [at(rows, row), at(rows, row + 1), at(rows, row + 2), at(rows, row + 3)];
    const [byA, byB] = [at(factors, row), at(factors, row + 1)];
    const [byC, byD] = [at(factors, row + 2), at(factors, row + 3)];
    const [startA, startB, startC, startD] = [a * width, b * width, c * width, d * width];
    for (let column = 0; column < width; column++) {
      into[column] =
        (into[column] ?? 0) +
        byA * (matrix[startA + column] ?? 0) +
        byB * (matrix[startB + column] ?? 0) +
        byC * (matrix[startC + column] ?? 0) +
        byD * (matrix[startD + column] ?? 0);
    }
  }
}

function at(items: Uint32Array | Float32Array, index: number): number {
  return index < items.length ? (items[index] ?? 0) : 0;
}
