import { assign, setup } from 'xstate';
import { isTrouble, type Trouble } from '../../intents/labels.ts';
import { fold, tokenize } from '../../intents/text.ts';
import { NOBODY, waysTo } from '../case/desk.ts';
import { type Traits, UNKNOWN_ACADEMY } from '../knowledge/academy.ts';
import { answerAsked, answerFor } from './answered.ts';
import { type Context, NO_TOPIC } from './context.ts';
import type { HelpDeskEvent } from './events.ts';
import { guards } from './guards.ts';
import type { DeskCommand, DialogMeta, SayParams } from './meta.ts';
import { mergeSlots } from './slots.ts';

/** In plain lower-case letters. */
const EXPIRES_LATER =
  /\b(va|vont|bientot|expire(ra)? (dans|le|ce|demain|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|fin)|perime dans|avant (le|vendredi|lundi|demain)|about to|will|expires? (in|on|soon|tomorrow)|going to)\b/;

/** Words together with those that were written later. */
function withMore(before: string | null, more: string | undefined): string | null {
  return [before, more].filter(Boolean).join(' / ') || null;
}

/** Words, at most, that put a time right and tell nothing else. */
const BRIEF = 5;

function isBrief(text: string | undefined): boolean {
  return text !== undefined && tokenize(text).length <= BRIEF;
}

/** The academies are data, known only when the machine is built: `buildMachine` provides what depends on them. */
function provided(name: string): () => never {
  return () => {
    throw new Error(`${name} is provided by buildMachine`);
  };
}

