import type { MessageReader, Reading } from './reader.ts';
import { LANGUAGES, stem, tokenize } from './text.ts';

/** A question as people put it, and the label that it means. */
export interface ExampleQuestion {
  readonly label: string;
  readonly text: string;
}

/** Logits above the next label: beyond doubt, whatever the state makes likelier. */
const CERTAIN = 40;

/**
 * A reader that knows some questions by heart, besides what its classifier was trained on: the same words in the same order, but for
 * accents, capitals, punctuation and endings. All other words are read as before. Their labels may be new to the classifier.
 */
export function knowExamples(reader: MessageReader, examples: readonly ExampleQuestion[]): MessageReader {
  if (examples.length === 0) return reader;
  const strange = examples.map(({ label }) => label).filter((label) => !reader.labels.includes(label));
  const labels = [...reader.labels, ...new Set(strange)];
  const known = new Map(
    examples.flatMap(({ label, text }) => keysOf(text).map((key) => [key, labels.indexOf(label)] as const)),
  );
  return {
    ...reader,
    labels,
    read: (text, hint) => {
      const reading = reader.read(text, hint);
      const at = keysOf(text)
        .map((key) => known.get(key))
        .find((label) => label !== undefined);
      return at === undefined ? widened(reading, labels.length) : meant(reading, labels.length, at);
    },
  };
}

/** What a question is known again by, in each language: its stems. */
export function keysOf(text: string): string[] {
  const tokens = tokenize(text);
  return LANGUAGES.map((language) => `${language} ${tokens.map((token) => stem(token, language)).join(' ')}`);
}

/** The scores with room for labels that the classifier does not know, which nothing speaks for. */
function widen(scores: Float32Array, length: number): Float32Array {
  const wide = new Float32Array(length).fill(Number.NEGATIVE_INFINITY);
  wide.set(scores);
  return wide;
}

function widened(reading: Reading, length: number): Reading {
  const { whole, clauses } = reading;
  return {
    ...reading,
    whole: { ...whole, scores: widen(whole.scores, length) },
    clauses: clauses.map((clause) => ({ ...clause, scores: widen(clause.scores, length) })),
  };
}

/** The whole message is the question, and nothing in it is foreign. */
function meant(reading: Reading, length: number, at: number): Reading {
  const scores = widen(reading.whole.scores, length);
  scores[at] = Math.max(...reading.whole.scores) + CERTAIN;
  return { ...reading, whole: { ...reading.whole, scores }, clauses: [], refusal: 0 };
}
