import { z } from 'zod';
import { TROUBLES } from '../../intents/labels.ts';
import { WAYS } from '../case/desk.ts';
import { slotsSchema } from './slots.ts';

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
