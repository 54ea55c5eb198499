import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Classifier } from '../../intents/engine/classifier.ts';
import type { Effort } from '../../intents/engine/effort.ts';
import { readClassifiers } from '../../intents/engine/model-file.ts';
import { type Example, type Member, prepareTraining, type Taxonomy } from '../../intents/engine/train.ts';

const THREAD = new URL('./training-thread.ts', import.meta.url);
const WHOLE = new URL('./classifier-thread.ts', import.meta.url);

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
    return answerOf(new Worker(THREAD, { workerData: { course, number } }));
  };
  const trained: Member[] = [];
  while (trained.length < members) {
    const round = Math.min(atOnce, members - trained.length);
    const first = trained.length;
    trained.push(...(await Promise.all(Array.from({ length: round }, (_, index) => train(first + index)))));
  }
  return finish(trained);
}

/** Trains a classifier by one thread, so that the next one can be prepared meanwhile. Rejects with what the thread threw. */
export async function trainInOneThread(examples: readonly Example[], effort: Effort): Promise<Classifier> {
  const bytes: Uint8Array = await answerOf(new Worker(WHOLE, { workerData: { examples, effort } }));
  const [classifier] = readClassifiers(bytes);
  if (!classifier) throw new Error('The training ended without a model.');
  return classifier;
}

async function answerOf<Answer>(thread: Worker): Promise<Answer> {
  const [answer] = await once(thread, 'message');
  return answer;
}
