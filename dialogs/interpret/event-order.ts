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
