import { score } from '../../intents/engine/classifier.ts';
import { writeClassifiers } from '../../intents/engine/model-file.ts';
import { trainClassifier } from '../../intents/engine/train.ts';
import type { Contender, Pair } from './contender.ts';

/** This project's own engine; the language is given, as CLINC150 is all English. */
export function trainPermanence(pairs: readonly Pair[]): Contender {
  const model = trainClassifier(pairs.map(([text, label]) => ({ text, label, language: 'en' })));
  return {
    understand: (text) => {
      const { ranking, refusal } = score(model, text, 'en');
      return { label: ranking[0]?.label ?? '', foreign: refusal };
    },
    bytes: writeClassifiers([model]).byteLength,
  };
}
