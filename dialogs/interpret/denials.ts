// Harm that may have been done, and what people say is not so: no alarm for nothing, and none that cannot be called off.
import { endsAsking, isQuestion } from '../../intents/is-question.ts';
import { idOf, isTrouble, kindOf, type Trouble } from '../../intents/labels.ts';
import type { EventType } from '../chart/events.ts';
import { choiceOf, NOTHING_GIVEN } from './candidates.ts';
import { BARE } from './merge-acts.ts';
import type { Situation } from './situation.ts';
import type { Act, Told } from './types.ts';

/** "Mon compte n'est pas bloqué": what was named, or taken up, is not their trouble. */
export const DENIAL = 'reply.not_the_trouble';

/** What announces that something else is meant than the conversation is about: "non, j'ai un autre problème". */
export const TURNS_AWAY: ReadonlySet<string> = new Set(['reply.another', 'reply.bot_wrong']);

/** The probability that nothing was given from which a "no" says so, too. */
const CALLED_OFF = 0.2;
/** What people begin with who say that nothing has happened, and what that is near. */
const DECLINING: ReadonlySet<string> = new Set([...BARE, 'reply.not_worked']);
/** Harm that may have been done, and the trouble whose first question asks whether it was. */
export const HARM: Readonly<Record<string, Trouble>> = {
  'safety.secret_given': 'phishing_report',
  'safety.spam_sent': 'phishing_report',
  'safety.changed_by_other': 'phishing_report',
  'safety.certificate_accepted': 'certificate_warning',
};
const ACCEPTED = 'safety.certificate_accepted';
const TEMPTED = 'safety.certificate_temptation';
const CHANGED = 'safety.changed_by_other';
const GIVEN = 'safety.secret_given';
/** A secret that somebody is about to write here, or to give to whoever wants it. */
const ASKED_FOR: ReadonlySet<string> = new Set(['safety.secret_here', 'safety.secret_asked']);
/** The confidence from which a warning may be meant beside a likelier one. */
const MAY_MEAN = 0.15;
/** The confidence from which it was. */
const HARM_SURE = 0.5;
/** The same at the beginning, where a trouble has at least this share of it: below, they are asked which it is. */
const HARM_PLAIN = 0.75;
const RIVAL = 0.4;
/** What follows on a password that people have changed themselves. */
const OWN_CHANGE: ReadonlySet<string> = new Set([
  'password_forgotten',
  'password_expired',
  'mail_client_setup',
]);
/** The confidence from which a trouble named beside a denial may be the one that they do have. */
const INSTEAD = 0.3;
/** Share of the likeliest trouble's confidence from which it is the one at hand that is denied. */
const NEAR = 0.3;
/** The confidence from which a trouble is the one that is denied. */
const NAMED = 0.02;

/**
 * A warning, or where it is only guessed that harm was done the question whether it was: an alarm for nothing frightens, and
 * its flow is not left by a remark.
 */
export function eventOfWarning(
  { label, confidence, text }: Act,
  candidates: readonly Act[],
  { trouble, inFlow, meta }: Situation,
): EventType {
  const mayMean = (warning: string) =>
    candidates.some((other) => other.label === warning && other.confidence >= MAY_MEAN);
  // "Mon mot de passe, je vous le donne aussi ?", "il veut le code, je lui donne ?" ask, and have given nothing.
  const notYet = candidates.find((other) => ASKED_FOR.has(other.label) && other.confidence >= MAY_MEAN);
  if (label === GIVEN && notYet && endsAsking(text)) return notYet.label as EventType;
  const home = HARM[label];
  // Whoever has said nothing yet has come for this.
  const first = !inFlow && meta?.say !== 'answered';
  // "J'ai changé mon mot de passe hier et ça ne marche plus": by whom is not said for certain.
  const rival = candidates.find((other) => OWN_CHANGE.has(other.label));
  if (
    label === CHANGED &&
    first &&
    confidence < HARM_PLAIN &&
    rival &&
    rival.confidence >= RIVAL * confidence
  )
    return 'intent.doubted';
  // Of somebody who may only have been shown a warning the flow asks first whether they accepted it; "certif accepté, grave ?" has named it.
  const shown = candidates.find((other) => other.label === home);
  if (
    label === ACCEPTED &&
    first &&
    confidence < HARM_PLAIN &&
    shown &&
    shown.confidence >= RIVAL * confidence &&
    !mayMean(TEMPTED)
  )
    return 'trouble.certificate_warning';
  if (!home || first || confidence >= HARM_SURE || trouble === home) return label as EventType;
  return `trouble.${home}`;
}

