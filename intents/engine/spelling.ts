import { fold, tokenize } from '../text.ts';

/** The words that were learned: plain letters → the word as it is written, and its rank (0 is the most frequent). */
export type Spellings = ReadonlyMap<string, { readonly word: string; readonly rank: number }>;

/** Shorter words have too many neighbours: "sms" is no misspelt "sas". From four letters on, one keyboard error a line costs a fifth less. */
const MIN_LENGTH = 4;
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];

/** Collects the words of texts. */
export function collectSpellings(texts: readonly string[]): Spellings {
  const counts = new Map<string, number>();
  for (const word of texts.flatMap(tokenize)) counts.set(word, (counts.get(word) ?? 0) + 1);
  // Sorting is stable, so that equal counts stay in the order of the texts.
  return indexSpellings([...counts].sort(([, a], [, b]) => b - a).map(([word]) => word));
}

/** Indexes words that come in the order of their frequency; of two that differ by accents the first stays. */
export function indexSpellings(words: readonly string[]): Spellings {
  const index = new Map<string, { word: string; rank: number }>();
  words.forEach((word, rank) => {
    const plain = fold(word);
    if (!index.has(plain)) index.set(plain, { word, rank });
  });
  return index;
}

/**
 * The word that was meant: the most frequent one that is one keyboard error away from a word that was never learned (a
 * letter too many, missing or wrong, or two swapped), or else the word itself. Costs some 500 look-ups, so callers keep
 * what they get.
 */
export function correct(word: string, spellings: Spellings): string {
  const plain = fold(word);
  if (plain.length < MIN_LENGTH || spellings.has(plain)) return word;
  let best = { word, rank: Number.POSITIVE_INFINITY };
  for (const candidate of neighboursOf(plain)) {
    if (candidate.length < MIN_LENGTH - 1) continue;
    const found = spellings.get(candidate);
    if (found && found.rank < best.rank) best = found;
  }
  return best.word;
}

function* neighboursOf(word: string): Generator<string> {
  for (let at = 0; at <= word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    for (const letter of LETTERS) yield before + letter + after;
    if (after === '') continue;
    const rest = after.slice(1);
    yield before + rest;
    for (const letter of LETTERS) yield before + letter + rest;
    if (rest !== '') yield before + rest.charAt(0) + after.charAt(0) + rest.slice(1);
  }
}
