import { heardAs } from '../../dialogs/interpret/heard-as.ts';
import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import { type Effort, READER_EFFORT } from '../../intents/engine/effort.ts';
import type { Example } from '../../intents/engine/train.ts';
import { createReader, type Models } from '../../intents/reader.ts';
import { buildTaxonomy, type Homes } from '../../intents/taxonomy.ts';
import { trainInThreads } from '../../src/content/train-in-threads.ts';
import { shareOf } from '../../src/training/figures.ts';
import { createLineReader, placeLines } from '../../src/training/placed-lines.ts';

/** One line in this many is held out of the corpus for the cross-validated figure. */
const FOLDS = 5;

/** One network tells as well as three whether a change of the corpus loses something, in a third of the time. */
const EFFORT: Effort = { ...READER_EFFORT, networks: 1 };

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
  const intent = await trainInThreads(learned, EFFORT, buildTaxonomy(homes, heardAs));
  const reader = createReader({ ...models, intent }, []);
  return shareOf(placeLines(held, knowledge, reader, homes), createLineReader(reader, homes));
}
