import type { Language } from '../text.ts';
import { findFeature, findJoined } from './feature-index.ts';
import { BIGRAM_LETTER, GROUP_WEIGHTS, MAX_FEATURES, wordFeatures, wordsOf } from './features.ts';
import { FRAME_LETTER, FRAME_SIZES, frameParts, frameWord, hasQuestionMark } from './frame.ts';
import { correct } from './spelling.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A sparse vector: `indices[i]` has `values[i]`; length 1 as a whole unless empty. */
export interface SparseVector {
  readonly indices: Uint32Array;
  readonly values: Float32Array;
}

/** What of a text its vectors are made of, whatever the vocabulary. */
export interface TextParts {
  readonly words: readonly string[];
  readonly asks: boolean;
}

/** The known features of a word, by number. */
interface KnownWord {
  readonly stemName: string;
  /** What stands for it in a frame. */
  readonly frame: string;
  /** Numbers of the word itself and of its stem; -1 where it is not known. */
  readonly word: number;
  readonly stem: number;
  readonly grams: readonly number[];
}

/**
 * What is kept beside a vocabulary: the words met so far, a count of each feature that is 0 between two uses, and room for one
 * vector. Room that is made for each text, in memory outside of V8's own, would cost more than what is put into it.
 */
interface Memory {
  readonly words: Record<Language, Map<string, KnownWord>>;
  readonly counts: Uint16Array;
  readonly room: {
    readonly indices: Uint32Array;
    readonly values: Float64Array;
    readonly rounded: Float32Array;
  };
}

/** Looking up a word's letter grams costs more than all else, and most words have been met before. */
const memories = new WeakMap<Vocabulary, Memory>();
const MAX_WORDS = 20_000;

/** Reads what vectors of a text are made of. */
export function partsOf(text: string): TextParts {
  return { words: wordsOf(text), asks: hasQuestionMark(text) };
}

/** The vector of a text: (1 + ln tf) · idf, length 1 in each group, groups weighted, length 1 as a whole. */
export function vectorize(text: string, language: Language, vocabulary: Vocabulary): SparseVector {
  const { indices, values } = passingVector(partsOf(text), language, vocabulary);
  return { indices: indices.slice(), values: values.slice() };
}

/** The same for now: the next vector of this vocabulary takes its place. */
export function passingVector(parts: TextParts, language: Language, vocabulary: Vocabulary): SparseVector {
  const memory = recall(vocabulary);
  const { indices, values, rounded } = memory.room;
  const words = parts.words.map((word) => lookUp(word, language, vocabulary, memory));
  /** Ends a group, its features counted from `start` to `end`, at the length `weight`; gives where the next one begins. */
  const close = (start: number, end: number, weight: number): number => {
    weigh(memory, vocabulary.idf, start, end);
    scale(values, start, end, weight);
    return end;
  };
  let [start, end] = [0, 0];
  words.forEach(({ word }) => {
    end = count(memory, word, end);
  });
  start = close(start, end, GROUP_WEIGHTS.word);
  words.forEach(({ stem }) => {
    end = count(memory, stem, end);
  });
  start = close(start, end, GROUP_WEIGHTS.stem);
  const stems = ['^', ...words.map(({ stemName }) => stemName), '$'];
  end = countRows(memory, vocabulary, BIGRAM_LETTER, stems, 2, end);
  start = close(start, end, GROUP_WEIGHTS.bigram);
  words.forEach(({ grams }) => {
    end = countAll(memory, grams, end);
  });
  start = close(start, end, GROUP_WEIGHTS.gram);
  const frames = words.map(({ frame }) => frame);
  const frame = frameParts(frames, parts.asks);
  for (const size of FRAME_SIZES) end = countRows(memory, vocabulary, FRAME_LETTER, frame, size, end);
  close(start, end, GROUP_WEIGHTS.frame);
  scale(values, 0, end, 1);
  rounded.set(values.subarray(0, end));
  return { indices: indices.subarray(0, end), values: rounded.subarray(0, end) };
}

/** Whether a word is known, as it is or by its stem: letters alone may stand for anything. */
export function knowsWords({ words }: TextParts, language: Language, vocabulary: Vocabulary): boolean {
  const memory = recall(vocabulary);
  return words.some((name) => {
    const { word, stem } = lookUp(name, language, vocabulary, memory);
    return word >= 0 || stem >= 0;
  });
}

/** Counts a feature, where it is one; gives the number of different ones after it. */
function count({ counts, room }: Memory, feature: number, end: number): number {
  if (feature < 0) return end;
  const times = counts[feature] as number;
  counts[feature] = times + 1;
  if (times > 0) return end;
  room.indices[end] = feature;
  return end + 1;
}

function countAll(memory: Memory, features: readonly number[], from: number): number {
  let end = from;
  for (let at = 0; at < features.length; at++) end = count(memory, features[at] as number, end);
  return end;
}

/** Counts the features of so many parts in a row. */
function countRows(
  memory: Memory,
  { index }: Vocabulary,
  letter: string,
  parts: readonly string[],
  size: number,
  from: number,
): number {
  let end = from;
  for (let start = 0; start + size <= parts.length; start++) {
    end = count(memory, findJoined(index, letter, parts, start, start + size), end);
  }
  return end;
}

/** Gives the features from `start` to `end` their values by their counts, and those back to 0. */
function weigh({ counts, room }: Memory, idf: Float32Array, start: number, end: number): void {
  for (let at = start; at < end; at++) {
    const feature = room.indices[at] as number;
    const times = counts[feature] as number;
    room.values[at] = (times === 1 ? 1 : 1 + Math.log(times)) * (idf[feature] as number);
    counts[feature] = 0;
  }
}

/** Gives the values from `start` to `end` a length together. */
function scale(values: Float64Array, start: number, end: number, length: number): void {
  let sum = 0;
  for (let at = start; at < end; at++) sum += (values[at] as number) * (values[at] as number);
  const factor = length / (Math.sqrt(sum) || 1);
  for (let at = start; at < end; at++) values[at] = (values[at] as number) * factor;
}

function lookUp(word: string, language: Language, vocabulary: Vocabulary, memory: Memory): KnownWord {
  const met = memory.words[language];
  const known = met.get(word);
  if (known) return known;
  const { spellings } = vocabulary;
  const meant = spellings.size > 0 ? correct(word, spellings) : word;
  const names = wordFeatures(meant, language);
  const found = {
    stemName: names.stem,
    frame: frameWord(meant),
    word: findFeature(vocabulary.index, names.word),
    stem: findFeature(vocabulary.index, names.stem),
    grams: names.grams.map((name) => findFeature(vocabulary.index, name)).filter((number) => number >= 0),
  } satisfies KnownWord;
  if (met.size >= MAX_WORDS) met.clear();
  met.set(word, found);
  return found;
}

function recall(vocabulary: Vocabulary): Memory {
  const known = memories.get(vocabulary);
  if (known) return known;
  const made = {
    words: { fr: new Map(), en: new Map() },
    counts: new Uint16Array(vocabulary.idf.length),
    room: {
      indices: new Uint32Array(MAX_FEATURES),
      values: new Float64Array(MAX_FEATURES),
      rounded: new Float32Array(MAX_FEATURES),
    },
  } satisfies Memory;
  memories.set(vocabulary, made);
  return made;
}
