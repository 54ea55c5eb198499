import { fold, type Language, stem, tokenize } from './text.ts';

/** Feature groups: each is normalised to length 1 and weighted, so that many character grams do not drown few words. */
export const GROUPS = [
  { name: 'word', weight: 0.7 },
  { name: 'stem', weight: 1 },
  { name: 'bigram', weight: 0.8 },
  { name: 'gram', weight: 1.2 },
] as const;

const MIN_GRAM = 2;
const MAX_GRAM = 5;
/** Characters looked at: a pasted page must not make a turn slow. */
const MAX_CHARACTERS = 2000;

/** The feature names of a text, one list a group in the order of `GROUPS`, repeats kept (they are counted later). */
export function extractFeatures(text: string, language: Language): string[][] {
  const tokens = tokenize(text.slice(0, MAX_CHARACTERS));
  const words = tokens.map(fold);
  const stems = tokens.map((token) => stem(token, language));
  return [
    words.map((word) => `w${word}`),
    stems.map((part) => `s${part}`),
    bigrams(stems).map((pair) => `b${pair}`),
    words.flatMap(grams),
  ];
}

function bigrams(stems: readonly string[]): string[] {
  const path = ['^', ...stems, '$'];
  return path.slice(1).map((part, index) => `${path[index]} ${part}`);
}

function grams(word: string): string[] {
  const padded = `_${word}_`;
  const found: string[] = [];
  for (let size = MIN_GRAM; size <= MAX_GRAM; size++) {
    for (let start = 0; start + size <= padded.length; start++) {
      found.push(`g${padded.slice(start, start + size)}`);
    }
  }
  return found;
}
