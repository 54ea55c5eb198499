// Whether a word is one that people use when they complain about a password, rather than the password. Typos count as
// the word they are near: tired people type "oublei", "expriré", "refusee".

import { ENGLISH_NEUTRAL, ENGLISH_STEMS, ENGLISH_TROUBLE } from './en.ts';
import { ENGLISH_ADJECTIVES, FRENCH_ADJECTIVES, FRENCH_VERBS } from './forms.ts';
import { FRENCH_NEUTRAL, FRENCH_STEMS, FRENCH_TROUBLE } from './fr.ts';

/** Ordinary as well as popular: a password only if the line ends with them. */
const POPULAR = new Set(
  'bonjour bonsoir salut merci ordinateur vacances orange ecole college directrice directeur cahier mystere secret nuage ete enfants enfant famille admin password motdepasse hello lune danse'.split(
    ' ',
  ),
);

const list = (text: string): readonly string[] => text.trim().split(/\s+/);
const NEUTRAL = new Set([...list(FRENCH_NEUTRAL), ...list(ENGLISH_NEUTRAL)]);
const TROUBLE = new Set(
  [FRENCH_TROUBLE, ENGLISH_TROUBLE, FRENCH_ADJECTIVES, ENGLISH_ADJECTIVES].flatMap(list),
);
const VERBS = new Set(list(FRENCH_VERBS));
const VERB_ENDING = /(?:ees?|es?|er|ez|ait|aient|ent|ant)$/;
const STEMS = [...list(FRENCH_STEMS), ...list(ENGLISH_STEMS)];
const STEM_SET = new Set(STEMS);
const STEM_LENGTHS = [...new Set(STEMS.map((stem) => stem.length))];
/** Shorter words have too many neighbours: "perdu" is one letter from names. */
const MIN_FUZZY_LENGTH = 7;
const MAX_PART_LENGTH = 24;
const MAX_LENGTH = 48;
// A typo is found by its deletions: two words one edit apart share one, so no distance has to be computed.
const DELETIONS = new Set(
  [...NEUTRAL, ...TROUBLE].filter((word) => word.length >= MIN_FUZZY_LENGTH).flatMap(deletions),
);

const ELISION = /^(?:[ldjmtsnc]|qu|jusqu|lorsqu|puisqu|quelqu|aujourd)'(?=.)/;
/** An elision without its apostrophe, as on phones: "lident", "darena". */
const GLUED_ELISION = /^(?:[ldjmtsnc]|qu)(?=[aeiouyh])/;
const REGULAR_ENDING =
  /(?:.{4}ment|.{5}ables?|.{4}ibles?|.{7}tions?|..n't|...ed|...fully|...ally|...ably|...less|...ful)$/;
const PARTICIPLE_ENDING = /(?:.{4}ing|...ly|.{4}antes?|.{4}ants?)$/;
const ACCENTED_PARTICIPLE = /é(?:e|s|es)?$/;

/** Whether a folded word in lower case belongs to ordinary complaints; words joined by - or / all have to. */
export function isOrdinary(word: string): boolean {
  return isNeutral(word) || isTrouble(word);
}

/** Whether an ordinary word is one that people also choose as a password. */
export function isPopular(word: string): boolean {
  return POPULAR.has(word);
}

/** Whether a word says nothing against a password to come: "mot de passe de la messagerie: …". */
export function isNeutral(word: string): boolean {
  if (NEUTRAL.has(word)) return true;
  return (
    word.length <= MAX_LENGTH &&
    parts(word).every(
      (part) => NEUTRAL.has(part) || NEUTRAL.has(part.replace(/[sx]$/, '')) || /^\d{1,3}$/.test(part),
    )
  );
}

/** Whether a word tells of trouble, or asks something: "oublié", "comment", "required". */
export function isTrouble(word: string): boolean {
  return word.length <= MAX_LENGTH && parts(word).every((part) => NEUTRAL.has(part) || isTroublePart(part));
}

/** Whether the spelling alone makes it a participle or adverb; accents have to be still there, and no capital. */
export function isParticiple(source: string, word: string): boolean {
  if (/^\p{Lu}\p{Ll}/u.test(source.normalize('NFC'))) return false;
  return ACCENTED_PARTICIPLE.test(source.normalize('NFC').toLowerCase()) || PARTICIPLE_ENDING.test(word);
}

function isTroublePart(part: string): boolean {
  if (part.length > MAX_PART_LENGTH) return false;
  const base = singular(part);
  if (TROUBLE.has(part) || TROUBLE.has(base) || REGULAR_ENDING.test(part)) return true;
  if (STEM_LENGTHS.some((length) => part.length >= length && STEM_SET.has(part.slice(0, length))))
    return true;
  if (VERBS.has(part.replace(VERB_ENDING, ''))) return true;
  const unglued = part.replace(GLUED_ELISION, '');
  if (unglued !== part && unglued.length > 3 && (NEUTRAL.has(unglued) || TROUBLE.has(unglued))) return true;
  return part.length >= MIN_FUZZY_LENGTH && deletions(part).some((deletion) => DELETIONS.has(deletion));
}

function parts(word: string): readonly string[] {
  return word
    .split(/[-/]/)
    .map((part) => part.replace(ELISION, ''))
    .filter((part) => part !== '');
}

function singular(word: string): string {
  return word.length > 3 ? word.replace(/(?:es|[sxe])$/, '') : word;
}

function deletions(word: string): readonly string[] {
  return [word, ...Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1))];
}
