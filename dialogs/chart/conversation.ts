import { z } from 'zod';
import type { Entities } from '../../intents/entities.ts';
import { TROUBLES, type Trouble } from '../../intents/labels.ts';
import { type Desk, WAYS } from '../case/desk.ts';
import type { System } from '../case/incident.ts';
import { type Slots, slotsSchema } from './slots.ts';

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
  'access.lost',
  'trouble.again',
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
  /** The academy that the person's address names. */
  readonly academy?: string;
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

const outcome = z.enum(['worked', 'failed']);

/** What is remembered of the trouble at hand: forgotten as a whole with it, and as a whole come back to. */
export const topicSchema = z.strictObject({
  trouble: z.enum(TROUBLES).nullable(),
  /** The (redacted) words in which the trouble was told: they may answer questions to come. */
  story: z.string().nullable(),
  /** The trouble whose flow was left for a digression. */
  paused: z.enum(TROUBLES).nullable(),
  /** Choices (troubles and answers) between which the person is asked to decide. */
  doubts: z.array(z.string()),
  /** Remedies tried, in order. `step` is the message key of the remedy. */
  steps: z.array(z.strictObject({ step: z.string(), outcome })),
  /** End of the lockout wait, milliseconds since 1970. */
  waitUntil: z.int().nullable(),
  urgent: z.boolean(),
  /** Whether a flow was left open to ask what was meant. */
  interrupted: z.boolean(),
});

export type Topic = z.infer<typeof topicSchema>;

/** No trouble yet. */
export const NO_TOPIC: Topic = {
  trouble: null,
  story: null,
  paused: null,
  doubts: [],
  steps: [],
  waitUntil: null,
  urgent: false,
  interrupted: false,
};

/** What a conversation remembers. Stored as JSON; parsed when a stored conversation is restored. */
export const contextSchema = z.strictObject({
  /** Id of the academy file; `other` where the bot knows none; null while unasked. */
  academy: z.string().nullable(),
  /** Set where they asked for texts that are easy to read; missing in conversations stored before there were any. */
  easy: z.literal(true).optional(),
  /** The academy that their address names, until they confirm or deny it. */
  guessedAcademy: z.string().nullable(),
  /** The academy in the person's (redacted) words, where there is no file for it. */
  academyNamed: z.string().nullable(),
  topic: topicSchema,
  slots: slotsSchema,
  /** The answer given last, which the next question may go on from; with what it was about. */
  answered: z
    .strictObject({
      id: z.string(),
      academy: z.string().nullable(),
      slots: slotsSchema,
      /** Set while the academy has to be known first. */
      pending: z.literal(true).optional(),
      /** Set where it was the same answer before, so that it is told in other words. */
      again: z.literal(true).optional(),
    })
    .nullable(),
  /** What the last turn said, text for text: nothing is said twice in a row. */
  told: z.array(z.string()),
  /** Messages in a row that were not understood. */
  misses: z.int(),
  entities: z.record(z.string(), z.string()),
  /** What support will ask for, in the person's own (redacted) words. */
  report: z.strictObject({ message: z.string().nullable(), attempt: z.string().nullable() }),
  /** How sure the bot was of what it last understood, 0 to 1. */
  confidence: z.number().nullable(),
  /** The ways to people that are on offer. */
  ways: z.array(z.enum(WAYS)),
  /** The agent who last had this conversation, and how it went. */
  agent: z.strictObject({ by: z.string(), outcome: z.string() }).nullable(),
  /** Whether to ask how an agent's help was; once for each time. */
  survey: z.enum(['due', 'asked']).nullable(),
  /** Of the last ticket. */
  reference: z.string().nullable(),
});

export type Context = z.infer<typeof contextSchema>;

/** The context of a conversation that has just begun. */
export function initialContext(academy: string | null): Context {
  return {
    academy,
    guessedAcademy: null,
    academyNamed: null,
    topic: NO_TOPIC,
    slots: {},
    answered: null,
    told: [],
    misses: 0,
    entities: {},
    report: { message: null, attempt: null },
    confidence: null,
    ways: [],
    agent: null,
    survey: null,
    reference: null,
  };
}
