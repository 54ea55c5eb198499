import type { Language } from '../text.ts';
import { createFeatureCounts } from './feature-counts.ts';
import { type FeatureIndex, indexFeatures } from './feature-index.ts';
import { BIGRAM_LETTER, wordFeatures, wordsOf } from './features.ts';
import { FRAME_LETTER, FRAME_SIZES, frameParts, frameWord, hasQuestionMark } from './frame.ts';
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
  const kept = countTexts(texts, minCount).filter(({ count }) => count >= minCount);
  return {
    index: indexFeatures(kept.map(({ name }) => name)),
    idf: Float32Array.from(kept, ({ count }) => 1 + Math.log((1 + texts.length) / (1 + count))),
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
function countTexts(texts: readonly Written[], minCount: number) {
  const counts = createFeatureCounts();
  const met: Record<Language, Map<string, MetWord>> = { fr: new Map(), en: new Map() };
  texts.forEach(({ text, language }, at) => {
    const words = wordsOf(text);
    const stems = ['^'];
    const addPair = () =>
      counts.addJoined(BIGRAM_LETTER, stems, stems.length - 2, stems.length, at, minCount);
    for (const token of words) {
      const known = met[language].get(token);
      const names = known ? undefined : wordFeatures(token, language);
      const stem = known?.stem ?? names?.stem ?? '';
      const own = known?.own ?? [names?.word ?? '', stem].map(counts.number);
      counts.addAll(own, at);
      stems.push(stem);
      addPair();
      const grams = known?.grams ?? names?.grams.map(counts.number) ?? [];
      counts.addAll(grams, at);
      if (!known) met[language].set(token, { stem, own, grams });
    }
    stems.push('$');
    addPair();
    const frame = frameParts(words.map(frameWord), hasQuestionMark(text));
    for (const size of FRAME_SIZES) {
      for (let start = 0; start + size <= frame.length; start++) {
        counts.addJoined(FRAME_LETTER, frame, start, start + size, at, FRAMES * minCount);
      }
    }
  });
  return counts.named();
}
