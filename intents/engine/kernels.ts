/** `kernels.wat`, assembled (by wabt's wat2wasm): four products at a time, where V8 does one, in doubles. */
const MODULE = [
  'AGFzbQEAAAABGAJgCH9/f39/f39/AGAJf39/f39/f39/AAMDAgABBQMBAAEHIAMGbWVtb3J5AgAHYWRkUm93cwAACWxlYXJu',
  'Um93cwABCsgDAvEBAgZ/BHsgACACQQJ0aiEIAkADQCAAIAhPDQEgAP0JAgAhDiAA/QkCBCEPIAD9CQIIIRAgAP0JAgwhESAD',
  'IAEoAgAgBGxqIQogAyABKAIEIARsaiELIAMgASgCCCAEbGohDCADIAEoAgwgBGxqIQ0gBiEJAkADQCAJIAdPDQEgBSAJaiAF',
  'IAlq/QAEACAOIAogCWr9AAQA/eYBIA8gCyAJav0ABAD95gH95AH95AEgECAMIAlq/QAEAP3mASARIA0gCWr9AAQA/eYB/eQB',
  '/eQB/QsEACAJQRBqIQkMAAsLIABBEGohACABQRBqIQEMAAsLC9IBAgN/BHsgACACQQJ0aiEJAkADQCAAIAlPDQEgAP0JAgAh',
  'DCADIAEoAgAgBGxqIQv9DAAAAAAAAAAAAAAAAAAAAAAhDSAGIQoCQANAIAogB08NASALIApq/QAEACEOIAUgCmr9AAQAIQ8g',
  'DSAOIA/95gH95AEhDSALIApqIA4gDCAP/eYB/eUB/QsEACAKQRBqIQoMAAsLIAggCCoCACAN/R8AIA39HwGSIA39HwIgDf0f',
  'A5KSkjgCACAAQQRqIQAgAUEEaiEBIAhBBGohCAwACwsL',
].join('');

/** Bytes of a page of memory. */
const PAGE = 65_536;

/**
 * The two inner loops of training, over one memory. All places are in bytes; rows of a matrix start `stride` bytes after each other; columns
 * go from `from` up to `to`, both multiples of 16.
 */
export interface Kernels {
  readonly memory: ArrayBuffer;
  /** Adds the rows whose numbers stand at `rows`, each times its factor, to what stands at `into`. `count` is a multiple of four. */
  addRows(
    factors: number,
    rows: number,
    count: number,
    matrix: number,
    stride: number,
    into: number,
    from: number,
    to: number,
  ): void;
  /** Adds to each row's sum at `sums` its product with `by`, and then takes `by` times the row's move from the row. */
  learnRows(
    moves: number,
    rows: number,
    count: number,
    matrix: number,
    stride: number,
    by: number,
    from: number,
    to: number,
    sums: number,
  ): void;
}

let compiled: WebAssembly.Module | undefined;

/** The kernels over so many bytes: in WebAssembly, or plain where the processor or the runtime cannot do that. */
export function createKernels(bytes: number): Kernels {
  try {
    compiled ??= new WebAssembly.Module(Buffer.from(MODULE, 'base64'));
    const { memory, addRows, learnRows } = new WebAssembly.Instance(compiled).exports as unknown as Pick<
      Kernels,
      'addRows' | 'learnRows'
    > & { readonly memory: WebAssembly.Memory };
    memory.grow(Math.ceil(bytes / PAGE));
    return { memory: memory.buffer, addRows, learnRows };
  } catch {
    return createPlainKernels(bytes);
  }
}

/** The same without WebAssembly; what they work out differs by rounding alone. */
export function createPlainKernels(bytes: number): Kernels {
  const memory = new ArrayBuffer(Math.ceil(bytes / PAGE) * PAGE);
  const floats = new Float32Array(memory);
  const numbers = new Uint32Array(memory);
  const at = (place: number) => floats[place >> 2] as number;
  return {
    memory,
    addRows(factors, rows, count, matrix, stride, into, from, to) {
      for (let row = 0; row < count; row++) {
        const factor = at(factors + 4 * row);
        if (factor === 0) continue;
        const start = matrix + (numbers[(rows >> 2) + row] as number) * stride;
        for (let column = from; column < to; column += 4) {
          floats[(into + column) >> 2] = at(into + column) + factor * at(start + column);
        }
      }
    },
    learnRows(moves, rows, count, matrix, stride, by, from, to, sums) {
      for (let row = 0; row < count; row++) {
        const move = at(moves + 4 * row);
        const start = matrix + (numbers[(rows >> 2) + row] as number) * stride;
        let sum = at(sums + 4 * row);
        for (let column = from; column < to; column += 4) {
          const weight = at(start + column);
          const error = at(by + column);
          sum += weight * error;
          floats[(start + column) >> 2] = weight - move * error;
        }
        floats[(sums >> 2) + row] = sum;
      }
    },
  };
}
