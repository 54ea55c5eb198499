/** `kernels.wat`, assembled (by wabt's wat2wasm): four numbers at a time, where V8 does one, in doubles. */
const MODULE = [
  'AGFzbQEAAAABIQNgCH9/f39/f39/AGAJf39/f39/f39/AGAFf39/f30BfQMEAwABAgUDAQABBykEBm1lbW9yeQIAB2FkZFJvd3MA',
  'AAlsZWFyblJvd3MAAQZwb3dlcnMAAgrKBQPxAQIGfwR7IAAgAkECdGohCAJAA0AgACAITw0BIAD9CQIAIQ4gAP0JAgQhDyAA/QkC',
  'CCEQIAD9CQIMIREgAyABKAIAIARsaiEKIAMgASgCBCAEbGohCyADIAEoAgggBGxqIQwgAyABKAIMIARsaiENIAYhCQJAA0AgCSAH',
  'Tw0BIAUgCWogBSAJav0ABAAgDiAKIAlq/QAEAP3mASAPIAsgCWr9AAQA/eYB/eQB/eQBIBAgDCAJav0ABAD95gEgESANIAlq/QAE',
  'AP3mAf3kAf3kAf0LBAAgCUEQaiEJDAALCyAAQRBqIQAgAUEQaiEBDAALCwvSAQIDfwR7IAAgAkECdGohCQJAA0AgACAJTw0BIAD9',
  'CQIAIQwgAyABKAIAIARsaiEL/QwAAAAAAAAAAAAAAAAAAAAAIQ0gBiEKAkADQCAKIAdPDQEgCyAKav0ABAAhDiAFIApq/QAEACEP',
  'IA0gDiAP/eYB/eQBIQ0gCyAKaiAOIAwgD/3mAf3lAf0LBAAgCkEQaiEKDAALCyAIIAgqAgAgDf0fACAN/R8BkiAN/R8CIA39HwOS',
  'kpI4AgAgAEEEaiEAIAFBBGohASAIQQRqIQgMAAsLC4ACAQN7AkADQCACIANPDQFDAACuwv0TIAAgAmr9AAQAIAT9E/3lAf3pASEF',
  'IAVDO6q4P/0T/eYB/WohBiAFIAZDAIAxP/0T/eYB/eUBIAZDg4Beuf0T/eYB/eUBIQVDAACAP/0TIAVDAACAP/0TIAVDAAAAP/0T',
  'IAVDq6oqPv0TIAVDq6oqPf0TIAVDiIgIPP0T/eYB/eQB/eYB/eQB/eYB/eQB/eYB/eQB/eYB/eQBIQUgBSAG/fgBQf8A/RH9rgFB',
  'F/2rAf3mASEFIAEgAmogBf0LBAAgByAF/eQBIQcgAkEQaiECDAALCyAH/R8AIAf9HwGSIAf9HwIgB/0fA5KSCw==',
].join('');

/** Bytes of a page of memory. */
const PAGE = 65_536;
/** The lowest exponent whose power is a number that processors take at full speed. */
const LOWEST = -87;

/**
 * The inner loops of training, over one memory. All places are in bytes; rows of a matrix start `stride` bytes after each other; columns
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
  /** Puts e to the power of each score less `highest` (less than -87 counts as that) at `into`; gives the sum. */
  powers(scores: number, into: number, from: number, to: number, highest: number): number;
}

let compiled: WebAssembly.Module | undefined;

/** The kernels over so many bytes: in WebAssembly, or plain where the processor or the runtime cannot do that. */
export function createKernels(bytes: number): Kernels {
  try {
    compiled ??= new WebAssembly.Module(Buffer.from(MODULE, 'base64'));
    const { memory, ...loops } = new WebAssembly.Instance(compiled).exports as unknown as Omit<
      Kernels,
      'memory'
    > & { readonly memory: WebAssembly.Memory };
    memory.grow(Math.ceil(bytes / PAGE));
    return { memory: memory.buffer, ...loops };
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
    powers(scores, into, from, to, highest) {
      let sum = 0;
      for (let column = from; column < to; column += 4) {
        const power = Math.exp(Math.max(LOWEST, at(scores + column) - highest));
        floats[(into + column) >> 2] = power;
        sum += power;
      }
      return sum;
    },
  };
}
