import { isTrouble, type Label, OUT_OF_SCOPE, type Trouble } from '../../intents/labels.ts';
import { tokenize } from '../../intents/text.ts';
import type { Understanding } from '../../intents/understand.ts';
import type { EventType } from '../chart/conversation.ts';
import { matchOffer } from './match-offer.ts';
import { findForbidden, hasContrast, isQuestion, minutesAgo, saysDone } from './questions.ts';
import type { Situation } from './situation.ts';
import { doubtsOf } from './weigh.ts';

const TALK: Readonly<Partial<Record<Label, EventType>>> = {
  greet: 'user.greeted',
  goodbye: 'user.left',
  thanks: 'user.thanked',
  help: 'help.requested',
  human_agent: 'agent.requested',
  restart: 'restart.requested',
  unwell: 'user.despaired',
  bot_identity: 'identity.asked',
  privacy: 'privacy.asked',
  [OUT_OF_SCOPE]: 'scope.missed',
  affirm: 'user.affirmed',
  deny: 'user.denied',
};
/** Talk that means something only where it is asked for. */
const ANSWERS: ReadonlySet<Label> = new Set(['affirm', 'deny']);
/** Talk that is obeyed even where any words are an answer, and the confidence that it takes. */
const COMMANDS: ReadonlySet<Label> = new Set(['human_agent', 'restart']);
const SURE = 0.7;
/** Talk that a trouble may follow in the same breath, and how likely that one has to be. */
const ASIDES: ReadonlySet<Label> = new Set(['affirm', 'thanks', 'goodbye']);
const BEHIND_AN_ASIDE = 0.2;
const BEHIND_A_REFUSAL = 0.35;
/** Words of a message that names a place and says nothing else: "je suis à Lyon". */
const FEW_WORDS = 5;

/** The events that words stand for, in the order in which the machine has to take them. */
export function readWords(text: string, understanding: Understanding, situation: Situation): EventType[] {
  const { label, confidence, unsure } = understanding;
  const sure = confidence >= SURE;
  const asks = isQuestion(text);
  const forbidden = findForbidden(text);
  if (forbidden) return forbiddenTypes(forbidden, situation);
  const phrase = asks && situation.meta?.explicit ? undefined : matchOffer(text, situation.offers);
  if (phrase) return [phrase.event];
  const waited = lockoutAnswer(text, situation);
  if (waited) return [waited];
  if (COMMANDS.has(label) && sure) return talk(label, situation);
  if (situation.meta?.expects === 'words')
    return [asks ? 'question.missed' : wordsType(understanding, situation)];

  const named = namedAcademy(text, understanding, situation);
  if (named && isOnlyPlace(text, situation) && !sure) return [named];
  const trouble = troubleIn(text, understanding);
  if (trouble) return [...(named ? [named] : []), ...troubleTypes(trouble, text, understanding, situation)];
  if (named) return [named];
  // A question is no answer to ours: "c'est quoi ?" after a remedy means neither that it worked nor that it did not.
  if (asks && (unsure || ANSWERS.has(label))) return ['question.missed'];
  if (unsure) return ['intent.missed'];
  const again = relapse(text, understanding, situation);
  if (again) return [again];
  if (situation.meta?.explicit && label === 'affirm' && saysDone(text)) return ['check.done'];
  return talk(label, situation);
}

/** "Still red" after "settled" is more than a no to "another question?": the trouble is back. */
function relapse(
  text: string,
  { label }: Understanding,
  { meta, trouble }: Situation,
): EventType | undefined {
  const back = meta?.say === 'solved' && label === 'deny' && tokenize(text).length > 1;
  return back && trouble ? `trouble.${trouble}` : undefined;
}

/** The "no", and the way out of what made the person ask: a certificate warning they have not told of yet. */
function forbiddenTypes(forbidden: EventType, { trouble, inFlow }: Situation): EventType[] {
  const begins = forbidden === 'forbidden.accept' && !(inFlow && trouble === 'certificate_warning');
  return begins ? [forbidden, 'trouble.certificate_warning'] : [forbidden];
}

/** The academy that a text names, if it is news. */
function namedAcademy(
  text: string,
  { entities }: Understanding,
  situation: Situation,
): EventType | undefined {
  const { academy } = entities;
  if (!academy || academy === situation.academy || (isQuestion(text) && situation.academy)) return undefined;
  return `academy.${academy}`;
}

/** Whether a text that names a place says little else, or answers the question for it. */
function isOnlyPlace(text: string, { offers }: Situation): boolean {
  return tokenize(text).length <= FEW_WORDS || offers.some(({ event }) => event.startsWith('academy.'));
}

/** The trouble that a text is about: the likeliest label, or the one that outlasts a greeting, thanks or a "yes, but". */
function troubleIn(text: string, { label, unsure, ranking }: Understanding): Trouble | undefined {
  if (isTrouble(label)) return unsure ? undefined : label;
  const aside = label === 'greet' || label === 'unwell' || (ASIDES.has(label) && hasContrast(text));
  // Better to help with a trouble that is none than to turn away one that is.
  const needed = label === OUT_OF_SCOPE ? BEHIND_A_REFUSAL : BEHIND_AN_ASIDE;
  const likeliest = ranking.find(({ label: name }) => isTrouble(name));
  if (!(aside || label === OUT_OF_SCOPE) || !likeliest || likeliest.confidence < needed) return undefined;
  return isTrouble(likeliest.label) ? likeliest.label : undefined;
}

/** How long ago the last attempt was, where the bot has asked just that. */
function lockoutAnswer(text: string, { offers, lockoutMinutes }: Situation): EventType | undefined {
  const minutes = minutesAgo(text);
  if (minutes === undefined || !offers.some(({ id }) => id === 'just_now')) return undefined;
  return minutes >= lockoutMinutes ? 'choice.wait_over' : 'choice.just_now';
}

/** Words where any words are an answer; "oui", "merci" or "non" are none, and stand for the choice to say nothing. */
function wordsType({ label, confidence }: Understanding, { offers }: Situation): EventType {
  const empty = (ANSWERS.has(label) || label === 'thanks') && confidence >= SURE;
  const skip = offers.find(({ id }) => id === 'no_message' || id === 'attempt_unknown');
  return empty && skip ? skip.event : 'user.wrote';
}

/** A trouble named anew changes the topic; the present one named again means that it is still there. */
function troubleTypes(
  label: Trouble,
  text: string,
  understanding: Understanding,
  situation: Situation,
): EventType[] {
  if (label === situation.trouble && situation.inFlow) {
    const offered = (choice: string) => situation.offers.some(({ id }) => id === choice);
    return offered('not_clear') || (offered('not_worked') && !isQuestion(text)) ? ['user.denied'] : [];
  }
  return doubtsOf(understanding).length > 1 ? ['intent.doubted'] : [`trouble.${label}`];
}

function talk(label: Label, { accepts }: Situation): EventType[] {
  const type = TALK[label];
  return type && (!ANSWERS.has(label) || accepts(type)) ? [type] : ['intent.missed'];
}
