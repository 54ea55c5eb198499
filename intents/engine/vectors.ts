import { MAX_FEATURES } from './features.ts';
import type { SparseVector } from './vectorizer.ts';

/** Many sparse vectors one behind the other, in memory that threads share, in batches of `BATCH`. */
export interface PackedVectors {
  readonly size: number;
  readonly batches: readonly Batch[];
}

/** Vector `i` of a batch goes from `starts[i]` to `starts[i + 1]`. */
interface Batch {
  readonly starts: Uint32Array;
  readonly indices: Uint32Array;
  readonly values: Float32Array;
}

/** Vectors that are put together before their memory is asked for: how much all take is known at the end only. */
const BATCH = 1024;

/** Packs so many vectors, each of which is copied before the next one is asked for. */
export function packVectors(size: number, vectorOf: (at: number) => SparseVector): PackedVectors {
  const batches: Batch[] = [];
  let room = 2 * MAX_FEATURES;
  let [indices, values] = [new Uint32Array(room), new Float32Array(room)];
  for (let first = 0; first < size; first += BATCH) {
    const count = Math.min(BATCH, size - first);
    const starts = shared(Uint32Array, count + 1);
    let end = 0;
    for (let at = 0; at < count; at++) {
      const vector = vectorOf(first + at);
      if (end + vector.indices.length > room) {
        room *= 2;
        [indices, values] = [copied(indices, new Uint32Array(room)), copied(values, new Float32Array(room))];
      }
      indices.set(vector.indices, end);
      values.set(vector.values, end);
      end += vector.indices.length;
      starts[at + 1] = end;
    }
    batches.push({
      starts,
      indices: copied(indices.subarray(0, end), shared(Uint32Array, end)),
      values: copied(values.subarray(0, end), shared(Float32Array, end)),
    });
  }
  return { size, batches };
}

/** One of the vectors, without copying it. */
export function vectorAt({ batches }: PackedVectors, at: number): SparseVector {
  const { starts, indices, values } = batches[Math.floor(at / BATCH)] as Batch;
  const [start, end] = [starts[at % BATCH], starts[(at % BATCH) + 1]];
  return { indices: indices.subarray(start, end), values: values.subarray(start, end) };
}

function shared<Items>(
  Type: { new (memory: SharedArrayBuffer): Items; BYTES_PER_ELEMENT: number },
  length: number,
): Items {
  return new Type(new SharedArrayBuffer(length * Type.BYTES_PER_ELEMENT));
}

function copied<Items extends { set(from: Items): void }>(from: Items, to: Items): Items {
  to.set(from);
  return to;
}
