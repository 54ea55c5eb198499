import { ask, say } from './say.ts';
import { anew, answers, backAgain } from './transitions.ts';

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

/** How a trouble ends, or waits: solved, put off, asked about, and the farewell. */
export const endings = {
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
      // "Le premier est réglé aussi."
      'outcome.worked': { target: 'solved', actions: 'forgetTrouble' },
    },
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
      // Whoever protests, or is not understood, has not left: nobody is told goodbye twice.
      'bot.corrected': { target: 'menu', actions: ['forgetTrouble', say('corrected')] },
      'intent.missed': { target: 'menu', actions: ['countMiss', say('missed')] },
      ...backAgain,
      ...answers,
      ...anew,
    },
  },
} as const;
