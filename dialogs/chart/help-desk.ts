import { and, not } from 'xstate';
import { TROUBLES } from '../../intents/labels.ts';
import { endings } from './endings.ts';
import { everywhere } from './everywhere.ts';
import { FIRST_MENU, flows, SECOND_MENU } from './flows.ts';
import { handoff } from './handoff.ts';
import { outage } from './outage.ts';
import { ask, say } from './say.ts';
import { dialog } from './setup.ts';
import { anew, answered, answers, awaited, takeUp, troubleIs } from './transitions.ts';

/** Each trouble remembers where it stood, so that a digression into another one can be left again. */
const troubles = Object.fromEntries(
  TROUBLES.map((name) => {
    const flow = flows[name];
    return [name, { ...flow, states: { ...flow.states, resumed: { type: 'history', history: 'deep' } } }];
  }),
) as unknown as typeof flows;

/** The statechart of the whole help desk; what depends on data is provided by `buildMachine`. */
export const helpDesk = dialog.createMachine({
  id: 'helpdesk',
  context: ({ input }) => input,
  initial: 'new',
  on: everywhere,
  states: {
    new: {
      on: {
        'user.joined': [
          { guard: 'incidentOpen', target: 'menu', actions: [say('incident_now'), say('welcome')] },
          { target: 'menu', actions: say('welcome') },
        ],
        'conversation.restarted': { target: 'menu', actions: say('restarted') },
      },
    },
    menu: {
      ...ask('menu', [...FIRST_MENU.map((name) => `trouble.${name}`), 'something_else', 'easy.*']),
      on: {
        'choice.something_else': 'second_menu',
        // The menu is greeting enough.
        'user.greeted': [
          { guard: 'incidentOpen', actions: ['noteUnderstood', say('incident_now')] },
          { actions: 'noteUnderstood' },
        ],
        ...answers,
      },
    },
    second_menu: {
      ...ask(
        'second_menu',
        SECOND_MENU.map((name) => `trouble.${name}`),
      ),
      on: answers,
    },
    /** An answer was given outside a flow: the flow that it leads to is offered. */
    answered: {
      ...ask('answered', ['offer.*', 'other_trouble', 'finish'], { again: 'again.else' }),
      on: {
        ...answers,
        'outcome.worked': 'solved',
        // Knowing was not enough: the flow of what the answer is about has more to propose.
        'outcome.failed': [
          { guard: 'answerAboutTrouble', target: 'routing', actions: 'takeAnsweredTrouble' },
          { target: 'stuck' },
        ],
        'user.affirmed': [
          { guard: 'answerOffersFlow', target: 'routing', actions: 'takeOfferedFlow' },
          { target: 'solved' },
        ],
        'user.acknowledged': { actions: say('acknowledged') },
        'user.thanked': 'solved',
        'user.denied': 'farewell',
        // The same answer for where they do work.
        'academy.*': { target: 'answered', actions: ['noteAcademy', 'answerPending', 'sayAnswer'] },
        ...anew,
      },
    },
    /** What was proposed has not helped, and nothing else is left to propose. */
    stuck: {
      ...ask('stuck', ['summary', 'other_trouble']),
      on: { 'user.affirmed': 'handoff', 'user.denied': 'menu', ...answers },
    },
    routing: {
      always: [
        {
          guard: and(['answerAwaited', 'academyKnown', 'troubleNamed']),
          target: 'routing',
          reenter: true,
          actions: ['answerPending', 'sayAnswer'],
        },
        {
          guard: and(['answerAwaited', 'academyKnown']),
          target: 'answered',
          actions: ['answerPending', 'sayAnswer'],
        },
        { guard: 'academyGuessed', target: 'guess' },
        { guard: not('academyKnown'), target: 'academy' },
        { guard: 'outageBehind', target: 'outage' },
        // Slow, and worth a try: it is told, and the flow goes on.
        { guard: 'incidentBehind', target: 'dispatching', actions: say('incident_now') },
        { target: 'dispatching' },
      ],
    },
    /** To the flow of the trouble. */
    dispatching: {
      always: TROUBLES.map((name) => ({ guard: troubleIs(name), target: `troubles.${name}` })),
    },
    ...outage,
    guess: {
      ...ask('academy_guessed', ['yes', 'no']),
      on: {
        'user.affirmed': { target: 'routing', actions: 'confirmGuess' },
        'user.denied': { target: 'academy', actions: 'forgetGuess' },
      },
    },
    academy: {
      ...ask('academy', ['academy.*']),
      on: {
        'academy.*': { target: 'routing', actions: ['noteAcademy', say('academy_noted')] },
        // The question stays open for the trouble that it is asked for.
        'answer.*': [
          { guard: 'answerNeedsAcademy', ...awaited },
          { guard: 'troubleNamed', actions: ['noteUnderstood', 'noteAnswer', 'sayAnswer'] },
          answered,
        ],
      },
    },
    clarifying: {
      ...ask('clarifying', ['doubt.*', 'other_trouble']),
      on: {
        'trouble.*': { target: 'routing', actions: ['notePause', 'noteTrouble'] },
        'answer.*': [
          { guard: 'answerNeedsAcademy', ...awaited },
          { guard: 'flowOpen', target: 'resumption', actions: ['noteAnswer', 'sayAnswer'] },
          answered,
        ],
      },
    },
    troubles: {
      initial: 'password_expired',
      states: troubles,
      on: { 'trouble.*': takeUp('routing', ['notePause', 'noteTrouble']) },
    },
    handoff,
    resumption: {
      always: TROUBLES.map((name) => ({ guard: troubleIs(name), target: `troubles.${name}.resumed` })),
    },
    ...endings,
  },
});
