import { parentPort, workerData } from 'node:worker_threads';
import type { Effort } from '../../intents/engine/effort.ts';
import { writeClassifiers } from '../../intents/engine/model-file.ts';
import { type Example, trainClassifier } from '../../intents/engine/train.ts';

// A whole classifier, trained by a thread of its own: see train-in-threads.ts.
const { examples, effort } = workerData as { examples: Example[]; effort: Effort };
const bytes = writeClassifiers([trainClassifier(examples, effort)]);
parentPort?.postMessage(bytes);
