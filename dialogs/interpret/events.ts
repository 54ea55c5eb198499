import { endsAsking, isQuestion } from '../../intents/is-question.ts';
import { idOf, isTrouble, kindOf, type Talk } from '../../intents/labels.ts';
import type { EventType } from '../chart/events.ts';
import { LOCKED_OUT, NOTHING_GIVEN } from './candidates.ts';
import { isPolite } from './courtesy.ts';
import {
  DENIAL,
  eventOfDenial,
  eventOfWarning,
  harmAsLikely,
  isCalledOff,
  isOnlyGuessed,
  mayHaveHappened,
  TURNS_AWAY,
} from './denials.ts';
import { isSaid, rankOf } from './event-order.ts';
import { REPLY_EVENTS, TALK_EVENTS } from './events-of-labels.ts';
import { chosenBy, isSurelyMeant, offerMeant } from './explicit.ts';
import { correctedAnswer, followUpOf, isRefused, questionAbout, supposesFailure } from './follow-ups.ts';
import { lockoutAnswer } from './lockout-answer.ts';
import { BARE } from './merge-acts.ts';
import { eventOfHalf, eventOfTrial, isAfterAdvice } from './outcomes.ts';
import type { Situation } from './situation.ts';
import { answerHere, questionAsked, questionNamed, troubleTold } from './told-or-asked.ts';
import { eventsOfTrouble, isSeenInside, isTorn, tellsExpiry, tellsOther } from './trouble-events.ts';
import type { Act, Told } from './types.ts';
import { asksBeside, asksOnLeaving, isCertain } from './unheard.ts';

/** Kinds that ask, and the confidence from which words with a question mark are one of them. */
const ASKING: ReadonlySet<string> = new Set(['answer', 'follow']);
const ASKED = 0.04;
const WITHDRAWN = 'choice.withdraw';

/**
 * The events of a message in the order in which the machine has to take them: where the person works, warnings, what came
 * of the last advice, questions, troubles, and a person last, so that whoever asks for one gets one.
 */
export function eventsOfActs(told: Told, situation: Situation): EventType[] {
  const { place } = told;
  const unheard = asksBeside(told);
  // "Good. And does the ENT count?": what may be a success is none that ends the matter.
  const acts = unheard ? told.acts.filter(isCertain) : told.acts;
  const waited = lockoutAnswer(told, situation);
  const done = [
    ...(place ? [place] : []),
    ...(waited ? [waited] : acts.flatMap((act) => eventsOfAct(act, told, situation))),
  ];
  const all = unheard || asksOnLeaving(done, told) ? [...done, ...eventsOfQuestion(told, situation)] : done;
  const types = [...new Set(all)]
    .filter((type) => !MENU.has(type) || !isAnnouncement(acts, all))
    .filter((type) => !isSaid(type, all))
    .sort((a, b) => rankOf(a) - rankOf(b));
  // Of two troubles the one told first is taken up last, so that it is the one at hand and the other waits for it.
  const troubles = types.filter((type) => type.startsWith('trouble.')).reverse();
  types.forEach((type, at) => {
    if (type.startsWith('trouble.')) types[at] = troubles.shift() ?? type;
  });
  // Both are heard: "it works! why was it blocked?".
  const solved = types.findIndex((type) => isSuccess(type, situation));
  if (solved >= 0 && types.some((type) => type.startsWith('answer.')))
    types.splice(solved + 1, 0, 'success.noted');
  const telling = types.filter((type) => type !== 'slots.noted' && !type.startsWith('tried.'));
  const corrected = telling.every((type) => UNSAID.has(type)) && correctedAnswer(told, situation);
  if (corrected) return [corrected];
  if (telling.length > 0) return telling;
  if (types.length > 0) return types.slice(0, 1);
  // Whoever asks something else under way is told that it cannot be answered, and who may.
  const [whole] = told.candidates;
  if (!situation.inFlow && isTorn(told)) return ['intent.doubted'];
  return [situation.inFlow && whole && endsAsking(whole.text) ? 'question.missed' : 'intent.missed'];
}

/** What says nothing that goes before the answer to the last question for what is named now. */
const UNSAID: ReadonlySet<EventType> = new Set(['bot.corrected', 'user.denied', 'problem.again']);

/** Choices that end a trouble. */
const ENDING: ReadonlySet<string> = new Set(['worked', 'already_open']);

function isSuccess(type: EventType, { offers }: Situation): boolean {
  return type === 'outcome.worked' || offers.some(({ id, event }) => ENDING.has(id) && event === type);
}

/** What leads to the menu. */
const MENU: ReadonlySet<EventType> = new Set(['restart.requested', 'choice.other_trouble']);

/** "Another problem:" announces what comes next; only by itself it leads to the menu. */
function isAnnouncement(acts: readonly Act[], types: readonly EventType[]): boolean {
  if (types.some((type) => type.startsWith('trouble.') || type === 'intent.doubted')) return true;
  if (acts.some(({ label }) => label === 'restart')) return false;
  return types.some((type) => /^(answer|safety)\./.test(type));
}

/** What words do that tell, which those do not that ask. */
const TELLING: ReadonlySet<string> = new Set([
  'reply.worked',
  DENIAL,
  'state.attempt_now',
  'state.attempt_old',
]);