/** What harm may be told as, together: its share of a trouble's confidence from which it is met first. */
const AS_LIKELY = 0.9;
const STOLEN = 'safety.phone_stolen';

/**
 * The warning that the first words of somebody may call for which are a trouble's by a hair: "they took my account, can't get in". To begin
 * with the trouble would leave whoever is in there alone with the mail.
 */
export function harmAsLikely(
  { confidence }: Act,
  candidates: readonly Act[],
  { inFlow, meta }: Situation,
): Act | undefined {
  if (inFlow || meta?.say === 'answered' || confidence >= HARM_SURE) return undefined;
  const harm = candidates.filter(({ label }) => label in HARM || label === STOLEN);
  const sum = harm.reduce((all, act) => all + act.confidence, 0);
  return sum >= AS_LIKELY * confidence ? harm[0] : undefined;
}

/** The probability of harm from which an alarm that was raised stays: "rien tapé, juste donné trois chiffres". */
const HAPPENED = 0.1;

/** Whether harm may have been done all the same, where somebody says that nothing was given. */
export function mayHaveHappened({ acts, candidates }: Told, { urgent }: Situation): boolean {
  if (acts.some(({ label }) => label in HARM)) return true;
  return urgent && candidates.some(({ label, confidence }) => label in HARM && confidence >= HAPPENED);
}

/** Whether "no" says, where an alarm was raised, that nothing has happened. */
export function isCalledOff({ label }: Act, told: Told, situation: Situation): boolean {
  const { candidates } = told;
  const { trouble, urgent } = situation;
  if (!(urgent || trouble === 'phishing_report') || !DECLINING.has(label)) return false;
  if (mayHaveHappened(told, situation)) return false;
  const nothing = candidates.find((other) => other.label === NOTHING_GIVEN);
  return nothing !== undefined && nothing.confidence >= CALLED_OFF;
}

/**
 * What a trouble that is denied comes to. Where another one is told beside it, that one counts; one that is not at hand was
 * only spoken of; and where somebody may be reading the person's mail, it says that nobody is.
 */
export function eventOfDenial(told: Told, situation: Situation): EventType | undefined {
  const { acts, candidates } = told;
  const { meta, offers, trouble, inFlow, urgent } = situation;
  if (meta?.correctable) return 'problem.denied';
  if (urgent || trouble === 'phishing_report')
    return mayHaveHappened(told, situation) ? 'slots.noted' : 'harm.denied';
  // "I don't want copies going anywhere! I mean reading it on my laptop": the question is answered.
  if (acts.some(({ label }) => label !== DENIAL && choiceOf(label, offers) !== undefined)) return undefined;
  const [likeliest] = candidates.filter(({ label }) => isTrouble(label));
  const atHand = candidates.find(({ label }) => label === trouble);
  const named = atHand && likeliest && atHand.confidence >= NEAR * likeliest.confidence ? atHand : likeliest;
  // "Not one letter of my password" says no to a question, unless it is their trouble that it names.
  const no = offers.find(({ id }) => id === 'no');
  if (no && !(named?.label === trouble && named.confidence >= INSTEAD)) return no.event;
  // "That's not my issue, Convergence or the national one?": what they ask is what they have come for, and so is what they tell.
  const [elsewhere] = inFlow ? acts.filter((act) => isElsewhere(act, situation)) : [];
  const asks = elsewhere !== undefined && isQuestion(elsewhere.text);
  if (!asks && acts.some(({ label }) => isTrouble(label))) return undefined;
  if (!inFlow) return 'bot.corrected';
  if (elsewhere) return asks ? 'problem.denied' : undefined;
  if (!named || named.label === trouble || named.confidence < NAMED) return 'problem.denied';
  // "Nah wrong thing, just started, activating mailbox": is that their trouble, or none?
  return named.confidence >= INSTEAD ? 'intent.doubted' : 'slots.noted';
}

/** Whether words are near a question about another trouble than the one at hand. */
function isElsewhere({ label }: Act, { answers, trouble }: Situation): boolean {
  const about = kindOf(label) === 'answer' ? answers.get(idOf(label))?.about : undefined;
  return about !== undefined && isTrouble(about) && about !== trouble;
}

/** From this confidence it is said, whatever was spoken of. */
const GUESSED = 0.8;

/** Whether that nothing was given is guessed where no harm is spoken of: nobody is told that they did well. */
export function isOnlyGuessed({ confidence }: Act, { inFlow, trouble, urgent }: Situation): boolean {
  return inFlow && !urgent && !Object.values(HARM).some((home) => home === trouble) && confidence < GUESSED;
}
