import { OUT_OF_SCOPE } from './labels.ts';

/** What was predicted for one utterance whose label is known. */
export interface Prediction {
  readonly text: string;
  readonly label: string;
  readonly predicted: string;
  /** Confidence in `predicted`, 0 to 1. */
  readonly confidence: number;
}

export interface Confusion {
  readonly label: string;
  readonly predicted: string;
  readonly count: number;
  readonly examples: readonly string[];
}

export interface Evaluation {
  readonly utterances: number;
  /** Share of the in-scope utterances whose label was found. */
  readonly accuracy: number;
  /** Mean of the F1 of each label, out of scope among them. */
  readonly macro_f1: number;
  /** Share of the out-of-scope utterances that were refused; null where there are none. */
  readonly out_of_scope_recall: number | null;
  /** Share of the in-scope utterances that were refused. */
  readonly in_scope_refused: number;
  /** Mean distance between confidence and accuracy over bins of equal width, weighted by their size. */
  readonly expected_calibration_error: number;
}

const BINS = 15;
const EXAMPLES = 3;

/** Measures predictions against labels. */
export function evaluate(outcomes: readonly Prediction[]): Evaluation {
  const inScope = outcomes.filter(({ label }) => label !== OUT_OF_SCOPE);
  const outOfScope = outcomes.filter(({ label }) => label === OUT_OF_SCOPE);
  return {
    utterances: outcomes.length,
    accuracy: share(inScope, isRight),
    macro_f1: macroF1(outcomes),
    out_of_scope_recall: outOfScope.length > 0 ? share(outOfScope, isRight) : null,
    in_scope_refused: share(inScope, ({ predicted }) => predicted === OUT_OF_SCOPE),
    expected_calibration_error: calibrationError(outcomes),
  };
}

/** The pairs of labels that were taken for one another, most frequent first, with a few of the utterances. */
export function findConfusions(outcomes: readonly Prediction[]): Confusion[] {
  const wrong = outcomes.filter((outcome) => !isRight(outcome));
  const pairs = Map.groupBy(wrong, ({ label, predicted }) => `${label}\n${predicted}`);
  return [...pairs.values()]
    .map((group) => ({
      label: group[0]?.label ?? '',
      predicted: group[0]?.predicted ?? '',
      count: group.length,
      examples: group.slice(0, EXAMPLES).map(({ text }) => text),
    }))
    .sort((a, b) => b.count - a.count);
}

function macroF1(outcomes: readonly Prediction[]): number {
  const labels = [...new Set(outcomes.map(({ label }) => label))];
  const scores = labels.map((name) => {
    const right = outcomes.filter(({ label, predicted }) => label === name && predicted === name).length;
    const wanted = outcomes.filter(({ label }) => label === name).length;
    const given = outcomes.filter(({ predicted }) => predicted === name).length;
    return (2 * right) / (wanted + given);
  });
  return scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
}

function calibrationError(outcomes: readonly Prediction[]): number {
  const bins = Map.groupBy(outcomes, ({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)));
  return [...bins.values()].reduce((sum, bin) => {
    const confidence = bin.reduce((total, outcome) => total + outcome.confidence, 0) / bin.length;
    return sum + (bin.length / outcomes.length) * Math.abs(confidence - share(bin, isRight));
  }, 0);
}

function isRight({ label, predicted }: Prediction): boolean {
  return label === predicted;
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.length > 0 ? items.filter(holds).length / items.length : 0;
}
