import { splitClauses } from './clauses.ts';
import { type Classifier, measureRefusal, rank, scoreParts } from './engine/classifier.ts';
import { knowsWords, partsOf } from './engine/vectorizer.ts';
import { type Entities, extractEntities } from './entities.ts';
import { type AcademyNames, createFindAcademy, placesOf } from './find-academy.ts';
import { isOpening } from './labels.ts';
import { strangePlace } from './misspelt-place.ts';
import { normalize } from './normalize.ts';
import { fold, type Language, readLanguage, tokenize } from './text.ts';

export interface Models {
  readonly intent: Classifier;
  readonly language: Classifier;
}

/** Some words, and how much each label of the reader is spoken for by them (logits, in the order of its labels). */
export interface Clause {
  readonly text: string;
  readonly scores: Float32Array;
  /** The academy that they name. */
  readonly academy?: string;
}

/** What a message may mean, before the state of the conversation is looked at. */
export interface Reading {
  /** The message as a whole, normalised. */
  readonly whole: Clause;
  /** Its clauses in order; none where it is one clause. */
  readonly clauses: readonly Clause[];
  readonly language: Language;
  /** Probability of `language`, 0 to 1; short or mixed lines are near 0.5. */
  readonly languageConfidence: number;
  readonly entities: Entities;
  /** The academy that a misspelt word may mean, where none is named: of use where people say where they work. */
  readonly strangePlace?: string;
  /** Share of the lines in scope that look less foreign, 0 to 1. */
  readonly refusal: number;
  /** Whether there is no word in it. */
  readonly empty: boolean;
  /** Whether there are words, and none that the reader knows: what their letters are near to means nothing. */
  readonly strange: boolean;
}

/** Reads messages. Pure: no I/O, and nothing of a message is kept. */
export interface MessageReader {
  readonly labels: readonly string[];
  /** Divides scores before they become probabilities. */
  readonly temperature: number;
  read(text: string, hint?: { readonly locale?: Language }): Reading;
  /** How much each label is spoken for by words in a language that is known. */
  scoresOf(text: string, language: Language): Float32Array;
}

/** Builds a reader out of trained models and the names of the academies. */
export function createReader(
  { intent, language }: Models,
  academies: readonly AcademyNames[],
): MessageReader {
  const findAcademy = createFindAcademy(academies);
  const places = placesOf(academies);
  const isKnown = (word: string) => intent.vocabulary.spellings.has(word);
  const scoresOf = (text: string, spoken: Language) => scoreParts(intent, partsOf(text), spoken);
  const readClause = (text: string, spoken: Language): Clause => {
    const academy = findAcademy(fold(text));
    return { text, scores: scoresOf(text, spoken), ...(academy && { academy }) };
  };
  const openings = intent.labels.map(isOpening);
  return {
    labels: intent.labels,
    temperature: intent.temperature,
    scoresOf,
    read(message, hint = {}) {
      const text = normalize(message);
      const parts = partsOf(text);
      const [likeliest] = rank(language, scoreParts(language, parts, 'fr'));
      const spoken = readLanguage(likeliest?.label);
      const empty = parts.words.length === 0 && tokenize(text).length === 0;
      const whole = { text, scores: scoreParts(intent, parts, spoken) };
      const clauses = splitClauses(text);
      const entities = extractEntities(text, findAcademy);
      const misspelt = entities.academy ? undefined : strangePlace(fold(text), places, isKnown);
      return {
        whole,
        clauses: clauses.length > 1 ? clauses.map((part) => readClause(part, spoken)) : [],
        language: empty ? (hint.locale ?? spoken) : spoken,
        languageConfidence: empty ? 0 : (likeliest?.confidence ?? 0),
        entities,
        ...(misspelt && { strangePlace: misspelt }),
        refusal: empty ? 1 : measureRefusal(intent, only(whole.scores, openings)),
        empty,
        strange: !empty && !knowsWords(parts, spoken, intent.vocabulary),
      };
    },
  };
}

/** The scores with those of all other labels out of the running. */
function only(scores: Float32Array, allowed: readonly boolean[]): Float32Array {
  const left = scores.slice();
  for (let label = 0; label < left.length; label++) {
    if (!allowed[label]) left[label] = Number.NEGATIVE_INFINITY;
  }
  return left;
}
