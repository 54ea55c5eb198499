// What came of a remedy, where a message tells of success and of its contrary.
import { kindOf } from '../../intents/labels.ts';
import type { EventType } from '../chart/events.ts';
import type { Situation } from './situation.ts';
import type { Act, Told } from './types.ts';

const HELPED: ReadonlySet<string> = new Set(['reply.worked', 'reply.done']);
const FAILED: ReadonlySet<string> = new Set([
  'reply.not_worked',
  'reply.already_tried',
  'reply.partly',
  'reply.no',
]);
/** Share of the confidence of success from which its contrary makes it doubtful. */
const DOUBTED = 0.6;
/** The same of the whole message's, from which half of it is left to do. */
const HALF = 0.7;
/** Below this confidence a success is asked for once more: "the number is right and there is a signal" solves nothing yet. */
const SURE = 0.55;
/** From this support a clause says for itself that it works. */
const PLAIN = 0.9;
/** Where it is asked whether the trouble of before is still one. */
const ASKS_SUCCESS = 'resuming';
/** The confidence from which the remedy that is offered is told to have been carried out. */
const AT_IT = 0.08;
const FAILING: ReadonlySet<string> = new Set([
  'reply.not_worked',
  'reply.partly',
  'reply.in_progress',
  'reply.cannot_do',
]);

/**
 * What "it works" is where hardly less says that it does not ("j'ai mis 465 et ça mouline"), or where the trouble is told
 * again beside it ("incoming is fine now, outgoing fails"): half a success under a remedy, and else nothing but told.
 */
export function eventOfHalf(
  { confidence, support }: Act,
  { acts, candidates }: Told,
  { offers, inFlow, trouble, meta }: Situation,
): EventType | undefined {
  // What was tried and is told for itself says nothing against its success: "remis à l'heure, plus de message".
  const tells = (label: string) => acts.some((act) => act.label === label);
  const remedy = isRemedy(offers);
  const against = candidates
    .filter(({ label }) => FAILING.has(label) || (!remedy && kindOf(label) === 'tried' && !tells(label)))
    .reduce((sum, other) => sum + other.confidence, 0);
  const again = inFlow && acts.some(({ label }) => label === trouble);
  if (remedy) {
    if (!again && against <= HALF * wholly(candidates, confidence))
      return Math.max(confidence, wholly(candidates, confidence)) < SURE ? 'check.done' : undefined;
    // "J'ai vidé le cache c bon": that much is done, and nothing yet of what came of it.
    const done = candidates.some((act) => act.label === `tried.${meta?.family}` && act.confidence >= AT_IT);
    return done && !again ? 'check.done' : 'outcome.partly';
  }
  // Where nobody has asked for it, success is not guessed: "it was working fine before, i only changed the password".
  // "13 mins, ok whatever. will it ring?": a clause alone has to be plain.
  const likely = support >= PLAIN ? support : wholly(candidates, confidence);
  const asked = meta?.say === ASKS_SUCCESS;
  return against > DOUBTED * confidence || (likely < SURE && !asked) ? 'slots.noted' : undefined;
}

/** How likely the message as a whole tells of success. */
function wholly(candidates: readonly Act[], confidence: number): number {
  return candidates.find(({ label }) => label === 'reply.worked')?.confidence ?? confidence;
}

/**
 * What a trial that is told comes to: the failure of the remedy that is offered, unless it is that very remedy and it is not likelier
 * that it failed ("j'ai vidé le cache c bon"); elsewhere a fact.
 */
export function eventOfTrial(id: string, { candidates }: Told, { offers, meta }: Situation): EventType {
  if (!isRemedy(offers)) return `tried.${id}`;
  const likely = (labels: ReadonlySet<string>) =>
    candidates.reduce((sum, { label, confidence }) => sum + (labels.has(label) ? confidence : 0), 0);
  const done = likely(HELPED) + likely(new Set([`tried.${id}`]));
  return id === meta?.family && done > likely(FAILED) ? 'check.done' : 'outcome.failed';
}

/** Whether a failure goes on from the answer just given: "still locked, it does not work". */
export function isAfterAdvice({ acts }: Told, { topic }: Situation): boolean {
  return topic !== null && acts.some(({ label }) => label === 'reply.not_worked');
}

/** Whether the present question is whether a remedy has helped. */
function isRemedy(offers: Situation['offers']): boolean {
  return offers.some(({ id }) => id === 'not_worked');
}
