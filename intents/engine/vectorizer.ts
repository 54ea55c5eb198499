import type { Language } from '../text.ts';
import { findFeature } from './feature-index.ts';
import { bigramFeature, GROUP_WEIGHTS, wordFeatures, wordsOf } from './features.ts';
import { frameFeatures, frameWord, hasQuestionMark } from './frame.ts';
import { correct } from './spelling.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A sparse vector: `indices[i]` has `values[i]`; length 1 as a whole unless empty. */
export interface SparseVector {
  readonly indices: Uint32Array;
  readonly values: Float32Array;
}

/** The known features of a word, by number. */
interface KnownWord {
  readonly stem: string;
  /** What stands for it in a frame. */
  readonly frame: string;
  readonly words: readonly number[];
  readonly stems: readonly number[];
  readonly grams: readonly number[];
}

/** What is kept beside a vocabulary: the words met so far, and a count of each feature that is 0 between two uses. */
interface Memory {
  readonly words: Record<Language, Map<string, KnownWord>>;
  readonly counts: Uint16Array;
}

/** Looking up a word's letter grams costs more than all else, and most words have been met before. */
const memories = new WeakMap<Vocabulary, Memory>();
const MAX_WORDS = 20_000;

/** The vector of a text: (1 + ln tf) · idf, length 1 in each group, groups weighted, length 1 as a whole. */
export function vectorize(text: string, language: Language, vocabulary: Vocabulary): SparseVector {
  const memory = recall(vocabulary);
  const words = wordsOf(text).map((word) => lookUp(word, language, vocabulary, memory));
  const indices: number[] = [];
  const values: number[] = [];
  const add = (features: readonly (readonly number[])[], weight: number) =>
    addGroup(features, weight, vocabulary.idf, memory.counts, indices, values);
  const groups = {
    word: words.map((word) => word.words),
    stem: words.map((word) => word.stems),
    bigram: [bigramsOf(words, vocabulary)],
    gram: words.map((word) => word.grams),
    frame: [
      numbersOf(
        frameFeatures(
          words.map((word) => word.frame),
          hasQuestionMark(text),
        ),
        vocabulary,
      ),
    ],
  };
  add(groups.word, GROUP_WEIGHTS.word);
  add(groups.stem, GROUP_WEIGHTS.stem);
  add(groups.bigram, GROUP_WEIGHTS.bigram);
  add(groups.gram, GROUP_WEIGHTS.gram);
  add(groups.frame, GROUP_WEIGHTS.frame);
  scale(values, 0, 1);
  return { indices: Uint32Array.from(indices), values: Float32Array.from(values) };
}

/** Appends one group's features, counted, at the length `weight`. */
function addGroup(
  features: readonly (readonly number[])[],
  weight: number,
  idf: Float32Array,
  counts: Uint16Array,
  indices: number[],
  values: number[],
): void {
  const start = indices.length;
  for (const part of features) {
    for (const index of part) {
      const count = counts[index] ?? 0;
      if (count === 0) indices.push(index);
      counts[index] = count + 1;
    }
  }
  for (let position = start; position < indices.length; position++) {
    const index = indices[position] ?? 0;
    values.push((1 + Math.log(counts[index] ?? 1)) * (idf[index] ?? 0));
    counts[index] = 0;
  }
  scale(values, start, weight);
}

/** Gives the values from `start` on a length together. */
function scale(values: number[], start: number, length: number): void {
  let sum = 0;
  for (let position = start; position < values.length; position++) sum += (values[position] ?? 0) ** 2;
  const factor = length / (Math.sqrt(sum) || 1);
  for (let position = start; position < values.length; position++) {
    values[position] = (values[position] ?? 0) * factor;
  }
}

function bigramsOf(words: readonly KnownWord[], vocabulary: Vocabulary): number[] {
  const path = ['^', ...words.map((word) => word.stem), '$'];
  return numbersOf(
    path.slice(1).map((part, position) => bigramFeature(path[position] ?? '', part)),
    vocabulary,
  );
}

function lookUp(word: string, language: Language, vocabulary: Vocabulary, memory: Memory): KnownWord {
  const met = memory.words[language];
  const known = met.get(word);
  if (known) return known;
  const { spellings } = vocabulary;
  const meant = spellings.size > 0 ? correct(word, spellings) : word;
  const names = wordFeatures(meant, language);
  const found = {
    stem: names.stem,
    frame: frameWord(meant),
    words: numbersOf([names.word], vocabulary),
    stems: numbersOf([names.stem], vocabulary),
    grams: numbersOf(names.grams, vocabulary),
  } satisfies KnownWord;
  if (met.size >= MAX_WORDS) met.clear();
  met.set(word, found);
  return found;
}

function numbersOf(names: readonly string[], vocabulary: Vocabulary): number[] {
  const found: number[] = [];
  for (const name of names) {
    const number = findFeature(vocabulary.index, name);
    if (number >= 0) found.push(number);
  }
  return found;
}

function recall(vocabulary: Vocabulary): Memory {
  const known = memories.get(vocabulary);
  if (known) return known;
  const made = {
    words: { fr: new Map(), en: new Map() },
    counts: new Uint16Array(vocabulary.idf.length),
  } satisfies Memory;
  memories.set(vocabulary, made);
  return made;
}
