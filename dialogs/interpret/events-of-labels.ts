import type { OUT_OF_SCOPE, Talk } from '../../intents/labels.ts';
import type { EventType } from '../chart/events.ts';

/** What each talk label means to the chart; `affirm` and `deny` are answers. */
export const TALK_EVENTS: Readonly<Record<Talk | typeof OUT_OF_SCOPE, EventType>> = {
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
export const REPLY_EVENTS: Readonly<Record<string, EventType>> = {
  yes: 'user.affirmed',
  no: 'user.denied',
  ok: 'user.acknowledged',
  worked: 'outcome.worked',
  done: 'check.done',
  not_worked: 'outcome.failed',
  already_tried: 'outcome.failed',
  partly: 'outcome.partly',
  in_progress: 'user.postponed',
  later: 'user.deferred',
  wait: 'user.postponed',
  cannot_do: 'user.unable',
  no_other_device: 'device.missing',
  dont_know: 'user.doubted',
  rephrase: 'wording.requested',
  repeat: 'question.requested',
  bot_wrong: 'bot.corrected',
  correct_request: 'bot.corrected',
  another: 'restart.requested',
  none: 'user.denied',
  give_up: 'user.gave_up',
  place_only_mentioned: 'slots.noted',
};
