import type { Language } from '../text.ts';
import type { Classifier } from './classifier.ts';
import { namesOf } from './feature-index.ts';
import { activate, type Network } from './network.ts';
import { vectorize } from './vectorizer.ts';

export interface Reason {
  /** A feature's name: `w` a word, `s` a stem, `b` two stems in a row, `g` letters in a row, and what they are. */
  readonly feature: string;
  /** What the label's raw score gains by the feature over the mean of all labels (a logit, no unit). */
  readonly gain: number;
}

/** What in a text speaks for a label, strongest first: gradient times input, through the units that are on. */
export function explain(model: Classifier, text: string, language: Language, label: string): Reason[] {
  const { network, vocabulary, labels } = model;
  const { indices, values } = vectorize(text, language, vocabulary);
  const pulls = activate(network, { indices, values }).map((value, unit) =>
    value === 0 ? 0 : pullOf(network, unit, labels.indexOf(label)),
  );
  const names = namesOf(vocabulary.index);
  return Array.from(indices, (index, position) => {
    const row = network.inputs.subarray(index * pulls.length, (index + 1) * pulls.length);
    const sum = pulls.reduce((total, pull, unit) => total + pull * (row[unit] ?? 0), 0);
    const gain = sum * (network.scales[index] ?? 0) * (values[position] ?? 0);
    return { feature: names[index] ?? '', gain };
  }).sort((a, b) => b.gain - a.gain);
}

/** How much more a unit speaks for a label than for the mean of all. */
function pullOf({ outputs, bias }: Network, unit: number, label: number): number {
  const row = outputs.subarray(unit * bias.length, (unit + 1) * bias.length);
  return (row[label] ?? 0) - row.reduce((sum, weight) => sum + weight, 0) / bias.length;
}
