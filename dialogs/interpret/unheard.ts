// Questions beside what a message was read as: no acknowledgement, and no goodbye, goes before an answer.
import { endsAsking } from '../../intents/is-question.ts';
import type { EventType } from '../chart/events.ts';
import type { Act, Told } from './types.ts';

/** Whether a message gives up and asks something, which nothing in it was read as: "laissez. c'est une panne générale, oui ou non ?" */
export function asksOnLeaving(types: readonly EventType[], { candidates: [whole] }: Told): boolean {
  if (!types.includes('user.gave_up') || types.some((type) => type.startsWith('answer.'))) return false;
  return whole !== undefined && endsAsking(whole.text);
}

/** What acknowledges, beside which a question may stand, and the confidence from which that is said for certain. */
const ACKNOWLEDGES: ReadonlySet<string> = new Set(['reply.worked', 'reply.done', 'reply.ok', 'thanks']);
const CERTAIN = 0.8;

/** Whether a message asks, with the sign of it, beside what it acknowledges, and was read as that alone. */
export function asksBeside({ acts, candidates: [whole] }: Told): boolean {
  if (!whole || acts.length === 0 || !acts.every(({ label }) => ACKNOWLEDGES.has(label))) return false;
  return whole.text
    .split(SENTENCES)
    .some((sentence) => endsAsking(sentence) && !acts.some(({ text }) => text.includes(sentence)));
}
const SENTENCES = /(?<=[.!?…])\s+/u;

/** Whether an act is no guess. */
export function isCertain({ confidence }: Act): boolean {
  return confidence >= CERTAIN;
}
