import type { Language } from '../text.ts';
import { bigramFeature, wordFeatures, wordsOf } from './features.ts';
import type { Spellings } from './spelling.ts';

/** The known features: the number of each, and its inverse document frequency (no unit, 1 or more). */
export interface Vocabulary {
  readonly index: ReadonlyMap<string, number>;
  readonly idf: Float32Array;
  /** The words that a misspelt one may have meant; empty while training, which learns from errors as they are. */
  readonly spellings: Spellings;
}

/** A text whose language is known. */
export interface Written {
  readonly text: string;
  readonly language: Language;
}

/** Collects the features that occur in at least `minCount` of the texts. */
export function buildVocabulary(texts: readonly Written[], minCount: number): Vocabulary {
  const counts = new Map<string, number>();
  for (const { text, language } of texts) {
    for (const name of namesOf(text, language)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const kept = [...counts].filter(([, count]) => count >= minCount);
  return {
    index: new Map(kept.map(([name], position) => [name, position])),
    idf: Float32Array.from(kept, ([, count]) => 1 + Math.log((1 + texts.length) / (1 + count))),
    spellings: new Map(),
  };
}

/** The names of all features of a text, each once. */
function namesOf(text: string, language: Language): Set<string> {
  const names = new Set<string>();
  let last = '^';
  for (const token of wordsOf(text)) {
    const { word, stem, grams } = wordFeatures(token, language);
    names.add(word).add(stem).add(bigramFeature(last, stem));
    for (const gram of grams) names.add(gram);
    last = stem;
  }
  return names.add(bigramFeature(last, '$'));
}
