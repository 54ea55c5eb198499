/**
 * The top of a network four labels at a time, in WebAssembly: most of what scoring a line took was spent there, and V8 does one
 * product at a time, in doubles. What learns stays with `add-rows.ts`.
 */

/**
 * A module of one function over its memory, written out since nothing that assembles it is installed:
 *
 *     addRows(factor, end, row, bytes): for each factor from one address up to another that is not 0, adds the row times the factor to
 *     what stands from address 0 on; rows follow each other, each so many bytes long, a multiple of 16.
 */
const MODULE = bytesOf(`
  00 61 73 6d 01 00 00 00        ; WebAssembly, version 1
  01 08 01 60 04 7f 7f 7f 7f 00  ; a function of four i32: factor 0, end 1, row 2, bytes 3
  03 02 01 00
  05 03 01 00 01                 ; a memory of one page, which is made larger
  07 14 02                       ; exported:
  06 6d 65 6d 6f 72 79 02 00     ;   memory
  07 61 64 64 52 6f 77 73 00 00  ;   addRows
  0a 64 01 62 02 01 7f 01 7b     ; two locals: i32 at 4, v128 by 5
  03 40                          ; loop
  20 00 2a 02 00                 ;   f32.load factor
  43 00 00 00 00 5c 04 40        ;   if it is not 0
  20 00 fd 09 02 00 21 05        ;     by = v128.load32_splat factor
  41 00 21 04                    ;     at = 0
  03 40                          ;     loop
  20 04                          ;       where to store: at
  20 04 fd 00 04 00              ;       v128.load at
  20 05                          ;       by
  20 02 20 04 6a fd 00 04 00     ;       v128.load row + at
  fd e6 01 fd e4 01              ;       f32x4.mul, f32x4.add
  fd 0b 04 00                    ;       v128.store
  20 04 41 10 6a 22 04           ;       at += 16
  20 03 49 0d 00                 ;       again while at < bytes
  0b 0b                          ;     end, end
  20 02 20 03 6a 21 02           ;   row += bytes
  20 00 41 04 6a 22 00           ;   factor += 4
  20 01 49 0d 00                 ;   again while factor < end
  0b 0b
`);

/** Bytes of a page of memory, of a float, and of four of them. */
const PAGE = 65_536;
const FLOAT = 4;
const VECTOR = 16;

/** Fills `scores` with the raw score of each label for rectified units. */
export type ScoreTop = (hidden: Float32Array, scores: Float32Array) => void;

/**
 * The scores for `outputs` (units × labels, row by row) and a bias a label; they differ from those of `add-rows.ts` by rounding
 * alone. None where the processor or the runtime cannot do it, or there is no memory for it.
 */
export function createSimdTop(outputs: Float32Array, bias: Float32Array): ScoreTop | undefined {
  const labels = bias.length;
  const units = outputs.length / labels;
  if (!(units >= 1)) return undefined;
  const bytes = roundUp(labels * FLOAT, VECTOR);
  const rows = bytes + roundUp(units * FLOAT, VECTOR);
  const made = instantiate(rows + units * bytes);
  if (!made) return undefined;
  const { memory, addRows } = made;
  const sums = new Float32Array(memory.buffer, 0, labels);
  const factors = new Float32Array(memory.buffer, bytes, units);
  for (let unit = 0; unit < units; unit++) {
    const row = outputs.subarray(unit * labels, (unit + 1) * labels);
    new Float32Array(memory.buffer, rows + unit * bytes, labels).set(row);
  }
  return (hidden, scores) => {
    sums.set(bias);
    factors.set(hidden);
    addRows(bytes, bytes + units * FLOAT, rows, bytes);
    scores.set(sums);
  };
}

interface Made {
  readonly memory: WebAssembly.Memory;
  readonly addRows: (factor: number, end: number, row: number, bytes: number) => void;
}

let compiled: WebAssembly.Module | undefined;

function instantiate(size: number): Made | undefined {
  try {
    compiled ??= new WebAssembly.Module(MODULE);
    const made = new WebAssembly.Instance(compiled).exports as unknown as Made;
    made.memory.grow(Math.ceil(size / PAGE) - 1);
    return made;
  } catch {
    return undefined;
  }
}

function roundUp(size: number, to: number): number {
  return Math.ceil(size / to) * to;
}

function bytesOf(listing: string): Uint8Array<ArrayBuffer> {
  const pairs = listing.replace(/;.*/g, '').match(/[0-9a-f]{2}/g) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}
