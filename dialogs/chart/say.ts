import type { DialogMeta, SayParams, SlotQuestion } from './meta.ts';

interface SayAction {
  readonly type: 'say';
  readonly params: SayParams;
}

/** Says a text that stands by itself: an answer, a remark. */
export function say(message: string): SayAction {
  return { type: 'say', params: { message, kind: 'statement' } };
}

/** Entry and meta of a state that asks something: spread it into the state and add `on`. */
export function ask(
  message: string,
  choices: readonly string[],
  more: Omit<DialogMeta, 'say' | 'choices'> = {},
): { entry: SayAction; meta: DialogMeta } {
  return {
    entry: { type: 'say', params: { message, kind: 'question' } },
    meta: { say: message, choices, ...more },
  };
}

const record = (step: string, outcome: 'worked' | 'failed') =>
  ({ type: 'recordStep', params: { step, outcome } }) as const;

interface RemedyOptions {
  /** Where it goes on if the remedy has not helped. */
  readonly failed: string;
  /** Where it goes on if it has helped by half; where it has not, otherwise. */
  readonly partly?: string;
  /** Where a yes leads that is not the end of the trouble yet; such a question has choices of its own. */
  readonly worked?: string;
  readonly more?: readonly string[];
  readonly explicit?: true;
  /** The slot that tells its outcome, where it is a test that people make by themselves. */
  readonly slot?: SlotQuestion;
  /** Remedies of the same family are one to the person: who has tried it already is not told to try it again. */
  readonly family?: string;
  /** The remedy that comes first for whoever has told this circumstance. */
  readonly sooner?: { readonly slot: 'blocker' | 'network'; readonly target: string };
}

/**
 * A state that proposes a remedy and asks whether it worked: solved if so, else on to the next remedy. Both outcomes
 * are remembered for whoever takes over. It can also be tried later.
 *
 *     states: {
 *       cache: remedy('browser_blocked.cache', { failed: 'browser' }),
 *       browser: remedy('browser_blocked.browser', { failed: 'support' }),
 *       support: lastResort('browser_blocked.support'),
 *     }
 */
export function remedy(
  message: string,
  { failed, partly = failed, worked, more = [], explicit, family, slot, sooner }: RemedyOptions,
) {
  const always = [
    ...(family
      ? [
          {
            guard: { type: 'tried' as const, params: { family } },
            target: failed,
            actions: record(message, 'failed'),
          },
        ]
      : []),
    ...(sooner
      ? [{ guard: { type: 'told' as const, params: { slot: sooner.slot } }, target: sooner.target }]
      : []),
  ];
  const helped = { target: worked ?? '#helpdesk.solved', actions: record(message, 'worked') };
  const answers = worked ? ['yes', 'no'] : ['worked', 'not_worked'];
  return {
    ...(always.length > 0 && { always }),
    ...ask(message, [...answers, ...more, 'later'], {
      ...(worked === undefined && { again: 'again.remedy' }),
      ...(explicit && { explicit }),
      ...(family && { family }),
      ...(slot && { slot }),
    }),
    on: {
      'user.affirmed': helped,
      'outcome.worked': helped,
      'user.denied': { target: failed, actions: record(message, 'failed') },
      'outcome.failed': { target: failed, actions: record(message, 'failed') },
      'outcome.partly': { target: partly, actions: record(message, 'failed') },
      'device.missing': { target: failed, actions: [say('no_device'), record(message, 'failed')] },
      'choice.later': '#helpdesk.put_off',
    },
  };
}

/** A state that answers a question and asks whether that was clear. */
export function answer(
  message: string,
  { unclear, more = [] }: { unclear: string; more?: readonly string[] },
) {
  return {
    ...ask(message, ['clear', 'not_clear', ...more], { again: 'again.answer' }),
    on: {
      'user.affirmed': { target: '#helpdesk.understood', actions: record(message, 'worked') },
      'user.thanked': { target: '#helpdesk.understood', actions: record(message, 'worked') },
      'user.acknowledged': { target: '#helpdesk.understood', actions: record(message, 'worked') },
      'outcome.worked': { target: '#helpdesk.solved', actions: record(message, 'worked') },
      'user.denied': { target: unclear, actions: record(message, 'failed') },
      'outcome.failed': { target: unclear, actions: record(message, 'failed') },
    },
  };
}

/** The last state of a trouble: what only people can do, and the way to them. */
export function lastResort(message: string, more: readonly string[] = []) {
  return {
    ...ask(message, ['summary', ...more, 'other_trouble'], { again: 'again.request', explicit: true }),
    on: {
      'user.affirmed': '#helpdesk.handoff',
      'user.acknowledged': '#helpdesk.handoff',
      'user.denied': { target: '#helpdesk.answered', actions: say('left_it') },
      'user.thanked': '#helpdesk.farewell',
      'outcome.failed': { actions: say('only_people') },
      'outcome.partly': { actions: say('only_people') },
      // What else is told is for whoever helps, and changes nothing of who that is.
      'slots.noted': { actions: say('noted_resort') },
      'tried.*': { actions: say('noted_resort') },
    },
  };
}

/** The same where somebody may be reading along: first in the queue of whoever takes over, and not to be put off. */
export function urgentResort(message: string) {
  const { entry, meta, on } = lastResort(message);
  return {
    entry: ['noteUrgency' as const, entry],
    meta: { ...meta, choices: ['summary'] },
    // Neither a "no" nor a remark ends an urgent case.
    on: {
      ...on,
      'user.denied': { actions: say('urgent_stays') },
      'user.gave_up': { actions: say('urgent_stays') },
      'device.missing': { actions: say('urgent_stays') },
      'intent.missed': { actions: say('urgent_stays') },
    },
  };
}
