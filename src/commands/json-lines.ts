import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { z } from 'zod';

/** A line of input that is not what the command takes; the message names its number. */
export class LineError extends Error {
  readonly code = 'line.invalid';
}

/** Reads JSON lines of a shape; blank lines are passed over. Throws `LineError` on the first that does not fit. */
export async function* readJsonLines<Schema extends z.ZodType>(
  input: Readable,
  schema: Schema,
): AsyncGenerator<z.infer<Schema>> {
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (line.trim() !== '') yield parseLine(line, number, schema);
  }
}

function parseLine<Schema extends z.ZodType>(line: string, number: number, schema: Schema): z.infer<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new LineError(`line ${number} is not JSON; expected lines such as {"text": "…"}`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new LineError(`line ${number}: ${issue?.path.join('.') || 'value'}: ${issue?.message}`);
}

/** Writes a value as one JSON line to standard output. */
export function writeJsonLine(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
