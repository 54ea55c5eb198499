import BayesClassifier from 'natural/lib/natural/classifiers/bayes_classifier.js';
import type { Contender, Pair } from './contender.ts';

/** natural's Bayes classifier as its README uses it; foreign is how small a share the likeliest label has. */
export function trainNatural(pairs: readonly Pair[]): Contender {
  const classifier = new BayesClassifier();
  for (const [text, label] of pairs) classifier.addDocument(text, label);
  classifier.train();
  return {
    understand: (text) => {
      const ranking = classifier.getClassifications(text);
      const total = ranking.reduce((sum, { value }) => sum + value, 0);
      return { label: ranking[0]?.label ?? '', foreign: 1 - (ranking[0]?.value ?? 0) / total };
    },
    bytes: Buffer.byteLength(JSON.stringify(classifier)),
  };
}
