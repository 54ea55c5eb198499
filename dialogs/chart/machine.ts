import { and, assign, not } from 'xstate';
import { isTrouble, TROUBLES, type Trouble } from '../../intents/labels.ts';
import { academyOf, type Traits, traitsOf } from '../knowledge/academy.ts';
import { type Knowledge, lockoutMinutes } from '../knowledge/values.ts';
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

/** Takes up a trouble; one that was told in words is named, so that a misunderstanding shows at once. */
function takeUp<Target extends string>(
  target: Target,
  actions: readonly ('noteTrouble' | 'notePause' | 'forgetTrouble')[],
) {
  return [
    { guard: 'typed', target, actions: [...actions, say('taken_up')] },
    { target, actions },
  ] as const;
}

/** After an end, another trouble is a case of its own. */
const anew = { 'trouble.*': takeUp('routing', ['forgetTrouble', 'noteTrouble']) } as const;

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

/** A warning is said before all else, also before the academy is asked; the flow of its trouble comes after. */
function danger(id: string, trouble: Trouble) {
  return {
    target: '.routing',
    actions: [
      'noteUnderstood' as const,
      say(`safety.${id}`),
      { type: 'noteDanger' as const, params: { trouble } },
    ],
  } as const;
}

const warned = (id: string) => ({ actions: ['noteUnderstood' as const, say(`safety.${id}`)] });

const answered = { target: 'answered', actions: ['noteUnderstood', 'noteAnswer', 'sayAnswer'] } as const;
const awaited = { target: 'academy', actions: ['noteUnderstood', 'noteAnswer', 'awaitAcademy'] } as const;
const cautioned = (id: string) =>
  ({
    target: 'answered',
    actions: ['noteUnderstood', 'forgetAnswer', say(`safety.${id}`)],
  }) as const;
/** Where no flow is under way, an answer is followed by what it leads to, and a warning is an answer. */
const answers = {
  'answer.*': [{ guard: 'answerNeedsAcademy', ...awaited }, answered],
  'safety.secret_asked': cautioned('secret_asked'),
  'safety.secret_here': cautioned('secret_here'),
  'safety.encryption_temptation': cautioned('encryption_temptation'),
  'safety.shared_left_open': cautioned('shared_left_open'),
} as const;
/** What was settled, and is not. */
const backAgain = { 'outcome.failed': { guard: 'troubleNamed', target: 'resumption' } } as const;

/** An end that asks for what else there is. */
function ending(message: string) {
  return {
    always: [
      { guard: 'requestOpen' as const, target: 'settled' },
      { guard: 'flowPaused' as const, target: 'resuming' },
    ],
    ...ask(message, ['other_trouble', 'finish']),
    on: {
      'user.affirmed': { target: 'menu', actions: 'forgetTrouble' as const },
      'user.denied': 'farewell',
      'user.thanked': 'farewell',
      'outcome.worked': 'farewell',
      ...backAgain,
      ...answers,
      ...anew,
    },
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
    'answer.*': { actions: ['noteAnswer', 'sayAnswer'] },
    'safety.secret_asked': warned('secret_asked'),
    'safety.secret_here': warned('secret_here'),
    'safety.secret_given': danger('secret_given', 'phishing_report'),
    'safety.spam_sent': danger('spam_sent', 'phishing_report'),
    'safety.changed_by_other': danger('changed_by_other', 'phishing_report'),
    'safety.certificate_accepted': danger('certificate_accepted', 'certificate_warning'),
    'safety.certificate_temptation': [
      { guard: troubleIs('certificate_warning'), ...warned('certificate_temptation') },
      danger('certificate_temptation', 'certificate_warning'),
    ],
    'safety.encryption_temptation': warned('encryption_temptation'),
    'safety.phone_stolen': danger('phone_stolen', 'mfa_reset'),
    'safety.shared_left_open': warned('shared_left_open'),
    'tried.*': { actions: say('noted') },
    'slots.noted': { actions: say('noted') },
    'check.done': { actions: say('check_done') },
    'access.lost': { target: '.menu', actions: ['noteUnderstood', say('access_lost')] },
    'trouble.again': { actions: say('followed') },
    'outcome.worked': '.solved',
    'outcome.failed': [
      { guard: 'answerOffersFlow', target: '.routing', actions: 'takeOfferedFlow' },
      { target: '.stuck' },
    ],
    'outcome.partly': { target: '.stuck' },
    'user.acknowledged': { actions: say('acknowledged') },
    'user.postponed': { actions: say('postponed') },
    'user.unable': { actions: say('unable') },
    'user.doubted': { actions: say('unknown_is_fine') },
    'user.affirmed': { actions: say('acknowledged') },
    'user.denied': { actions: say('denied') },
    'user.gave_up': { target: '.farewell', actions: say('gave_up') },
    'device.missing': { actions: say('no_device') },
    // How the question is asked again is the step's to choose.
    'wording.requested': { actions: 'noteUnderstood' },
    'question.requested': { actions: 'noteUnderstood' },
    'bot.corrected': [
      { guard: 'hasDoubts', target: '.clarifying', actions: ['noteDoubts', say('corrected')] },
      { actions: say('corrected') },
    ],
    'intent.missed': [
      {
        guard: and(['missedBefore', 'hasDoubts']),
        target: '.clarifying',
        actions: ['countMiss', 'noteDoubts'],
      },
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
    'trouble.*': takeUp('.routing', ['noteTrouble']),
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
    solved: ending('solved'),
    /** The end of a flow that gave advice: nothing was broken, so nothing is mended. */
    understood: ending('understood'),
    /** The remedy is for later; the conversation waits at its step. */
    put_off: {
      ...ask('put_off', ['resume', 'other_trouble']),
      on: { 'user.affirmed': 'resumption', 'user.denied': 'resumption', 'user.thanked': 'farewell' },
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
      on: {
        'user.greeted': { target: 'menu', actions: 'forgetTrouble' },
        ...backAgain,
        ...answers,
        ...anew,
      },
    },
  },
});

/** The whole help desk as one machine over what is known. Pure: no actor of it is ever started. */
export function buildMachine({ academies, answers }: Pick<Knowledge, 'academies' | 'answers'>) {
  const offeredFlow = (id: string | undefined) => (id ? answers.get(id)?.offers : undefined);
  const troubleOf = (id: string | undefined) => {
    const about = answers.get(id ?? '')?.about;
    return offeredFlow(id) ?? (about && isTrouble(about) ? about : undefined);
  };
  return helpDesk.provide({
    guards: {
      answerAboutTrouble: ({ context }) => troubleOf(context.answered?.id) !== undefined,
      answerNeedsAcademy: ({ context, event }) =>
        context.academy === null &&
        event.about?.academy === undefined &&
        answers.get(event.type.slice('answer.'.length))?.academy === 'needed',
      answerOffersFlow: ({ context }) => offeredFlow(context.answered?.id) !== undefined,
      academyHas: ({ context }, wanted) => {
        const traits = traitsOf(academyOf(academies, context.academy));
        return (Object.keys(wanted) as (keyof Traits)[]).every((name) => traits[name] === wanted[name]);
      },
    },
    actions: {
      takeOfferedFlow: assign({
        topic: ({ context: { topic, answered } }) => ({
          ...topic,
          trouble: offeredFlow(answered?.id) ?? topic.trouble,
          story: null,
        }),
        answered: null,
      }),
      takeAnsweredTrouble: assign({
        topic: ({ context: { topic, answered } }) => ({
          ...topic,
          trouble: troubleOf(answered?.id) ?? topic.trouble,
          story: null,
        }),
        answered: null,
      }),
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
