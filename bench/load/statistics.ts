/** The value below which a share of the values lies; two decimals, not-a-number where there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return round(sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN);
}

/** The middle of some values. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Two decimals. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Rows as a Markdown table, columns named by the first row. */
export function markdownTable(rows: readonly Readonly<Record<string, string | number>>[]): string {
  const names = Object.keys(rows[0] ?? {});
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  const body = rows.map((row) =>
    line(names.map((name) => (Number.isNaN(row[name]) ? '–' : (row[name] ?? '')))),
  );
  return [line(names), line(names.map(() => '---')), ...body, ''].join('\n');
}

/** Writes a row of results as a JSON line. */
export function report(row: object): void {
  process.stdout.write(`${JSON.stringify(row)}\n`);
}
