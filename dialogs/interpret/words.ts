import { endsAsking, isQuestion } from '../../intents/is-question.ts';
import { isTrouble, kindOf } from '../../intents/labels.ts';
import type { Reading } from '../../intents/reader.ts';
import { tokenize } from '../../intents/text.ts';
import type { EventType } from '../chart/events.ts';
import { choiceOf } from './candidates.ts';
import { NON_ANSWERS } from './choices.ts';
import { TURNS_AWAY } from './denials.ts';
import { eventsOfActs } from './events.ts';
import { isToldInWords } from './heard-as.ts';
import type { Situation } from './situation.ts';
import type { Act, Told } from './types.ts';

/** From this confidence words do something else than answer, where any words are an answer. */
const SURE = 0.6;
/** The same for words that ask something. */
const ASKING = 0.3;
/** From this confidence words decline to answer. */
const DECLINED = 0.4;
/** What adds nothing to a request that is shown: "merci c'est bon". */
const CONTENT: ReadonlySet<string> = new Set(['thanks', 'goodbye', 'reply.ok', 'reply.worked']);
/** More words than these decline only where it is sure: what begins with "non" may tell something. */
const FEW_WORDS = 6;
/** Words declined or left with, at most. */
const A_SENTENCE = 10;
/** From this confidence a trouble is told in place of an answer where something else is announced. */
const TOLD_INSTEAD = 0.4;
/** The same where a time is asked for, which no trouble is. */
const NO_TIME = 0.7;
/** What has happened: where a request is urgent, it answers the question, and its warning was what led there. */
const HAPPENED: ReadonlySet<string> = new Set([
  'safety.secret_given',
  'safety.spam_sent',
  'safety.changed_by_other',
  'safety.certificate_accepted',
  'safety.phone_stolen',
  'safety.shared_left_open',
]);
/** What is about the conversation and not about the trouble, so that it answers no question about that. */
const ASIDE: ReadonlySet<string> = new Set([
  'human_agent',
  'restart',
  'bot_identity',
  'privacy',
  'unwell',
  'reply.bot_wrong',
  'reply.rephrase',
  'reply.repeat',
  'reply.later',
]);
/** What calls a request off. */
const CALLED_OFF: ReadonlySet<string> = new Set(['reply.give_up', 'choice.withdraw']);
/** From this confidence a part of the words ends the request. */
const DONE_WITH = 0.8;
/** What is quoted asks nothing: "« Le mot de passe est-il erroné ? »" is what the screen says. */
const QUOTED = /[«“"]/;
/** What ends the request, where nothing else is said: the message that they copy may say that something worked. */
const ALONE: ReadonlySet<string> = new Set(['goodbye', 'reply.give_up', 'reply.worked']);
/** The confidence of an answer from which it may be one, whatever else it looks like and does not ask. */
const MAYBE = 0.1;

/**
 * The events of words where any words are an answer: a message that shows, the time of the last attempt. They are the answer unless
 * the reader is sure that they do something else.
 */
export function wordsEvents({ whole, clauses }: Reading, told: Told, situation: Situation): EventType[] {
  const { acts, ago } = told;
  const asksTime = situation.offers.some(({ id }) => id === 'attempt_unknown');
  const timed = asksTime && ago !== undefined;
  const asked = acts.filter(asksPlainly);
  // No remark ends a request in which somebody may be reading along.
  const over = situation.urgent ? undefined : acts.find((act) => isOver(act, told, asksTime));
  if (over) return eventsOfActs({ ...told, acts: [over, ...asked] }, situation);
  const declining = timed ? undefined : choiceToDecline(whole.text, acts[0], situation);
  if (declining)
    return [...(asked.length > 0 ? eventsOfActs({ ...told, acts: asked }, situation) : []), declining];
  const trouble = timed ? undefined : troubleInstead(acts, asksTime);
  if (trouble) return [`trouble.${trouble.label}` as EventType];
  const answers = timed || confidenceOfAnswer(told) >= SURE;
  const aside = acts.filter((act) => isAside(act, told, whole.text, situation));
  // What is asked behind an answer says so: "erreur 502. vous avez leur numéro ?"
  const meant =
    answers && QUOTED.test(whole.text) ? [] : aside.filter(({ text }) => !answers || endsAsking(text));
  if (meant.length > 0) {
    const events = eventsOfActs({ ...told, acts: withoutReproach(meant) }, situation);
    return answers ? [...events, 'user.wrote'] : events;
  }
  // "Hier. mais répondez, y a un lien ?": the time is taken, and the question owned up to.
  if (timed && clauses.length > 1 && endsAsking(whole.text)) return ['question.missed', 'user.wrote'];
  // A question is no time, whatever it asks.
  return asksTime && !timed && endsAsking(whole.text) ? ['question.missed'] : ['user.wrote'];
}

/**
 * Whether a request has become needless, or is given up: "laissez tomber". A message that is copied may say that something worked, a
 * time does not. What a part of the words says has to be likely of all of them: "ok mettez : mot de passe perdu" dictates.
 */
function isOver({ label, confidence, text }: Act, { candidates }: Told, asksTime: boolean): boolean {
  if (confidence < DONE_WITH) return false;
  if (!candidates.some((other) => other.label === label && other.confidence >= MAYBE)) return false;
  // "« Opération annulée »" is what the screen says.
  if (CALLED_OFF.has(label)) return asksTime || !(QUOTED.test(text) || isCopied(text));
  return asksTime && label === 'reply.worked';
}

function asksPlainly({ label, text, confidence }: Act): boolean {
  return kindOf(label) === 'answer' && confidence >= ASKING && isQuestion(text);
}

/** The choice with which somebody declines to answer. */
function choiceToDecline(text: string, act: Act | undefined, { offers }: Situation): EventType | undefined {
  if (!act || act.confidence < DECLINED) return undefined;
  const choice = choiceOf(act.label, offers);
  const isDeclined = (id: string) =>
    id === choice || isToldBefore(act) || (id === 'skip' && CONTENT.has(act.label));
  const offer = offers.find(({ id }) => NON_ANSWERS.has(id) && isDeclined(id));
  const plain = tokenize(text).length <= FEW_WORDS || act.confidence >= SURE;
  return plain && !(choice === 'no_message' && isCopied(text)) ? offer?.event : undefined;
}

/** "Je l'ai déjà dit": it is not said again. */
function isToldBefore({ label, confidence }: Act): boolean {
  return label === 'reply.already_tried' && confidence >= SURE;
}

/** How sure it is that the question is answered, by the whole message or by a clause: "erreur 502. vous avez leur numéro ?" */
function confidenceOfAnswer({ acts, candidates }: Told): number {
  const answers = [...acts, ...candidates].filter(({ label }) => isToldInWords(label));
  return answers.reduce((most, { confidence }) => Math.max(most, confidence), 0);
}

/** "That is not what I asked!! do you have their number": the number is what they are told. */
function withoutReproach(acts: readonly Act[]): readonly Act[] {
  const asks = acts.some(({ label }) => kindOf(label) === 'answer');
  return asks ? acts.filter((act) => !isCorrection(act)) : acts;
}

/** The trouble that is told instead of an answer: as no time is, or as another one than is spoken of. */
function troubleInstead(acts: readonly Act[], asksTime: boolean): Act | undefined {
  const needed = acts.some(({ label }) => TURNS_AWAY.has(label))
    ? TOLD_INSTEAD
    : asksTime
      ? NO_TIME
      : undefined;
  return acts.find(({ label, support }) => needed !== undefined && isTrouble(label) && support >= needed);
}

/** Whether an act does something else than answer. */
function isAside(act: Act, told: Told, text: string, { urgent }: Situation): boolean {
  const { label, confidence } = act;
  const { acts } = told;
  const kind = kindOf(label);
  const asks = isQuestion(act.text) || (kind === 'answer' && acts.some(isCorrection));
  if (confidence < (asks ? ASKING : SURE)) return false;
  if (!asks && confidenceOfAnswer(told) >= MAYBE) return false;
  if (ALONE.has(label)) return acts.length === 1 && tokenize(text).length <= A_SENTENCE;
  if (kind === 'follow') return asks;
  if (kind === 'safety') return !(urgent && HAPPENED.has(label));
  return kind === 'answer' || ASIDE.has(label);
}

/** What nobody writes who says that there is no message: a number, or capitals in the midst of small letters. Such words are kept. */
function isCopied(text: string): boolean {
  return /\d/.test(text) || (/\p{Lu}{3}/u.test(text) && /\p{Ll}/u.test(text));
}

function isCorrection({ label, confidence }: Act): boolean {
  return label === 'reply.bot_wrong' && confidence >= SURE;
}
