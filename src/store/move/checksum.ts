import { createHash } from 'node:crypto';

export type Row = Readonly<Record<string, unknown>>;

/** Number of rows of a table, and a checksum that does not depend on their order: engines sort texts differently. */
export interface Sum {
  readonly rows: number;
  /** Hexadecimal, 64 bits. */
  readonly checksum: string;
}

/** Sums up rows as they pass by. */
export function createSum(): { add(row: Row): void; read(): Sum } {
  let rows = 0;
  let sum = 0n;
  return {
    add: (row) => {
      const columns = Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1));
      const digest = createHash('sha256').update(JSON.stringify(columns)).digest();
      sum = BigInt.asUintN(64, sum + digest.readBigUInt64BE());
      rows++;
    },
    read: () => ({ rows, checksum: sum.toString(16).padStart(16, '0') }),
  };
}
