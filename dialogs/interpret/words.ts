import { endsAsking, isQuestion } from '../../intents/is-question.ts';
import { idOf, isTrouble, kindOf } from '../../intents/labels.ts';
import type { Reading } from '../../intents/reader.ts';
import { tokenize } from '../../intents/text.ts';
import type { EventType } from '../chart/events.ts';
import { choiceOf } from './candidates.ts';
import { TURNS_AWAY } from './denials.ts';
import { followUpOf } from './follow-ups.ts';
import type { Situation } from './situation.ts';
import type { Act, Told } from './types.ts';

/** From this confidence words do something else than answer, where any words are an answer. */
const SURE = 0.7;
/** The same for words that end in a question mark, of which there is no doubt that they ask something. */
const ASKING = 0.3;
/** The choices that decline to answer, and the confidence from which words make one. */
const DECLINING: ReadonlySet<string> = new Set(['no_message', 'skip', 'attempt_unknown']);
const DECLINED = 0.4;
/** More words than these decline only where it is sure: what begins with "non" may tell something. */
const FEW_WORDS = 6;
/** From this confidence a trouble is told in place of an answer where something else is announced. */
const TOLD_INSTEAD = 0.4;
/** What has happened: where a request is urgent, it answers the question, and its warning was what led there. */
const HAPPENED: ReadonlySet<string> = new Set([
  'safety.secret_given',
  'safety.spam_sent',
  'safety.changed_by_other',
  'safety.certificate_accepted',
  'safety.phone_stolen',
  'safety.shared_left_open',
]);
/** What is obeyed also where any words are an answer. */
const COMMANDS: Readonly<Record<string, EventType>> = {
  human_agent: 'agent.requested',
  restart: 'restart.requested',
};

/** How somebody leaves who says nothing else. */
const LEAVING: Readonly<Record<string, EventType>> = {
  goodbye: 'user.left',
  'reply.give_up': 'user.gave_up',
};
const A_SENTENCE = 10;

/** Whether an act is answered for itself where any words are an answer. */
function speaks({ label }: Act): boolean {
  return label in COMMANDS || ['safety', 'answer', 'follow'].includes(kindOf(label) ?? '');
}

/** The events of words where any words are an answer: a message that shows, the time of the last attempt. */
export function wordsEvents({ whole }: Reading, told: Told, situation: Situation): EventType[] {
  const { acts, ago } = told;
  const { offers, urgent } = situation;
  const [act] = acts;
  const asks = endsAsking(whole.text);
  // A trouble that is told instead of a time is no time.
  const asksTime = offers.some(({ id }) => id === 'attempt_unknown');
  const trouble = acts.find(({ label, support }) => isTrouble(label) && support >= SURE);
  if (asksTime && trouble && ago === undefined) return [`trouble.${trouble.label}` as EventType];
  // A question is no time either, whatever it asks.
  if (asksTime && asks && ago === undefined && !(act && act.confidence >= ASKING && speaks(act)))
    return ['question.missed'];
  const declined = act && act.confidence >= DECLINED ? choiceOf(act.label, offers) : undefined;
  const declining = offers.find(({ id }) => id === declined && DECLINING.has(id));
  const plain = tokenize(whole.text).length <= FEW_WORDS || (act?.confidence ?? 0) >= SURE;
  if (declining && plain && !(declined === 'no_message' && isCopied(whole.text))) return [declining.event];
  const instead = acts.some(({ label }) => TURNS_AWAY.has(label))
    ? acts.find(({ label, support }) => isTrouble(label) && support >= TOLD_INSTEAD)
    : undefined;
  if (instead) return [`trouble.${instead.label}` as EventType];
  // "That is not what I asked!! do you have their number or not" is no time.
  const corrects = asksTime && ago === undefined && acts.some(isCorrection);
  if (corrects) return [answerOf(acts) ?? 'bot.corrected'];
  if (!act || act.confidence < (asks ? ASKING : SURE)) return ['user.wrote'];
  const leaves = acts.length === 1 && tokenize(whole.text).length <= A_SENTENCE;
  const command = COMMANDS[act.label] ?? (leaves ? LEAVING[act.label] : undefined);
  if (command) return [command];
  if (urgent && HAPPENED.has(act.label)) return ['user.wrote'];
  const kind = kindOf(act.label);
  if (kind === 'safety' || (kind === 'answer' && isQuestion(whole.text))) return [act.label as EventType];
  if (kind === 'follow' && isQuestion(whole.text)) {
    return [followUpOf(idOf(act.label), told, situation) ?? 'question.missed'];
  }
  return ['user.wrote'];
}

/** What nobody writes who says that there is no message: a number, or capitals in the midst of small letters. Such words are kept. */
function isCopied(text: string): boolean {
  return /\d/.test(text) || (/\p{Lu}{3}/u.test(text) && /\p{Ll}/u.test(text));
}

function isCorrection({ label, confidence }: Act): boolean {
  return label === 'reply.bot_wrong' && confidence >= SURE;
}

/** The question that is asked beside a correction. */
function answerOf(acts: readonly Act[]): EventType | undefined {
  return acts.find(({ label }) => kindOf(label) === 'answer')?.label as EventType | undefined;
}
