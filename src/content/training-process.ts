// A process of its own (train-apart.ts): reads a corpus and the homes of its labels, and writes the models trained on it.
import { buffer } from 'node:stream/consumers';
import { writeClassifiers } from '../../intents/engine/model-file.ts';
import type { Example } from '../../intents/engine/train.ts';
import type { Label } from '../../intents/labels.ts';
import { trainModels } from './models.ts';

const [corpus, homes] = JSON.parse((await buffer(process.stdin)).toString()) as [
  Example[],
  [string, Label][],
];
const { intent, language } = await trainModels(corpus, new Map(homes));
process.stdout.end(writeClassifiers([intent, language]));