/** Typed parts that all statecharts share. `say` and `desk` are never run: the step reads them off the transition's actions. */
export const dialog = setup({
  types: {
    context: {} as Context,
    events: {} as HelpDeskEvent,
    input: {} as Context,
    meta: {} as DialogMeta,
  },
  actions: {
    say: (_, _params: SayParams) => {},
    desk: (_, _params: DeskCommand) => {},
    recordStep: assign({
      topic: ({ context: { topic } }, { step, outcome }: { step: string; outcome: 'worked' | 'failed' }) => ({
        ...topic,
        steps: [...topic.steps, { step, outcome }],
      }),
      answered: null,
    }),
    noteTrouble: assign({
      topic: ({ event, context: { topic } }) => {
        const name = event.type.slice('trouble.'.length);
        return {
          ...topic,
          trouble: isTrouble(name) ? name : topic.trouble,
          // A pressed button tells no story.
          story: event.pressed ? null : (event.text ?? null),
          doubts: [],
        };
      },
      answered: null,
    }),
    /** Leaving a flow for another trouble. The same trouble named again is no digression. */
    notePause: assign({
      topic: ({ event, context: { topic } }) =>
        event.type === `trouble.${topic.trouble}` ? topic : { ...topic, paused: topic.trouble },
    }),
    resumeTrouble: assign({
      topic: ({ context: { topic } }) => ({ ...topic, trouble: topic.paused, paused: null, story: null }),
    }),
    /** Texts that are easy to read, or the full ones again. */
    noteEasy: assign({ easy: true }),
    forgetEasy: assign({ easy: undefined }),
    noteGuess: assign({
      guessedAcademy: ({ context, event }) =>
        context.academy === null ? (event.academy ?? null) : context.guessedAcademy,
    }),
    confirmGuess: assign({ academy: ({ context }) => context.guessedAcademy, guessedAcademy: null }),
    forgetGuess: assign({ guessedAcademy: null }),
    noteAcademy: assign({
      academy: ({ event }) => event.type.slice('academy.'.length),
      // A button says no name.
      academyNamed: ({ event }) =>
        event.type === `academy.${UNKNOWN_ACADEMY}` && !event.pressed ? (event.text ?? null) : null,
      // "Paris. L'ancien téléphone marche encore": what is said beside the name goes on with the story.
      topic: ({ context: { topic }, event }) =>
        topic.story !== null && topic.story !== event.text && !event.pressed
          ? { ...topic, story: withMore(topic.story, event.text) }
          : topic,
    }),
    noteUnderstood: assign({
      entities: ({ context, event }) => ({ ...context.entities, ...event.entities }),
      slots: ({ context, event }) => mergeSlots(context.slots, event.slots ?? {}),
      confidence: ({ context, event }) => event.confidence ?? context.confidence,
      misses: 0,
    }),
    noteWays: assign({ ways: ({ event }) => waysTo(event.desk ?? NOBODY) }),
    /** The ways that are left to somebody who waits in line. */
    noteLaterWays: assign({
      ways: ({ event }) => waysTo({ ...(event.desk ?? NOBODY), agents: 0 }),
    }),
    noteAgent: assign({
      agent: ({ context, event }) => event.agent ?? context.agent,
      survey: 'due',
    }),
    noteSurvey: assign({ survey: 'asked' }),
    noteReference: assign({ reference: ({ event }) => event.reference ?? null }),
    noteDoubts: assign({
      topic: ({ event, context: { topic } }) => ({
        ...topic,
        doubts: [...(event.doubts ?? [])],
        interrupted: event.inFlow === true,
      }),
    }),
    noteUrgency: assign({ topic: ({ context: { topic } }) => ({ ...topic, urgent: true }) }),
    /** It was a false alarm. */
    liftUrgency: assign({
      topic: ({ context: { topic } }) => ({ ...topic, urgent: false }),
      slots: ({ context: { slots } }) => ({ ...slots, incident: undefined }),
    }),
    countMiss: assign({ misses: ({ context }) => context.misses + 1 }),
    startLockoutWait: provided('startLockoutWait'),
    takeOfferedFlow: provided('takeOfferedFlow'),
    takeAnsweredTrouble: provided('takeAnsweredTrouble'),
    /** Read off like `say`: the answer in `answered`, in other words where it was given just before. */
    sayAnswer: () => {},
    forgetTrouble: assign({
      topic: NO_TOPIC,
      // What was tried against one trouble may help against another; where somebody works and with what stays.
      slots: ({ context: { slots } }) => ({ ...slots, tried: [] }),
      answered: null,
      entities: {},
      report: { message: null, attempt: null },
    }),
    noteAnswer: assign({ answered: ({ context, event }) => answerAsked(context, event) }),
    awaitAcademy: assign({
      answered: ({ context: { answered } }) => answered && { ...answered, pending: true },
    }),
    /** The academy is known now. */
    answerPending: assign({
      answered: ({ context: { answered, academy } }) =>
        answered && { ...answered, academy, pending: undefined },
    }),
    noteTopic: assign({
      answered: ({ context }, { answer }: { answer: string }) => answerFor(context, answer),
    }),
    /** A warning that is a trouble of its own. */
    noteDanger: assign({
      topic: ({ context: { topic }, event }, { trouble }: { trouble: Trouble }) => ({
        ...topic,
        trouble,
        story: event.text ?? null,
        doubts: [],
      }),
    }),
    noteMessage: assign({
      report: ({ context, event }) => ({ ...context.report, message: event.text ?? null }),
    }),
    /** What a request has to say besides, or differently. */
    noteAddition: assign({
      // "Mettre hier" puts the time right, and belongs to no message.
      report: ({ context: { report }, event: { text, minutesAgo, timeTold } }) =>
        minutesAgo !== undefined && isBrief(timeTold ?? text)
          ? { ...report, attempt: timeTold ?? text ?? null }
          : { ...report, message: withMore(report.message, text) },
    }),
    noteCorrection: assign({
      topic: ({ context: { topic }, event }) => ({ ...topic, trouble: event.problem ?? null, paused: null }),
      report: ({ context: { report }, event }) => ({
        ...report,
        message: withMore(report.message, event.text),
      }),
    }),
    forgetMessage: assign({ report: ({ context }) => ({ ...context.report, message: null }) }),
    noteAttempt: assign({
      report: ({ context, event }) => ({ ...context.report, attempt: event.timeTold ?? event.text ?? null }),
    }),
  },
  guards: {
    ...guards,
    /** Whether the person's academy has these traits. */
    academyHas: (_, _traits: Partial<Traits>): boolean => provided('academyHas')(),
    /** Whether the answer that an event asks for is worth nothing without an academy. */
    answerNeedsAcademy: provided('answerNeedsAcademy'),
    answerOffersFlow: provided('answerOffersFlow'),
    answerAboutTrouble: provided('answerAboutTrouble'),
    /** A password that is going to expire can still be changed by whoever is signed in. */
    expiresLater: ({ context }) => EXPIRES_LATER.test(fold(context.topic.story ?? '')),
  },
  delays: {
    lockout: ({ context, event }) => Math.max(0, (context.topic.waitUntil ?? event.at) - event.at),
  },
});
