import type { SparseVector } from './vectorizer.ts';

/** Many sparse vectors one behind the other, in memory that threads share: vector `i` goes from `starts[i]` to `starts[i + 1]`. */
export interface PackedVectors {
  readonly starts: Uint32Array;
  readonly indices: Uint32Array;
  readonly values: Float32Array;
}

/** Packs vectors. */
export function packVectors(vectors: readonly SparseVector[]): PackedVectors {
  const total = vectors.reduce((sum, { indices }) => sum + indices.length, 0);
  const packed = {
    starts: new Uint32Array(new SharedArrayBuffer((vectors.length + 1) * Uint32Array.BYTES_PER_ELEMENT)),
    indices: new Uint32Array(new SharedArrayBuffer(total * Uint32Array.BYTES_PER_ELEMENT)),
    values: new Float32Array(new SharedArrayBuffer(total * Float32Array.BYTES_PER_ELEMENT)),
  } satisfies PackedVectors;
  let start = 0;
  vectors.forEach(({ indices, values }, at) => {
    packed.indices.set(indices, start);
    packed.values.set(values, start);
    start += indices.length;
    packed.starts[at + 1] = start;
  });
  return packed;
}

/** One of the vectors, without copying it. */
export function vectorAt({ starts, indices, values }: PackedVectors, at: number): SparseVector {
  const [start, end] = [starts[at] ?? 0, starts[at + 1] ?? 0];
  return { indices: indices.subarray(start, end), values: values.subarray(start, end) };
}
