import { isTrouble, kindOf } from '../../intents/labels.ts';
import { HARM } from './denials.ts';
import type { Act } from './types.ts';

/** Below this probability a candidate is not worth a button. */
const WORTH = 0.1;
const MOST = 3;

/** The choices between which the person may have to decide, likeliest first: troubles, and questions that have an answer. */
export function doubtsOf(candidates: readonly Act[]): string[] {
  const near = candidates
    .filter(({ confidence }) => confidence >= WORTH)
    .flatMap(({ label }) => choiceOf(label));
  return [...new Set(near)].slice(0, MOST);
}

function choiceOf(label: string): string[] {
  const harmed = HARM[label];
  if (harmed) return [`trouble.${harmed}`];
  if (isTrouble(label)) return [`trouble.${label}`];
  return kindOf(label) === 'answer' ? [label] : [];
}
