// Which words make a choice, and which do not where a wrong guess does harm.
import { kindOf } from '../../intents/labels.ts';
import { choiceOf } from './candidates.ts';
import type { Offer } from './offers.ts';
import type { Situation } from './situation.ts';
import type { Act, Told } from './types.ts';

/** The confidence from which a choice counts where a wrong guess does harm. */
const SURE = 0.7;
/** The same of what cannot be had back: a request that is withdrawn loses its place. */
const LOST = 0.9;
/** The confidence of the whole message from which it may make the choice that one of its clauses is near. */
const MAY_MEAN = 0.1;

/** The choice on offer that an act makes, if it makes one. */
export function chosenBy(act: Act, told: Told, situation: Situation): Offer | undefined {
  const offer = offerMeant(act, situation);
  if (!offer || !situation.meta?.explicit) return offer;
  const needed = offer.id === 'withdraw' ? LOST : SURE;
  return confidenceOf(act, told) >= needed && !isAside(act, offer, told, situation) ? offer : undefined;
}

/** Whether an act is sure enough to be acted on where a wrong guess does harm. */
export function isSurelyMeant(act: Act, told: Told): boolean {
  return confidenceOf(act, told) >= SURE;
}

/** How sure an act is: as sure as the whole message, where that says the same as one of its clauses. */
function confidenceOf({ label, confidence }: Act, { candidates: [whole] }: Told): number {
  return whole?.label === label ? Math.max(confidence, whole.confidence) : confidence;
}

/** The choice on offer that an act is about, made or not. */
export function offerMeant({ label }: Act, { offers }: Situation): Offer | undefined {
  const choice = choiceOf(label, offers);
  return offers.find(({ id }) => id === choice);
}

/**
 * Whether a clause is near a choice that the whole message does not make: it refuses it ("no request. just the iphone, how"), or that is only
 * how a question is put ("please, only one thing: on that page, should I press SMS?").
 */
function isAside(act: Act, offer: Offer, { acts, candidates }: Told, { offers }: Situation): boolean {
  if (act.text === candidates[0]?.text) return false;
  const likely = (isMeant: (label: string) => boolean) =>
    candidates.find(({ label }) => isMeant(label))?.confidence ?? 0;
  const chosen = likely((label) => choiceOf(label, offers) === offer.id);
  if (offer.id !== 'no' && likely((label) => label === 'reply.no') > chosen) return true;
  return chosen < MAY_MEAN && acts.some(({ label }) => kindOf(label) === 'answer');
}
