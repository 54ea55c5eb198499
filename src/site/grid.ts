import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const PAGES = ['chat', 'embed', 'desk', 'room', 'pages'] as const;
const result = z.enum(['holds', 'fails', 'untested', 'na']);

const gridSchema = z.strictObject({
  /** The day of the evaluation. */
  date: z.iso.date(),
  /** By the number of the criterion; those that do not apply to any page are listed apart. */
  criteria: z.record(
    z.string().regex(/^\d{1,2}\.\d{1,2}$/),
    z.strictObject({
      chat: result,
      embed: result,
      desk: result,
      room: result,
      pages: result,
      how: z.string().min(1),
    }),
  ),
  not_applicable: z.array(z.string()),
});

/** The evaluation by RGAA 4.1. */
export type Grid = z.infer<typeof gridSchema>;

export interface Verdict {
  readonly level: 'full' | 'partial' | 'none';
  /** Per cent of the applicable criteria, rounded down: nothing is claimed that is not there. */
  readonly rate: number;
  readonly holds: number;
  readonly applicable: number;
  readonly failures: readonly string[];
  readonly untested: readonly string[];
}

/** Reads src/site/rgaa.yaml. */
export function readGrid(): Grid {
  return gridSchema.parse(parse(readFileSync(join(import.meta.dirname, 'rgaa.yaml'), 'utf8')));
}

/**
 * What the grid amounts to. A criterion holds where it holds on each page that it applies to; one that was not tested somewhere
 * counts as not held.
 */
export function judge({ criteria }: Grid): Verdict {
  const all = Object.entries(criteria).map(([id, pages]) => ({
    id,
    results: PAGES.map((page) => pages[page]),
  }));
  const applicable = all.filter(({ results }) => results.some((one) => one !== 'na'));
  const failures = applicable.filter(({ results }) => results.includes('fails'));
  const untested = applicable.filter(
    ({ results }) => results.includes('untested') && !results.includes('fails'),
  );
  const holds = applicable.length - failures.length - untested.length;
  const share = holds / applicable.length;
  return {
    level: share === 1 ? 'full' : share >= 0.5 ? 'partial' : 'none',
    rate: Math.floor(share * 100),
    holds,
    applicable: applicable.length,
    failures: failures.map(({ id }) => id),
    untested: untested.map(({ id }) => id),
  };
}
