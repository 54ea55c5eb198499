/**
 * The case that a request for a person becomes. It waits in the queue, for an agent now or to be called back; the agent who
 * accepts it owns the conversation, and the bot is silent until it is handed back, closed, made a ticket, or let go because
 * the agent wrote nothing. Pure, like the dialogue: delayed transitions become durable timers.
 */
import { type SnapshotFrom, setup } from 'xstate';

/** Version of the chart. Raise it when a stored case could not go on in it. */
export const CASE_VERSION = 1;

export type CaseState = 'waiting' | 'assigned' | 'with_agent' | 'returned' | 'ticketed' | 'closed';
/** An agent in this chat, one who writes here later, or a ticket. */
export type CaseKind = 'live' | 'callback' | 'ticket';

const MINUTE = 60_000;

/** Times after which something happens by itself, milliseconds. */
export interface CaseLimits {
  /** Waiting in line, before the person is asked what they want to do. */
  readonly waiting: number;
  /** Accepted and nothing written, before the case goes back into the queue. */
  readonly silence: number;
  /** A message without an answer, before the desk is warned; as long again, and the case goes back into the queue. */
  readonly agentIdle: number;
  /** An answer without a message, before the agent is told that nobody is there any more. */
  readonly personIdle: number;
}

export const CASE_LIMITS: CaseLimits = {
  waiting: 10 * MINUTE,
  silence: 3 * MINUTE,
  agentIdle: 15 * MINUTE,
  personIdle: 30 * MINUTE,
};

export type CaseEvent =
  | { readonly type: 'agent.accepted' }
  | { readonly type: 'agent.wrote' }
  | { readonly type: 'person.wrote' }
  | { readonly type: 'case.transferred'; readonly to: 'agent' | 'group' }
  | { readonly type: 'case.returned' }
  | { readonly type: 'case.closed' }
  | { readonly type: 'case.ticketed' }
  /** The person waits on, wants to be called back, or needs nobody any more. */
  | { readonly type: 'person.waits' }
  | { readonly type: 'person.postponed' }
  | { readonly type: 'person.withdrew' };

/** What a transition wants done besides, by whoever stores the case. */
export const CASE_ACTIONS = ['askHowToGoOn', 'release', 'warnOfPerson', 'warnOfAgent'] as const;
export type CaseAction = (typeof CASE_ACTIONS)[number];

const parts = setup({
  types: {
    events: {} as CaseEvent,
  },
  actions: {
    /** Never run: whoever stores the case reads them off the transition. */
    askHowToGoOn: () => {},
    release: () => {},
    warnOfPerson: () => {},
    warnOfAgent: () => {},
  },
  guards: { toGroup: ({ event }) => event.type === 'case.transferred' && event.to === 'group' },
  delays: { waiting: 0, silence: 0, agentIdle: 0, personIdle: 0 },
});

const ends = {
  'case.returned': '#case.returned',
  'case.closed': '#case.closed',
  'case.ticketed': '#case.ticketed',
} as const;
const moves = {
  'case.transferred': [{ guard: 'toGroup', target: '#case.waiting.open' }, { target: '#case.assigned' }],
} as const;

const chart = parts.createMachine({
  id: 'case',
  initial: 'new',
  states: {
    new: {
      on: {
        'person.waits': 'waiting.in_line',
        'person.postponed': 'waiting.open',
        'case.ticketed': 'ticketed',
      },
    },
    waiting: {
      initial: 'in_line',
      states: {
        in_line: { after: { waiting: { target: 'overdue', actions: 'askHowToGoOn' } } },
        /** The person was asked how to go on; whoever says nothing keeps their place. */
        overdue: {},
        /** Without a limit: to be called back, or handed on to a group. */
        open: {},
      },
      on: {
        'agent.accepted': 'assigned',
        'case.transferred': { target: '.open', reenter: true },
        'person.waits': '.in_line',
        'person.postponed': '.open',
        'person.withdrew': 'closed',
        'case.closed': 'closed',
        'case.ticketed': 'ticketed',
      },
    },
    assigned: {
      after: { silence: { target: 'waiting.open', actions: 'release' } },
      on: { 'agent.wrote': 'with_agent', ...ends, ...moves },
    },
    with_agent: {
      initial: 'persons_turn',
      states: {
        persons_turn: {
          after: { personIdle: { target: 'person_silent', actions: 'warnOfPerson' } },
          on: { 'person.wrote': 'agents_turn' },
        },
        person_silent: { on: { 'person.wrote': 'agents_turn' } },
        // Counted from the first message without an answer, so that a second one buys the agent no time.
        agents_turn: { after: { agentIdle: { target: 'agent_silent', actions: 'warnOfAgent' } } },
        agent_silent: { after: { agentIdle: { target: '#case.waiting.open', actions: 'release' } } },
      },
      on: {
        'agent.wrote': { target: '.persons_turn', reenter: true },
        ...ends,
        ...moves,
      },
    },
    returned: {},
    ticketed: { on: { 'case.closed': 'closed' } },
    closed: {},
  },
});

/** The case as a machine with its limits. No actor of it is ever started. */
export function buildCaseMachine(limits: CaseLimits = CASE_LIMITS) {
  return chart.provide({ delays: { ...limits } });
}

export type CaseMachine = ReturnType<typeof buildCaseMachine>;
export type CaseSnapshot = SnapshotFrom<CaseMachine>;
