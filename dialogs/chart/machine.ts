import { assign, not } from 'xstate';
import { TROUBLES } from '../../intents/labels.ts';
import { type Academies, academyOf, type Traits, traitsOf } from '../knowledge/academy.ts';
import { lockoutMinutes } from '../knowledge/values.ts';
import { FIRST_MENU, flows, SECOND_MENU } from './flows.ts';
import { handoff } from './handoff.ts';
import { ask, say } from './say.ts';
import { dialog } from './setup.ts';

/** Version of the charts and of what a conversation remembers. Raise it with either; see migrate.ts for what is stored. */
export const CHART_VERSION = 2;

const MINUTE = 60_000;

/** Each trouble remembers where it stood, so that a digression into another one can be left again. */
const troubles = Object.fromEntries(
  TROUBLES.map((name) => {
    const flow = flows[name];
    return [name, { ...flow, states: { ...flow.states, resumed: { type: 'history', history: 'deep' } } }];
  }),
) as unknown as typeof flows;

const troubleIs = (name: string) => ({ type: 'troubleIs' as const, params: { name } });

/** After an end, another trouble is a case of its own. */
const anew = { 'trouble.*': { target: 'routing', actions: ['forgetTrouble', 'noteTrouble'] } } as const;

const withdrawn = {
  target: 'farewell',
  actions: [{ type: 'desk', params: { do: 'withdraw' } }, say('handoff.withdrawn')],
} as const;

function rated(rating: 1 | 2 | 3) {
  return {
    target: 'farewell',
    actions: [{ type: 'desk' as const, params: { do: 'rate' as const, rating } }, say('survey_thanks')],
  };
}

