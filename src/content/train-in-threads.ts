import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Classifier } from '../../intents/engine/classifier.ts';
import type { Effort } from '../../intents/engine/effort.ts';
import { type Example, type Member, prepareTraining, type Taxonomy } from '../../intents/engine/train.ts';

const THREAD = new URL('./training-thread.ts', import.meta.url);

/**
 * Trains a classifier with a thread for each of its networks; gives what `trainClassifier` gives, in the time of the slowest one
 * where there are processors for all; `atOnce` of them at a time. Rejects with what a thread threw.
 */
export async function trainInThreads(
  examples: readonly Example[],
  effort: Partial<Effort>,
  taxonomy: Taxonomy,
  atOnce = Number.POSITIVE_INFINITY,
): Promise<Classifier> {
  const { course, members, finish } = prepareTraining(examples, effort, taxonomy);
  const train = async (number: number): Promise<Member> => {
    const thread = new Worker(THREAD, { workerData: { course, number } });
    const [member] = await once(thread, 'message');
    return member;
  };
  const trained: Member[] = [];
  while (trained.length < members) {
    const round = Math.min(atOnce, members - trained.length);
    const first = trained.length;
    trained.push(...(await Promise.all(Array.from({ length: round }, (_, index) => train(first + index)))));
  }
  return finish(trained);
}
