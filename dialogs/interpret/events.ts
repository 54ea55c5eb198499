import type { Entities } from '../../intents/entities.ts';
import { idOf, isTrouble, kindOf, type OUT_OF_SCOPE, type Talk } from '../../intents/labels.ts';
import type { EventType } from '../chart/conversation.ts';
import type { Act, Acts } from './acts.ts';
import { choiceOf } from './candidates.ts';
import { followUpOf } from './follow-ups.ts';
import type { Situation } from './situation.ts';

/** What each talk label means to the chart; `affirm` and `deny` are answers. */
const TALK_EVENTS: Readonly<Record<Talk | typeof OUT_OF_SCOPE, EventType>> = {
  greet: 'user.greeted',
  goodbye: 'user.left',
  thanks: 'user.thanked',
  affirm: 'user.affirmed',
  deny: 'user.denied',
  help: 'help.requested',
  human_agent: 'agent.requested',
  restart: 'restart.requested',
  unwell: 'user.despaired',
  bot_identity: 'identity.asked',
  privacy: 'privacy.asked',
  out_of_scope: 'scope.missed',
};

/** What each answer to the bot's last words means where it is no choice on offer. */
const REPLY_EVENTS: Readonly<Record<string, EventType>> = {
  yes: 'user.affirmed',
  no: 'user.denied',
  ok: 'user.acknowledged',
  worked: 'outcome.worked',
  done: 'check.done',
  not_worked: 'outcome.failed',
  already_tried: 'outcome.failed',
  partly: 'outcome.partly',
  in_progress: 'user.postponed',
  later: 'user.postponed',
  wait: 'user.postponed',
  cannot_do: 'user.unable',
  no_other_device: 'device.missing',
  dont_know: 'user.doubted',
  rephrase: 'wording.requested',
  repeat: 'question.requested',
  bot_wrong: 'bot.corrected',
  none: 'user.denied',
  give_up: 'user.gave_up',
  place_only_mentioned: 'slots.noted',
};

/** The confidence from which a choice counts where a wrong guess does harm. */
const EXPLICIT = 0.7;
/** Two troubles this close in confidence are asked about rather than guessed. */
const CLOSE = 0.15;

/** What a message was read as. */
export interface Told extends Acts {
  /** Where the person says they work, if that is news. */
  readonly place: EventType | undefined;
  /** Minutes since the time that is named. */
  readonly ago: number | undefined;
  readonly entities: Entities;
}

/**
 * The events of a message in the order in which the machine has to take them: where the person works, warnings, what came
 * of the last advice, questions, troubles, and a person last, so that whoever asks for one gets one.
 */
export function eventsOfActs(told: Told, situation: Situation): EventType[] {
  const { acts, place, ago } = told;
  const waited = lockoutAnswer(acts, ago, situation);
  const all = [
    ...(place ? [place] : []),
    ...(waited ? [waited] : acts.flatMap((act) => eventsOfAct(act, told, situation))),
  ];
  const types = [...new Set(all)].sort((a, b) => rankOf(a) - rankOf(b));
  // Of two troubles the one told first is taken up last, so that it is the one at hand and the other waits for it.
  const troubles = types.filter((type) => type.startsWith('trouble.')).reverse();
  types.forEach((type, at) => {
    if (type.startsWith('trouble.')) types[at] = troubles.shift() ?? type;
  });
  const telling = types.filter((type) => type !== 'slots.noted' && !type.startsWith('tried.'));
  if (telling.length > 0) return telling;
  return types.length > 0 ? types.slice(0, 1) : ['intent.missed'];
}

const ORDER = [
  /^academy\./,
  /^safety\./,
  /^(outcome|choice)\./,
  /^user\.(affirmed|denied|doubted)/,
  /^trouble\./,
  // After the trouble, whose question waits for what was asked besides.
  /^answer\./,
  /^restart/,
  /^agent\./,
];

function rankOf(type: EventType): number {
  const at = ORDER.findIndex((pattern) => pattern.test(type));
  return at < 0 ? ORDER.length - 4 : at;
}

function eventsOfAct(act: Act, told: Told, situation: Situation): EventType[] {
  const { candidates } = told;
  const { label, confidence } = act;
  const { offers, meta, trouble, inFlow, urgent } = situation;
  const choice = choiceOf(label, offers);
  const offer = offers.find(({ id }) => id === choice);
  if (offer && (!meta?.explicit || confidence >= EXPLICIT)) return [offer.event];
  const id = idOf(label);
  const kind = kindOf(label);
  const asks = act.text.trimEnd().endsWith('?');
  if (kind === 'follow') return [followUpOf(id, told, situation) ?? 'question.missed'];
  if (kind === 'reply') return [REPLY_EVENTS[id] ?? 'intent.missed'];
  // Whoever tells under a remedy what else they tried has not been helped by it.
  if (kind === 'tried' && asks) return [followUpOf('same_other', told, situation) ?? `tried.${id}`];
  if (kind === 'tried') return [isRemedy(offers) ? 'outcome.failed' : `tried.${id}`];
  if (label === 'state.cannot_get_in') return [inFlow ? 'trouble.again' : 'access.lost'];
  // "Et avec la double authentification ?" asks the last question again for that case.
  if (kind === 'state' && asks) return [followUpOf('same_other', told, situation) ?? 'slots.noted'];
  if (kind === 'state' || kind === 'choice') return ['slots.noted'];
  if (kind) return [`${kind}.${id}` as EventType];
  if (!isTrouble(label)) return [TALK_EVENTS[label as Talk] ?? 'intent.missed'];
  if (label === trouble && inFlow) return ['trouble.again'];
  const rival = candidates.find((other) => isTrouble(other.label) && other.label !== label);
  const doubted = rival !== undefined && confidence - rival.confidence < CLOSE && rival.confidence > CLOSE;
  // No remark leads out of a flow in which somebody may be reading along.
  return [doubted || (urgent && inFlow) ? 'intent.doubted' : `trouble.${label}`];
}

function isRemedy(offers: Situation['offers']): boolean {
  return offers.some(({ id }) => id === 'not_worked');
}

/** How long ago the last attempt was, where the bot has asked just that. */
function lockoutAnswer(
  acts: readonly Act[],
  ago: number | undefined,
  { offers, lockoutMinutes }: Situation,
): EventType | undefined {
  if (ago === undefined || !offers.some(({ id }) => id === 'just_now')) return undefined;
  if (acts.some(({ label }) => kindOf(label) === 'answer')) return undefined;
  return ago >= lockoutMinutes ? 'choice.wait_over' : 'choice.just_now';
}