const helpDesk = dialog.createMachine({
  id: 'helpdesk',
  context: ({ input }) => input,
  initial: 'new',
  on: {
    'message.understood': { actions: 'noteUnderstood' },
    'secret.shared': { actions: say('secret_shared') },
    'personal.shared': { actions: say('personal_shared') },
    'user.greeted': { actions: say('greeting') },
    'user.thanked': { actions: say('thanks') },
    'user.despaired': { actions: say('despair') },
    'user.left': [
      { guard: 'requestOpen', target: '.farewell', actions: say('handoff.stays_open') },
      { target: '.farewell' },
    ],
    'help.requested': { actions: say('help') },
    'identity.asked': { actions: say('identity') },
    'privacy.asked': { actions: say('privacy') },
    'user.returned': { guard: 'troubleNamed', actions: say('reminder') },
    'source.requested': { actions: say('source') },
    'back.requested': { actions: say('no_way_back') },
    'scope.missed': { actions: say('out_of_scope') },
    'question.missed': { actions: say('question_missed') },
    'check.done': { actions: say('check_done') },
    'forbidden.share': { actions: say('never_share') },
    'forbidden.disable': { actions: say('never_disable') },
    'forbidden.accept': { actions: say('never_accept') },
    'intent.missed': [
      { guard: 'missedBefore', actions: ['countMiss', say('missed_again')] },
      { actions: ['countMiss', say('missed')] },
    ],
    'intent.doubted': { target: '.clarifying', actions: 'noteDoubts' },
    'restart.requested': { target: '.menu', actions: 'forgetTrouble' },
    'agent.requested': '.handoff',
    'case.overdue': '.handoff.overdue',
    'case.released': { target: '.handoff.waiting', actions: say('handoff.released') },
    'case.moved': { target: '.handoff.waiting', actions: say('handoff.moved') },
    // The step has gone back to where the person left.
    'agent.returned': { actions: ['noteAgent', say('handoff.returned')] },
    'agent.closed': { target: '.survey', actions: ['noteAgent', say('handoff.closed')] },
    'agent.ticketed': { target: '.handoff.ticketed', actions: 'noteAgent' },
    'ticket.failed': { actions: say('handoff.ticket_failed') },
    'ticket.opened': { actions: ['noteReference', say('handoff.ticket_opened')] },
    'academy.*': [
      { guard: 'troubleNamed', target: '.routing', actions: ['noteAcademy', say('academy_noted')] },
      { actions: ['noteAcademy', say('academy_noted')] },
    ],
    'trouble.*': { target: '.routing', actions: 'noteTrouble' },
    'address.known': { actions: 'noteGuess' },
  },
  states: {
    new: {
      on: {
        'user.joined': { target: 'menu', actions: say('welcome') },
        'conversation.restarted': { target: 'menu', actions: say('restarted') },
      },
    },
    menu: {
      ...ask('menu', [...FIRST_MENU.map((name) => `trouble.${name}`), 'something_else']),
      on: {
        'choice.something_else': 'second_menu',
        // The menu is greeting enough.
        'user.greeted': { actions: 'noteUnderstood' },
      },
    },
    second_menu: ask(
      'second_menu',
      SECOND_MENU.map((name) => `trouble.${name}`),
    ),
    routing: {
      always: [
        { guard: 'academyGuessed', target: 'guess' },
        { guard: not('academyKnown'), target: 'academy' },
        ...TROUBLES.map((name) => ({ guard: troubleIs(name), target: `troubles.${name}` })),
      ],
    },
    guess: {
      ...ask('academy_guessed', ['yes', 'no']),
      on: {
        'user.affirmed': { target: 'routing', actions: 'confirmGuess' },
        'user.denied': { target: 'academy', actions: 'forgetGuess' },
      },
    },
    academy: {
      ...ask('academy', ['academy.*']),
      on: { 'academy.*': { target: 'routing', actions: ['noteAcademy', say('academy_noted')] } },
    },
    clarifying: ask('clarifying', ['doubt.*']),
    troubles: {
      initial: 'password_expired',
      states: troubles,
      on: { 'trouble.*': { target: 'routing', actions: ['notePause', 'noteTrouble'] } },
    },
    handoff,
    solved: {
      always: [
        { guard: 'requestOpen', target: 'settled' },
        { guard: 'flowPaused', target: 'resuming' },
      ],
      ...ask('solved', ['other_trouble', 'finish']),
      on: {
        'user.affirmed': { target: 'menu', actions: 'forgetTrouble' },
        'user.denied': 'farewell',
        'user.thanked': 'farewell',
        ...anew,
      },
    },
    resuming: {
      ...ask('resuming', ['resume', 'other_trouble', 'finish']),
      on: {
        'user.affirmed': { target: 'resumption', actions: 'resumeTrouble' },
        'user.denied': { target: 'menu', actions: 'forgetTrouble' },
      },
    },
    resumption: {
      always: TROUBLES.map((name) => ({ guard: troubleIs(name), target: `troubles.${name}.resumed` })),
    },
    /** Solved while somebody else's help was asked for. */
    settled: {
      ...ask('settled', ['withdraw', 'keep_request'], { person: false }),
      on: {
        'choice.withdraw': withdrawn,
        'user.affirmed': withdrawn,
        'choice.keep_request': '#helpdesk.handoff.waiting',
        'user.denied': '#helpdesk.handoff.waiting',
        ...anew,
      },
    },
    /** One question about the agent's help; going on with something else is an answer too. */
    survey: {
      ...ask('survey', ['survey_yes', 'survey_partly', 'survey_no', 'other_trouble']),
      exit: 'noteSurvey',
      on: {
        'choice.survey_yes': rated(3),
        'choice.survey_partly': rated(2),
        'choice.survey_no': rated(1),
        'user.affirmed': rated(3),
        'user.denied': rated(1),
        'user.thanked': 'farewell',
        'user.left': 'farewell',
        ...anew,
      },
    },
    farewell: {
      always: { guard: 'surveyDue', target: 'survey' },
      ...ask('farewell', ['other_trouble']),
      on: { 'user.greeted': { target: 'menu', actions: 'forgetTrouble' }, ...anew },
    },
  },
});

/** The whole help desk as one machine over the given academies. Pure: no actor of it is ever started. */
export function buildMachine(academies: Academies) {
  return helpDesk.provide({
    guards: {
      academyHas: ({ context }, wanted) => {
        const traits = traitsOf(academyOf(academies, context.academy));
        return (Object.keys(wanted) as (keyof Traits)[]).every((name) => traits[name] === wanted[name]);
      },
    },
    actions: {
      startLockoutWait: assign({
        topic: ({ context: { academy, topic }, event }) => {
          const minutes = Math.max(0, lockoutMinutes(academies, academy) - (event.minutesAgo ?? 0));
          return { ...topic, waitUntil: event.at + minutes * MINUTE };
        },
      }),
    },
  });
}

export type HelpDeskMachine = ReturnType<typeof buildMachine>;
