import type { Ranked } from './engine/classifier.ts';
import { softmax } from './engine/network.ts';
import type { Entities } from './entities.ts';
import { idOf, isLabel, isOpening, kindOf, type Label, OUT_OF_SCOPE } from './labels.ts';
import type { MessageReader, Reading } from './reader.ts';
import type { Homes } from './taxonomy.ts';
import type { Language } from './text.ts';

/** What the first words of a conversation mean. `label` is `out_of_scope` where the classifier refuses. */
export interface Understanding {
  readonly label: Label;
  /** Calibrated probability of `label`, 0 to 1. */
  readonly confidence: number;
  /** The answer that is asked for, where the words are a question that has one. */
  readonly topic?: string;
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

export type Understand = (text: string, hint?: { locale?: Language }) => Understanding;

/** Below this confidence a label is not acted on. */
export const UNSURE_BELOW = 0.4;
/** Above this refusal a text is taken for a foreign one: about two lines in a hundred that are none. */
export const REFUSE_ABOVE = 0.98;

/** Builds the function from a text to what it means at the opening of a conversation. */
export function createUnderstand(reader: Omit<MessageReader, 'scoresOf'>, homes: Homes): Understand {
  return (text, hint) => understandReading(reader.read(text, hint), reader, homes);
}

/** What a reading means at the opening: each narrower label counts for the label of the taxonomy that it is at home in. */
export function understandReading(
  { whole, language, languageConfidence, entities, refusal, empty }: Reading,
  { labels, temperature }: Pick<MessageReader, 'labels' | 'temperature'>,
  homes: Homes,
): Understanding {
  const shared = { language, languageConfidence, entities, refusal };
  if (empty) return { ...shared, label: OUT_OF_SCOPE, confidence: 1, ranking: [], unsure: true };
  const scores = whole.scores.map((score, at) =>
    isOpening(labels[at] ?? '') ? score : Number.NEGATIVE_INFINITY,
  );
  const shares = softmax(scores, temperature);
  const sums = new Map<Label, number>();
  let best = 0;
  labels.forEach((name, at) => {
    const home = isLabel(name) ? name : homes.get(name);
    const share = shares[at] ?? 0;
    if (home && share > 0) sums.set(home, (sums.get(home) ?? 0) + share);
    if (share > (shares[best] ?? 0)) best = at;
  });
  const ranking = [...sums]
    .map(([label, confidence]) => ({ label, confidence }))
    .sort((a, b) => b.confidence - a.confidence);
  const { label, confidence } = ranking[0] ?? { label: OUT_OF_SCOPE, confidence: 1 };
  const narrow = labels[best] ?? '';
  const topic = kindOf(narrow) === 'answer' && homes.get(narrow) === label ? idOf(narrow) : undefined;
  const unsure = confidence < UNSURE_BELOW || refusal > REFUSE_ABOVE;
  return { ...shared, label, confidence, ranking, unsure, ...(topic && { topic }) };
}
