import { type Classifier, type Ranked, rank, score } from './engine/classifier.ts';
import { type Entities, extractEntities } from './entities.ts';
import type { AcademyNames } from './find-academy.ts';
import { isLabel, type Label, OUT_OF_SCOPE } from './labels.ts';
import { LANGUAGES, type Language, tokenize } from './text.ts';

/** What an utterance means. `label` is `out_of_scope` where the classifier refuses. */
export interface Understanding {
  readonly label: Label;
  /** Calibrated probability of `label`, 0 to 1. */
  readonly confidence: number;
  readonly language: Language;
  /** Probability of `language`, 0 to 1; short or mixed lines are near 0.5. */
  readonly languageConfidence: number;
  readonly entities: Entities;
  readonly ranking: readonly Ranked[];
  /** Share of the lines in scope that look less foreign, 0 to 1. */
  readonly refusal: number;
  /** Whether the confidence is too low, or the text too foreign, to act on. */
  readonly unsure: boolean;
}

export interface Models {
  readonly intent: Classifier;
  readonly language: Classifier;
}

export type Understand = (text: string, hint?: { locale?: Language }) => Understanding;

/** Below this confidence a label is not acted on. */
export const ACT_ON = 0.4;
/** Above this refusal a text is taken for a foreign one: about two lines in a hundred that are none. */
export const REFUSE_ABOVE = 0.98;
const NO_WORDS = {
  label: OUT_OF_SCOPE,
  confidence: 1,
  ranking: [],
  refusal: 1,
  unsure: true,
} satisfies Partial<Understanding>;

/** Builds the one function from a text to its intent, confidence, language and entities. Pure: no I/O, no state. */
export function createUnderstand(models: Models, academies: readonly AcademyNames[]): Understand {
  return (text, hint = {}) => {
    const [likeliest] = rank(models.language, text, 'fr');
    const language = LANGUAGES.find((name) => name === likeliest?.label) ?? 'fr';
    const shared = {
      language,
      languageConfidence: likeliest?.confidence ?? 0,
      entities: extractEntities(text, academies),
    };
    if (tokenize(text).length === 0) {
      return { ...shared, ...NO_WORDS, language: hint.locale ?? language, languageConfidence: 0 };
    }
    const { ranking, refusal } = score(models.intent, text, language);
    const top = ranking[0];
    const label = top && isLabel(top.label) ? top.label : OUT_OF_SCOPE;
    const confidence = top?.confidence ?? 0;
    const unsure = confidence < ACT_ON || refusal > REFUSE_ABOVE;
    return { ...shared, label, confidence, ranking, refusal, unsure };
  };
}
