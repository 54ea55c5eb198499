import { NOBODY, type Way, waysTo } from '../case/desk.ts';
import { incidentsBehind, incidentsOf } from '../case/incident.ts';
import type { Context } from './context.ts';
import type { HelpDeskEvent } from './events.ts';

/** What a guard goes by: what the conversation remembers, and what has just happened. */
interface Judged {
  readonly context: Context;
  readonly event: HelpDeskEvent;
}

/** The conditions of the charts that depend on nothing else. */
export const guards = {
  academyGuessed: ({ context }: Judged) => context.academy === null && context.guessedAcademy !== null,
  academyKnown: ({ context }: Judged) => context.academy !== null,
  troubleIs: ({ context }: Judged, { name }: { name: string }) => context.topic.trouble === name,
  troubleNamed: ({ context }: Judged) => context.topic.trouble !== null,
  flowPaused: ({ context: { topic } }: Judged) => topic.paused !== null && topic.paused !== topic.trouble,
  hasErrorMessage: ({ context }: Judged) => context.entities.errorMessage !== undefined,
  deskLive: ({ event }: Judged) => waysTo(event.desk ?? NOBODY).includes('send'),
  /** What was offered may be over since: too many have asked meanwhile. */
  callbackOpen: ({ event }: Judged) => event.desk?.staffed === true,
  ticketOpen: ({ event }: Judged) => event.desk?.tickets === true,
  wayOpen: ({ context }: Judged) => context.ways.length > 0,
  offersWay: ({ context }: Judged, { way }: { way: Way }) => context.ways.includes(way),
  onlyOffersWay: ({ context }: Judged, { way }: { way: Way }) =>
    context.ways.length === 1 && context.ways[0] === way,
  requestOpen: ({ event }: Judged) => event.desk?.request != null,
  surveyDue: ({ context }: Judged) => context.survey === 'due',
  answerAwaited: ({ context }: Judged) => context.answered?.pending === true,
  typed: ({ event }: Judged) => event.pressed !== true && event.text !== undefined,
  flowOpen: ({ context: { topic } }: Judged) => topic.interrupted && topic.trouble !== null,
  hasDoubts: ({ event }: Judged) => (event.doubts?.length ?? 0) > 1,
  /** Whether the person has just said that no recovery number or address of theirs is of use. */
  recoveryLost: ({ event }: Judged) =>
    event.slots?.recovery === 'none' || event.slots?.recovery === 'outdated',
  /** Whether the person has just said that their second factor is active. */
  secondFactorTold: ({ event }: Judged) => event.slots?.secondFactor === 'on',
  /** Whether the person has just said that they have changed the password. */
  passwordChanged: ({ event }: Judged) => event.slots?.changedPassword === 'yes',
  phoneStolen: ({ context }: Judged) => context.slots.phone === 'stolen',
  /** Whether the person has named what the circumstance is about: a blocker, a hotel's network, an account that is there already. */
  told: ({ context, event }: Judged, { slot }: { slot: 'blocker' | 'network' | 'account' }) =>
    // What else the same message says answers the question that was put before.
    context.slots[slot] !== undefined && event.type !== 'message.understood',
  /** Whether a remedy of this family was tried before it was proposed. */
  tried: ({ context }: Judged, { family }: { family: string }) =>
    context.slots.tried?.includes(family) ?? false,
  /** Whether anything is out of order for the person's academy. */
  incidentOpen: ({ context, event }: Judged) =>
    incidentsOf(event.desk?.incidents ?? [], context.academy).length > 0,
  /** Whether anything out of order may be behind the person's trouble. */
  incidentBehind: ({ context, event }: Judged) =>
    incidentsBehind(event.desk?.incidents ?? [], context.academy, context.topic.trouble).length > 0,
  /** Whether an outage is behind the person's trouble, so that no remedy of theirs can help. */
  outageBehind: ({ context, event }: Judged) =>
    incidentsBehind(event.desk?.incidents ?? [], context.academy, context.topic.trouble).some(
      ({ severity }) => severity === 'outage',
    ),
  missedBefore: ({ context }: Judged) => context.misses > 0,
};
