// Whether a word is one that people use when they complain about a password, rather than the password. Typos count as
// the word they are near: tired people type "oublei", "expriré", "refusee".

/** Words by what they say about a password to come. All are folded: in lower case, without accents. */
export interface WordLists {
  /** Say nothing against one. */
  readonly neutral: readonly string[];
  /** Tell of trouble, or ask something. */
  readonly trouble: readonly string[];
  /** French verbs in -er, without their ending. */
  readonly verbs: readonly string[];
  /** Beginnings of words of trouble. */
  readonly stems: readonly string[];
  /** Ordinary, and chosen as passwords all the same. */
  readonly popular: readonly string[];
  /** Of places and programs: what people answer, and choose as passwords, too. */
  readonly names: readonly string[];
  /** Passwords of so many people that behind a label they are nothing else. */
  readonly weak: readonly string[];
}

interface Lexicon {
  readonly neutral: ReadonlySet<string>;
  readonly trouble: ReadonlySet<string>;
  readonly verbs: ReadonlySet<string>;
  readonly stems: ReadonlySet<string>;
  readonly stemLengths: readonly number[];
  readonly popular: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  readonly weak: ReadonlySet<string>;
  /** A typo is found by its deletions: two words one edit apart share one, so no distance has to be computed. */
  readonly deletions: ReadonlySet<string>;
}

/** Shorter words have too many neighbours: "perdu" is one letter from names. */
const MIN_FUZZY_LENGTH = 7;
const MAX_PART_LENGTH = 24;
const MAX_LENGTH = 48;
const ELISION = /^(?:[ldjmtsnc]|qu|jusqu|lorsqu|puisqu|quelqu|aujourd)'(?=.)/;
/** An elision without its apostrophe, as on phones: "lident", "darena". */
const GLUED_ELISION = /^(?:[ldjmtsnc]|qu)(?=[aeiouyh])/;
const REGULAR_ENDING =
  /(?:.{4}ment|.{5}ables?|.{4}ibles?|.{7}tions?|..n't|...ed|...fully|...ally|...ably|...less|...ful)$/;
const PARTICIPLE_ENDING = /(?:.{4}ing|...ly|.{4}antes?|.{4}ants?)$/;
const ACCENTED_PARTICIPLE = /é(?:e|s|es)?$/;

const VERB_ENDING = /(?:ees?|es?|er|ez|ait|aient|ent|ant)$/;

let lexicon: Lexicon | undefined;

/** Hands redaction its words, which are data files: it reads none itself. To be called before the first text comes. */
export function useWordLists({ neutral, trouble, verbs, stems, popular, names, weak }: WordLists): void {
  lexicon = {
    neutral: new Set(neutral),
    trouble: new Set(trouble),
    verbs: new Set(verbs),
    stems: new Set(stems),
    stemLengths: [...new Set(stems.map((stem) => stem.length))],
    popular: new Set(popular),
    names: new Set(names),
    weak: new Set(weak),
    deletions: new Set(
      [...neutral, ...trouble].filter((word) => word.length >= MIN_FUZZY_LENGTH).flatMap(deletions),
    ),
  };
}

/** Without its words redaction would show passwords, so it does not go on without them. */
function words(): Lexicon {
  if (lexicon === undefined)
    throw new Error('redaction has no words: call loadRedactionWords() of src/content first');
  return lexicon;
}

/** Whether a folded word in lower case belongs to ordinary complaints; words joined by - or / all have to. */
export function isOrdinary(word: string): boolean {
  return isNeutral(word) || tellsOfTrouble(word);
}

/** Whether an ordinary word is one that people also choose as a password. */
export function isPopular(word: string): boolean {
  return words().popular.has(word);
}

/** Whether a word is one that very many people have for a password. */
export function isCommonPassword(word: string): boolean {
  return words().weak.has(word);
}

/** Whether a word is the name of a place or a program, or several of them joined. */
export function isName(word: string): boolean {
  const { names } = words();
  return names.has(word) || parts(word).every((part) => names.has(part));
}

/** Whether a word says nothing against a password to come: "mot de passe de la messagerie: …". */
export function isNeutral(word: string): boolean {
  const { neutral } = words();
  if (neutral.has(word)) return true;
  return (
    word.length <= MAX_LENGTH &&
    parts(word).every(
      (part) => neutral.has(part) || neutral.has(part.replace(/[sx]$/, '')) || /^\d{1,3}$/.test(part),
    )
  );
}

/** Whether a word tells of trouble, or asks something: "oublié", "comment", "required". */
export function tellsOfTrouble(word: string): boolean {
  return (
    word.length <= MAX_LENGTH && parts(word).every((part) => words().neutral.has(part) || isTroublePart(part))
  );
}

/** Whether the spelling alone makes it a participle or adverb; accents have to be still there, and no capital. */
export function isParticiple(source: string, word: string): boolean {
  if (/^\p{Lu}\p{Ll}/u.test(source.normalize('NFC'))) return false;
  return ACCENTED_PARTICIPLE.test(source.normalize('NFC').toLowerCase()) || PARTICIPLE_ENDING.test(word);
}

function isTroublePart(part: string): boolean {
  if (part.length > MAX_PART_LENGTH) return false;
  const known = words();
  const base = singular(part);
  if (known.trouble.has(part) || known.trouble.has(base) || REGULAR_ENDING.test(part)) return true;
  if (known.stemLengths.some((length) => part.length >= length && known.stems.has(part.slice(0, length))))
    return true;
  if (known.verbs.has(part.replace(VERB_ENDING, ''))) return true;
  const unglued = part.replace(GLUED_ELISION, '');
  if (unglued !== part && unglued.length > 3 && (known.neutral.has(unglued) || known.trouble.has(unglued)))
    return true;
  return part.length >= MIN_FUZZY_LENGTH && deletions(part).some((deletion) => known.deletions.has(deletion));
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
