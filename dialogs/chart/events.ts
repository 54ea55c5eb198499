import type { Entities } from '../../intents/entities.ts';
import type { Trouble } from '../../intents/labels.ts';
import type { Desk } from '../case/desk.ts';
import type { System } from '../case/incident.ts';
import type { Slots } from './slots.ts';

/** What the person did or what happened to them; nouns and verbs, as in all events. */
export const EVENTS = [
  'user.joined',
  'user.affirmed',
  'user.denied',
  'user.doubted',
  'user.greeted',
  'user.thanked',
  'user.left',
  'user.despaired',
  'user.wrote',
  'question.missed',
  'check.done',
  'intent.missed',
  'intent.doubted',
  'scope.missed',
  'agent.requested',
  'restart.requested',
  'back.requested',
  'source.requested',
  'user.returned',
  'conversation.restarted',
  'help.requested',
  'identity.asked',
  'privacy.asked',
  'secret.shared',
  'personal.shared',
  'message.understood',
  // What came of the bot's last advice, and how the person takes it.
  'outcome.worked',
  'success.noted',
  'outcome.failed',
  'outcome.partly',
  'user.acknowledged',
  'user.postponed',
  'user.deferred',
  'user.unable',
  'user.gave_up',
  'device.missing',
  'wording.requested',
  'question.requested',
  'bot.corrected',
  'slots.noted',
  'harm.denied',
  'problem.denied',
  'access.lost',
  'problem.again',
  'address.known',
  'case.overdue',
  'case.released',
  'case.moved',
  'agent.returned',
  'agent.closed',
  'agent.ticketed',
  'ticket.opened',
  'ticket.failed',
] as const;

export type EventType =
  | (typeof EVENTS)[number]
  | `trouble.${Trouble}`
  | `academy.${string}`
  | `choice.${string}`
  | `answer.${string}`
  | `safety.${string}`
  | `tried.${string}`
  | `incident_over.${System}`;

/** What a question is about where that is not the person's own case: "et pour ma collègue à Lyon ?". */
export interface About {
  readonly academy?: string;
  readonly slots?: Slots;
}

/** Everything an event may carry; the chart reads what its kind needs. */
export interface EventData {
  /** Time of the event, milliseconds since 1970. */
  readonly at: number;
  /** The person's words, redacted. */
  readonly text?: string;
  /** Whether a button was pressed; `text` is then its title. */
  readonly pressed?: boolean;
  readonly entities?: Entities;
  /** What the person told of their situation. */
  readonly slots?: Slots;
  /** What a question asks about instead of the person's own case. */
  readonly about?: About;
  /** Minutes since the last attempt, where the person told. */
  readonly minutesAgo?: number;
  /** The words that tell that time, where others of the message ask something. */
  readonly timeTold?: string;
  /** The academy that the person's address names. */
  readonly academy?: string;
  /** The trouble that the person names instead of the one they deny. */
  readonly problem?: Trouble;
  /** Choices (troubles and answers) between which the reader cannot decide. */
  readonly doubts?: readonly string[];
  /** Whether a flow is under way. */
  readonly inFlow?: boolean;
  /** How sure the bot is of what it understood, 0 to 1. */
  readonly confidence?: number;
  /** The desk as it stands; without it nobody is there. */
  readonly desk?: Desk;
  /** The agent who gives the conversation back, and how it went. */
  readonly agent?: { readonly by: string; readonly outcome: string };
  /** Of a ticket. */
  readonly reference?: string;
}

/** One member for each type, so that XState can tell them apart. */
export type HelpDeskEvent = { [Type in EventType]: { type: Type } & EventData }[EventType];
