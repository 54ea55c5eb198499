import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import { type Example, READER_EFFORT } from '../../intents/engine/train.ts';
import { createReader, type Models } from '../../intents/reader.ts';
import { buildTaxonomy, type Homes } from '../../intents/taxonomy.ts';
import { trainInThreads } from '../../src/content/train-in-threads.ts';
import { createLineReader, isRight, type PlacedLine, placeLines } from './placed-lines.ts';

/** One line in this many is held out of the corpus for the cross-validated figure. */
const FOLDS = 5;

/** Share of the lines of each group that are read rightly, 0 to 1, to a thousandth. */
export function figuresOf(
  lines: readonly PlacedLine[],
  read: (line: PlacedLine) => string,
): Record<string, number> {
  const groups = [...Map.groupBy(lines, ({ group }) => group)].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(groups.map(([group, some]) => [group, shareOf(some, read)]));
}

/** Share of a fold of the corpus that is read rightly by a reader that learned from the rest, 0 to 1. Trains: half a minute. */
export async function crossValidate(
  corpus: readonly Example[],
  knowledge: Knowledge,
  models: Models,
  homes: Homes,
): Promise<number> {
  const [learned, held] = [1, 0].map((wanted) =>
    corpus.filter((_, index) => Number(index % FOLDS !== 0) === wanted),
  ) as [Example[], Example[]];
  const intent = await trainInThreads(learned, READER_EFFORT, buildTaxonomy(homes));
  const reader = createReader({ ...models, intent }, []);
  return shareOf(placeLines(held, knowledge, reader, homes), createLineReader(reader, homes));
}

function shareOf(lines: readonly PlacedLine[], read: (line: PlacedLine) => string): number {
  const right = lines.filter((line) => isRight(read(line), line)).length;
  return Math.round((1000 * right) / lines.length) / 1000;
}
