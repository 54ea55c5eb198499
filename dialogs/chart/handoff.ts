import { and, not, or } from 'xstate';
import type { Way } from '../case/desk.ts';
import type { DeskCommand } from './meta.ts';
import { ask, say } from './say.ts';
import { dialog } from './setup.ts';

const tellDesk = (params: DeskCommand) => ({ type: 'desk', params }) as const;
const offers = (way: Way) => ({ type: 'offersWay' as const, params: { way } });
const onlyOffers = (way: Way) => ({ type: 'onlyOffersWay' as const, params: { way } });

const calledBack = { target: 'called_back', actions: tellDesk({ do: 'ask', kind: 'callback' }) } as const;
const ticketed = { target: 'ticketed', actions: tellDesk({ do: 'ask', kind: 'ticket' }) } as const;
/** Whoever was there when the choice was offered may have left since. */
const sent = {
  target: 'waiting',
  actions: [tellDesk({ do: 'ask', kind: 'live' }), say('handoff.sent')],
} as const;
const nobodyLeft = { target: 'finding_ways', actions: say('handoff.nobody_left') } as const;
const overLimit = { target: 'finding_ways', actions: say('handoff.over_limit') } as const;
const withdrawn = {
  target: '#helpdesk.menu',
  actions: [tellDesk({ do: 'withdraw' }), 'forgetTrouble', say('handoff.withdrawn')],
} as const;
/** A request can be put right until it is sent, also by whoever passes it on. */
const corrections = {
  'problem.denied': { target: 'finding_ways', actions: ['noteCorrection', say('handoff.packet')] },
  'bot.corrected': 'correcting',
} as const;
const added = { actions: say('handoff.added') } as const;
const again = { actions: 'noteUnderstood' } as const;

/** A request is open: what the person writes is added to it, and all that the bot can help with still works. */
const whileOpen = {
  'choice.callback': calledBack,
  'choice.ticket': [{ guard: 'ticketOpen', ...ticketed }, { actions: say('handoff.over_limit') }],
  'choice.withdraw': withdrawn,
  // The step goes back to where the person left the bot; here is where they go when that is no more.
  'choice.go_on': '#helpdesk.menu',
  'user.affirmed': again,
  'user.denied': again,
  'user.thanked': again,
  // Asked again after a request that came to nothing, it begins anew.
  'agent.requested': [{ guard: 'requestOpen', ...again }, { target: 'deciding' }],
  'user.acknowledged': again,
  'user.postponed': again,
  'user.deferred': again,
  'slots.noted': added,
  'tried.*': added,
  'problem.again': added,
  'access.lost': added,
  'outcome.failed': added,
  'outcome.partly': added,
  'intent.missed': added,
  'question.missed': added,
  'scope.missed': added,
} as const;

/**
 * Takes down what support needs, without secrets, shows it to the person, and sends it the way that is open: to an agent
 * who is there, to one who writes later, or as a ticket. Where nobody can be reached from here, the person passes it on.
 */
