import natural from 'natural/lib/natural/stemmers/porter_stemmer.js';
import naturalFr from 'natural/lib/natural/stemmers/porter_stemmer_fr.js';
import tokenizers from 'natural/lib/natural/tokenizers/regexp_tokenizer.js';

export const LANGUAGES = ['fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language of people of whom nothing is known: that of the academies. */
const DEFAULT_LANGUAGE: Language = 'fr';

/** The language of a code or a locale (`en`, `en-GB`); French where there is none, or one that is not spoken here. */
export function readLanguage(code: string | null | undefined): Language {
  const name = code?.trim().toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language === name) ?? DEFAULT_LANGUAGE;
}

const tokenizer = new tokenizers.RegexpTokenizer({ pattern: /[\p{L}\p{N}]+/gu, gaps: false });
const stemmers = { fr: naturalFr, en: natural } satisfies Record<Language, { stem(token: string): string }>;

/** Stems already found: natural's French stemmer costs more than all other features together. */
const stems: Record<Language, Map<string, string>> = { fr: new Map(), en: new Map() };
/** Letters of a token that are looked at: natural's English stemmer takes quadratic time. */
const MAX_TOKEN = 40;
const MAX_STEMS = 20_000;

const PLAIN = /^[\0-\x7f]*$/;

/** Folds a string to plain letters: lower case, no accents, ligatures apart, straight apostrophes. */
export function fold(text: string): string {
  // Half of all words need no more, and this runs for each of them.
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('’', "'");
}

/** The lower-case words of a text, accents kept (stemmers need them), in order. */
export function tokenize(text: string): string[] {
  const tokens = tokenizer.tokenize(text.normalize('NFC').toLowerCase()) ?? [];
  return tokens.map((token) => token.slice(0, MAX_TOKEN));
}

/**
 * The stem of one token, without accents. The stemmer runs before folding: French stems depend on accents. natural's
 * `tokenizeAndStem` is not used because it drops "ne", "pas" and "je", and with them the negation.
 */
export function stem(token: string, language: Language): string {
  const known = stems[language].get(token);
  if (known !== undefined) return known;
  const found = fold(stemmers[language].stem(token));
  if (stems[language].size >= MAX_STEMS) stems[language].clear();
  stems[language].set(token, found);
  return found;
}
