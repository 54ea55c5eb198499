import { fold, type Language, stem, tokenize } from '../text.ts';

/**
 * Weights of the feature groups. Each group is normalised to length 1 before, so that many character grams do not drown
 * few words.
 */
export const GROUP_WEIGHTS = { word: 0.7, stem: 1, gram: 1, bigram: 0.8, frame: 0.6 } as const;

const MIN_GRAM = 2;
const MAX_GRAM = 5;
/** Characters looked at: a pasted page must not make a turn slow. */
const MAX_CHARACTERS = 2000;
/** Features that a text cannot have: each of its letters, of which one may become two, begins four grams, and each word has six more. */
export const MAX_FEATURES = 12 * MAX_CHARACTERS;

/** The lower-case words of a text that features are made of, accents kept. */
export function wordsOf(text: string): string[] {
  return tokenize(text.slice(0, MAX_CHARACTERS)).map((word) => (PLACES.has(fold(word)) ? PLACE : word));
}

/** Stands for the name of any place: which academy a question is about says nothing of what it asks. */
const PLACE = 'lieu';
/** Names of academies and towns that are no ordinary words besides, in plain letters. */
const PLACES: ReadonlySet<string> = new Set(
  'paris lyon marseille aix aubagne avignon martigues arles toulon villeurbanne etienne bourg roanne venissieux creteil versailles amiens besancon bordeaux caen rouen normandie clermont corse ajaccio bastia dijon grenoble guadeloupe guyane limoges martinique mayotte montpellier nancy metz nantes orleans poitiers reims rennes strasbourg toulouse'.split(
    ' ',
  ),
);

/** The names of the features of one word: itself, its stem, and 2 to 5 letters in a row with `_` for its edges. */
export function wordFeatures(
  word: string,
  language: Language,
): { word: string; stem: string; grams: string[] } {
  const folded = fold(word);
  return { word: `w${folded}`, stem: `s${stem(word, language)}`, grams: gramsOf(folded) };
}

/** With which the names of two words in a row begin, by their stem features or `^` and `$` for the edges of the text. */
export const BIGRAM_LETTER = 'b';

function gramsOf(word: string): string[] {
  const padded = `_${word}_`;
  const found: string[] = [];
  for (let size = MIN_GRAM; size <= MAX_GRAM; size++) {
    for (let start = 0; start + size <= padded.length; start++) {
      found.push(`g${padded.slice(start, start + size)}`);
    }
  }
  return found;
}
