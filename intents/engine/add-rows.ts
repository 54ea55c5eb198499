/*
 * The inner loop of scoring: adds rows of a matrix, each times its factor, to `into`. Four rows a turn, as
 * loading and storing a sum costs more than adding to it. `factors` has to be 0 from `count` up to the next multiple of
 * four, or to end there. The two functions are the same but for the type of the matrix: one function that meets both
 * types runs at half the speed in V8. All that is read is there, and said to be with `as number`: a number in place of what is
 * missing (`?? 0`), and lists taken apart, have V8 make an object of each number until it has optimised the function for good.
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
    const byA = at(factors, row);
    const byB = at(factors, row + 1);
    const byC = at(factors, row + 2);
    const byD = at(factors, row + 3);
    let a = at(rows, row) * width;
    let b = at(rows, row + 1) * width;
    let c = at(rows, row + 2) * width;
    let d = at(rows, row + 3) * width;
    for (let column = 0; column < width; column++) {
      into[column] =
        (into[column] as number) +
        byA * (matrix[a++] as number) +
        byB * (matrix[b++] as number) +
        byC * (matrix[c++] as number) +
        byD * (matrix[d++] as number);
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
    const byA = at(factors, row);
    const byB = at(factors, row + 1);
    const byC = at(factors, row + 2);
    const byD = at(factors, row + 3);
    let a = at(rows, row) * width;
    let b = at(rows, row + 1) * width;
    let c = at(rows, row + 2) * width;
    let d = at(rows, row + 3) * width;
    for (let column = 0; column < width; column++) {
      into[column] =
        (into[column] as number) +
        byA * (matrix[a++] as number) +
        byB * (matrix[b++] as number) +
        byC * (matrix[c++] as number) +
        byD * (matrix[d++] as number);
    }
  }
}

function at(items: Uint32Array | Float32Array, index: number): number {
  return index < items.length ? (items[index] as number) : 0;
}