function eventsOfAct(act: Act, told: Told, situation: Situation): EventType[] {
  const { candidates } = told;
  const { label } = act;
  const { meta, inFlow } = situation;
  const [id, kind] = [idOf(label), kindOf(label)];
  if (BARE.has(label) && tellsOther(told, situation)) return [];
  if (isCalledOff(act, told, situation)) return ['harm.denied'];
  // "Ça vient de moi ?" tells of no success, "donc pas besoin de le changer ?" denies nothing, and "so 1 hour?" tells no time.
  if (TELLING.has(label) && endsAsking(act.text)) {
    return eventsOfQuestion(told, situation);
  }
  if (label === 'reply.worked' && !meta?.explicit) {
    const half = eventOfHalf(act, told, situation);
    if (half) return [half];
  }
  const harm = isTrouble(label) ? harmAsLikely(act, candidates, situation) : undefined;
  if (harm) return [eventOfWarning(harm, candidates, situation)];
  const chosen = chosenBy(act, told, situation);
  // "I receive and cannot send" is no plain no.
  if (chosen?.id === 'not_worked' && label === 'reply.partly') return [REPLY_EVENTS[id] ?? chosen.event];
  if (chosen) return [chosen.event];
  const asks = endsAsking(act.text);
  const trouble =
    kind === 'answer' ? troubleTold(act, candidates, situation, turnsFrom(told, situation)) : undefined;
  if (trouble) return eventsOfAct(trouble, told, situation);
  // "J'ai un autre problème : mon mot de passe a expiré" tells a trouble and no fact about the one at hand.
  const turnsAway = told.acts.some((other) => TURNS_AWAY.has(other.label));
  const question = isTrouble(label) && !turnsAway ? questionAsked(act, candidates, situation) : undefined;
  if (question) return eventsOfAct(question, told, situation);
  if (label === DENIAL) {
    const denied = eventOfDenial(told, situation);
    return denied ? [denied] : [];
  }
  // "Je vous le confirme" is as sure as "are you sure?" asks to be.
  if (label === 'follow.sure' && !isQuestion(act.text))
    return eventsOfAct({ ...act, label: 'reply.yes' }, told, situation);
  if (kind === 'follow')
    return [questionNamed(act, candidates) ?? followUpOf(id, told, situation) ?? 'question.missed'];
  // "En va-t-il de même à Lyon, où exerce ma fille ?" asks the last question again for that place.
  if (label === 'reply.place_only_mentioned' && asks)
    return [followUpOf('same_other', told, situation) ?? 'slots.noted'];
  if (label === 'reply.not_worked' && supposesFailure(told)) return [];
  // "I don't want to leave it" protests against a goodbye.
  if (label === 'reply.give_up' && meta?.say === 'farewell') return ['bot.corrected'];
  // "D'accord, merci, c'est tout" takes leave, where "rien" says that nothing has changed.
  if (label === 'reply.none' && isPolite(told)) return ['user.left'];
  // "Déjà fait" that is too unsure for a choice where a wrong guess does harm is no remedy that has failed, either.
  if (label === 'reply.already_tried' && offerMeant(act, situation)) return ['intent.missed'];
  if (kind === 'reply') return [REPLY_EVENTS[id] ?? 'intent.missed'];
  // Whoever tells under a remedy what else they tried has not been helped by it.
  if (kind === 'tried' && asks) return [questionAbout(label, told, situation) ?? `tried.${id}`];
  if (kind === 'tried') return [eventOfTrial(id, told, situation)];
  if (label === LOCKED_OUT && inFlow && !isSeenInside(situation)) return ['problem.again'];
  if (label === LOCKED_OUT) return isAfterAdvice(told, situation) ? [] : ['access.lost'];
  if (tellsExpiry(act, situation, turnsAway)) return ['trouble.password_expired'];
  // "Mot de passe changé, mais je n'ai rien fait" calls no alarm off.
  if (label === NOTHING_GIVEN)
    return [
      isOnlyGuessed(act, situation) || mayHaveHappened(told, situation) ? 'slots.noted' : 'harm.denied',
    ];
  if (kind === 'state' && asks) {
    const asked = questionAbout(label, told, situation);
    return asked ? [asked] : eventsOfQuestion(told, situation);
  }
  // No remark ends a request in which somebody may be reading along.
  if (label === WITHDRAWN && meta?.callable)
    return [isSurelyMeant(act, told) && !situation.urgent ? 'user.gave_up' : 'intent.missed'];
  if (kind === 'state' || kind === 'choice') return ['slots.noted'];
  if (kind === 'safety') return [eventOfWarning(act, candidates, situation)];
  if (kind === 'said') return ['intent.missed'];
  if (kind === 'answer') {
    const here = answerHere(id, situation);
    return isRefused(here, told, situation)
      ? eventsOfQuestion(besides(told, label), situation)
      : [`answer.${here}`];
  }
  if (kind) return [`${kind}.${id}` as EventType];
  if (!isTrouble(label)) return [TALK_EVENTS[label as Talk] ?? 'intent.missed'];
  return eventsOfTrouble({ ...act, label }, told, situation);
}

/** Whether people turn away from the trouble at hand, and do not just say no to a question. */
function turnsFrom({ acts }: Told, { offers }: Situation): boolean {
  return acts.some(({ label }) => label === DENIAL) && !offers.some(({ id }) => id === 'no');
}

/** The told without the candidates of a label. */
function besides(told: Told, label: string): Told {
  return { ...told, candidates: told.candidates.filter((other) => other.label !== label) };
}

/** What words ask that were taken for something told: the likeliest question, or one that has no answer. */
function eventsOfQuestion(told: Told, situation: Situation): EventType[] {
  const asked = told.candidates.find(
    ({ label, confidence }) => ASKING.has(kindOf(label) ?? '') && confidence >= ASKED,
  );
  return asked ? eventsOfAct(asked, told, situation) : ['question.missed'];
}
