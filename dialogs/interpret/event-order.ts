import type { EventType } from '../chart/events.ts';

/** The order in which the machine takes events. */
const ORDER = [
  /^academy\./,
  /^safety\./,
  /^(outcome|choice)\./,
  /^user\.(affirmed|denied|doubted)/,
  // Together with a trouble all that is not named here keeps the order in which it was said.
  /^(?!answer\.|restart|agent\.)/,
  // After the trouble, whose question waits for what was asked besides.
  /^answer\./,
  /^restart/,
  /^agent\./,
];

/** The place of an event among those of a message. */
export function rankOf(type: EventType): number {
  return ORDER.findIndex((pattern) => pattern.test(type));
}

/** What came of a check, which says that it was done. */
const VERDICT = /^outcome\.|^user\.(affirmed|denied)$/;

/** What giving up says besides. */
const GIVEN_UP_WITH: ReadonlySet<EventType> = new Set(['problem.denied', 'bot.corrected']);

/** Whether another event says it already: a check that is done where something came of it, a trouble that is put right in a request. */
export function isSaid(type: EventType, types: readonly EventType[]): boolean {
  if (type === 'check.done') return types.some((other) => VERDICT.test(other));
  // What may have been done is met as done: whoever accepted a certificate is not told not to.
  if (type === 'safety.certificate_temptation') return types.includes('safety.certificate_accepted');
  // "Non mais je veux quelqu'un" refuses nothing.
  if (type === 'user.denied' && types.includes('agent.requested')) return true;
  // Whoever says that it works has no need of the request that is offered, whatever else their words are near.
  if (type === 'choice.summary' && types.includes('outcome.worked')) return true;
  // "You're not listening, I cannot log in. Forget the parents for now" gives up one thing for another.
  if (type === 'user.gave_up')
    return types.some((other) => other.startsWith('trouble.') || other === 'access.lost');
  // Whoever gives up is not asked what they meant.
  if (GIVEN_UP_WITH.has(type)) return types.includes('user.gave_up');
  // "No, that's wrong, forward my mail to the ENT": what is taken up is in no doubt.
  if (type === 'intent.doubted') return types.some((other) => other.startsWith('trouble.'));
  // What was tried elsewhere has failed with the remedy that is offered: one step, not two.
  if (type === 'outcome.failed') return types.includes('user.denied') || types.includes('outcome.partly');
  return type.startsWith('trouble.') && types.includes('problem.denied');
}
