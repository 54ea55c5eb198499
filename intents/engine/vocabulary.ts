import type { Language } from '../text.ts';
import { type FeatureIndex, indexFeatures } from './feature-index.ts';
import { bigramFeature, wordFeatures, wordsOf } from './features.ts';
import { frameFeatures, frameWord, hasQuestionMark, isFrame } from './frame.ts';
import type { Spellings } from './spelling.ts';

/** The known features: the number of each, and its inverse document frequency (no unit, 1 or more). */
export interface Vocabulary {
  readonly index: FeatureIndex;
  readonly idf: Float32Array;
  /** The words that a misspelt one may have meant; empty while training, which learns from errors as they are. */
  readonly spellings: Spellings;
}

/** A text whose language is known. */
export interface Written {
  readonly text: string;
  readonly language: Language;
}

/** Frames repeat: one that is met this many times less often than a word has to be says nothing in general. */
const FRAMES = 4;

/** Collects the features that occur in at least `minCount` of the texts. */
export function buildVocabulary(texts: readonly Written[], minCount: number): Vocabulary {
  const counts = countTexts(texts);
  const kept = [...counts].filter(([name, count]) => count >= (isFrame(name) ? FRAMES * minCount : minCount));
  return {
    index: indexFeatures(kept.map(([name]) => name)),
    idf: Float32Array.from(kept, ([, count]) => 1 + Math.log((1 + texts.length) / (1 + count))),
    spellings: new Map(),
  };
}

/** A word that was met before, and the numbers of its features. */
interface MetWord {
  readonly stem: string;
  readonly own: readonly number[];
  readonly grams: readonly number[];
}

/**
 * How many of the texts each feature occurs in, in the order in which they are met. The names of a word's features are found
 * and looked up at its first sight only: doing it for every word would be half of a training.
 */
function countTexts(texts: readonly Written[]): ReadonlyMap<string, number> {
  const counts = createTextCounts();
  const met: Record<Language, Map<string, MetWord>> = { fr: new Map(), en: new Map() };
  texts.forEach(({ text, language }, at) => {
    let last = '^';
    const frame: string[] = [];
    for (const token of wordsOf(text)) {
      frame.push(frameWord(token));
      const known = met[language].get(token);
      const names = known ? undefined : wordFeatures(token, language);
      const stem = known?.stem ?? names?.stem ?? '';
      const own = known?.own ?? counts.number([names?.word ?? '', stem]);
      counts.add(own, at);
      counts.add(counts.number([bigramFeature(last, stem)]), at);
      const grams = known?.grams ?? counts.number(names?.grams ?? []);
      counts.add(grams, at);
      if (!known) met[language].set(token, { stem, own, grams });
      last = stem;
    }
    counts.add(counts.number([bigramFeature(last, '$')]), at);
    counts.add(counts.number(frameFeatures(frame, hasQuestionMark(text))), at);
  });
  return counts.all();
}

/** Counts for each feature the texts that it is in; features have numbers in the order in which they are first named. */
function createTextCounts() {
  const numbers = new Map<string, number>();
  const counts: number[] = [];
  /** The last text that each feature was counted in. */
  const lastIn: number[] = [];
  const numberOf = (name: string): number => {
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, counts.length);
    lastIn.push(-1);
    return counts.push(0) - 1;
  };
  return {
    number: (names: readonly string[]): number[] => names.map(numberOf),
    add: (features: readonly number[], text: number): void => {
      for (const feature of features) {
        if (lastIn[feature] !== text) counts[feature] = (counts[feature] ?? 0) + 1;
        lastIn[feature] = text;
      }
    },
    all: () => new Map([...numbers].map(([name, number]) => [name, counts[number] ?? 0])),
  };
}
