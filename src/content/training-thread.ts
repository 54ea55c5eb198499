import { parentPort, workerData } from 'node:worker_threads';
import { type Course, trainMember } from '../../intents/engine/train.ts';

// One network of a classifier: see train-in-threads.ts.
const { course, number } = workerData as { course: Course; number: number };
const member = trainMember(course, number);
const { inputs, outputs } = member.network;
parentPort?.postMessage(member, [inputs.buffer as ArrayBuffer, outputs.buffer as ArrayBuffer]);
