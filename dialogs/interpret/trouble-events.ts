// What it does to name a trouble: to take it up, to go on with it, or to be asked whether it is meant.
import { isTrouble, kindOf, type Trouble } from '../../intents/labels.ts';
import type { EventType } from '../chart/events.ts';
import type { Situation } from './situation.ts';
import { questionBeside } from './told-or-asked.ts';
import type { Act, Told } from './types.ts';

/** Two troubles this close in confidence are asked about rather than guessed. */
const CLOSE = 0.15;
/** The share of the likeliest two troubles from which it is one of them, though neither is likely by itself. */
const TORN = 0.35;
const EXPIRED = 'state.password_expired_told';
/** The confidence from which that is the cause. */
const CAUSE = 0.5;

/** What is in the way of nobody but those who have got in. */
const INSIDE: ReadonlySet<string> = new Set(['missing_messages', 'mail_forwarding', 'signature_setup']);

/** Whether the trouble at hand is one of those, beside which "I cannot log in" is another. */
export function isSeenInside({ trouble }: Situation): boolean {
  return trouble !== null && INSIDE.has(trouble);
}

/** The events of an act that names a trouble: with what is asked about it besides. */
export function eventsOfTrouble(
  act: Act & { readonly label: Trouble },
  { acts, candidates }: Told,
  situation: Situation,
): EventType[] {
  const { label, confidence } = act;
  const rival = candidates.find((other) => isTrouble(other.label) && other.label !== label);
  const doubted = rival !== undefined && confidence - rival.confidence < CLOSE && rival.confidence > CLOSE;
  const type = eventOfTrouble(label, situation);
  if (type === 'problem.again') return [type];
  // "J'ai la double authentification, un code par SMS" tells, where harm was done, a fact and no other trouble.
  if (type === 'intent.doubted' && acts.some((other) => kindOf(other.label) === 'state'))
    return ['slots.noted'];
  const beside = doubted ? undefined : questionBeside(act, candidates, situation);
  return [doubted ? 'intent.doubted' : type, ...(beside ? [beside.label as EventType] : [])];
}

/** What naming a trouble means here: the one at hand again, another one, or a question whether that one is meant. */
export function eventOfTrouble(name: Trouble, { trouble, inFlow, urgent }: Situation): EventType {
  if (name === trouble && inFlow) return 'problem.again';
  // No remark leads out of a flow in which somebody may be reading along.
  return urgent && inFlow ? 'intent.doubted' : `trouble.${name}`;
}

/** Whether words are of one of two troubles, or of both: "2 pbs : j'ai oublié mon mdp ET la page tourne". */
export function isTorn({ candidates }: Told): boolean {
  const troubles = candidates.filter(({ label }) => isTrouble(label)).slice(0, 2);
  return troubles.length === 2 && troubles.reduce((sum, { confidence }) => sum + confidence, 0) >= TORN;
}

/** Whether a message tells another trouble, beside which its yes or no answers nothing: "non, il a expiré". */
export function tellsOther({ acts }: Told, situation: Situation): boolean {
  const { inFlow, trouble } = situation;
  return acts.some(
    (act) =>
      (isTrouble(act.label) && (!inFlow || act.label !== trouble)) || tellsExpiry(act, situation, false),
  );
}

/** Whether it turns out, while something else was looked for or is turned away from, that the password has expired. */
export function tellsExpiry(
  { label, confidence, support }: Act,
  { trouble, inFlow, urgent }: Situation,
  turnsAway: boolean,
): boolean {
  if (label !== EXPIRED) return false;
  // Where nothing is looked for, it is what they have come for.
  if (!inFlow) return turnsAway || support >= CAUSE;
  const other = !urgent && trouble !== null && trouble !== 'password_expired';
  return turnsAway || (other && confidence >= CAUSE);
}