export const handoff = dialog.createStateConfig({
  initial: 'deciding',
  on: { 'agent.requested': { actions: say('handoff.under_way') } },
  states: {
    deciding: {
      always: [
        { guard: 'requestOpen', target: 'waiting' },
        { guard: not('academyKnown'), target: 'academy' },
        { guard: 'hasErrorMessage', target: 'attempt' },
        { target: 'message' },
      ],
    },
    academy: {
      ...ask('academy', ['academy.*'], { person: false, callable: true }),
      on: { 'academy.*': { target: 'message', actions: ['noteAcademy', say('academy_noted')] } },
    },
    message: {
      ...ask('handoff.message', ['no_message'], { expects: 'words', person: false, callable: true }),
      on: {
        'user.wrote': { target: 'attempt', actions: ['noteMessage', say('handoff.message_noted')] },
        'choice.no_message': { target: 'attempt', actions: 'forgetMessage' },
        'choice.skip': { target: 'attempt', actions: 'forgetMessage' },
      },
    },
    attempt: {
      ...ask('handoff.attempt', ['attempt_now', 'attempt_today', 'attempt_earlier', 'attempt_unknown'], {
        expects: 'words',
        person: false,
        callable: true,
      }),
      on: {
        'choice.*': { target: 'finding_ways', actions: ['noteAttempt', say('handoff.packet')] },
        'user.wrote': { target: 'finding_ways', actions: ['noteAttempt', say('handoff.packet')] },
      },
    },
    finding_ways: {
      entry: 'noteWays',
      always: [{ guard: 'wayOpen', target: 'review' }, { target: 'by_oneself' }],
    },
    review: {
      ...ask('handoff.review', ['way.*', 'other_trouble'], {
        person: false,
        explicit: true,
        correctable: true,
        callable: true,
      }),
      on: {
        'choice.send': [{ guard: 'deskLive', ...sent }, nobodyLeft],
        'choice.callback': [{ guard: 'callbackOpen', ...calledBack }, overLimit],
        'choice.ticket': [{ guard: 'ticketOpen', ...ticketed }, overLimit],
        'user.affirmed': [
          { guard: and([offers('send'), 'deskLive']), ...sent },
          { guard: offers('send'), ...nobodyLeft },
          { guard: and([onlyOffers('callback'), 'callbackOpen']), ...calledBack },
          { guard: and([onlyOffers('ticket'), 'ticketOpen']), ...ticketed },
          { guard: or([onlyOffers('callback'), onlyOffers('ticket')]), ...overLimit },
          again,
        ],
        'user.denied': '#helpdesk.menu',
        'user.thanked': again,
        ...corrections,
      },
    },
    /** Nobody can be reached from here: the person passes the packet on. */
    by_oneself: {
      ...ask('handoff.by_oneself', ['other_trouble', 'finish'], {
        person: false,
        correctable: true,
        callable: true,
      }),
      on: {
        'user.affirmed': '#helpdesk.farewell',
        'user.denied': '#helpdesk.menu',
        'user.thanked': '#helpdesk.farewell',
        ...corrections,
      },
    },
    correcting: {
      ...ask('handoff.correcting', ['skip'], { expects: 'words', person: false, callable: true }),
      on: {
        'user.wrote': { target: 'finding_ways', actions: ['noteAddition', say('handoff.packet')] },
        'choice.skip': { target: 'finding_ways', actions: say('handoff.packet') },
      },
    },
    waiting: waits('handoff.waiting', ['go_on', 'way.*', 'withdraw'], 'handoff.still_waiting'),
    /** The limit has passed: the person says how to go on. */
    overdue: {
      ...waits('handoff.overdue', ['keep_waiting', 'go_on', 'way.*', 'withdraw']),
      on: {
        ...whileOpen,
        'choice.keep_waiting': { target: 'waiting', actions: tellDesk({ do: 'ask', kind: 'live' }) },
        'user.affirmed': { target: 'waiting', actions: tellDesk({ do: 'ask', kind: 'live' }) },
      },
    },
    called_back: {
      ...ask('handoff.called_back', ['go_on', 'other_trouble', 'finish', 'withdraw'], {
        person: false,
        explicit: true,
      }),
      on: { ...whileOpen, 'user.thanked': '#helpdesk.farewell', 'user.denied': '#helpdesk.farewell' },
    },
    ticketed: {
      ...ask('handoff.ticketed', ['other_trouble', 'finish'], { person: false, again: 'again.else' }),
      on: {
        'agent.requested': again,
        'user.affirmed': '#helpdesk.menu',
        'user.denied': '#helpdesk.farewell',
        'user.thanked': '#helpdesk.farewell',
      },
    },
  },
});

function waits(message: string, choices: readonly string[], short?: string) {
  // A request is not taken back by words that are hardly understood.
  const { entry, meta } = ask(message, choices, {
    person: false,
    explicit: true,
    ...(short && { again: short }),
  });
  return { entry: ['noteLaterWays' as const, entry], meta, on: whileOpen };
}
