import type { EventType, HelpDeskEvent } from '../../dialogs/chart/conversation.ts';
import { tokenize } from '../../intents/text.ts';
import { REDACTED, type SecretKind } from '../redaction/redact.ts';
import type { Effect, Said } from './effects.ts';
import type { TurnEvent } from './step.ts';
import {
  delayedNodes,
  lostTrouble,
  metaOf,
  type Snapshot,
  type StoredConversation,
} from './stored-conversation.ts';

/** Words that introduce a secret and mean nothing besides: "mon mdp c'est …". */
const BARE_WORDS = 4;
const DAY = 24 * 3_600_000;
const PERSONAL: ReadonlySet<SecretKind> = new Set([
  'phone_number',
  'email_address',
  'social_security_number',
  'iban',
]);

/**
 * What comes before the person's own events: the welcome; after an update that the stored state did not survive, the
 * start of the trouble they were in; after a day a reminder of where they were.
 */
export function opening(event: TurnEvent, before: Snapshot, stored: StoredConversation, now: number) {
  const { spokenAt } = stored;
  if (before.value === 'new' && stored.snapshot !== null) {
    const trouble = lostTrouble(stored);
    return [at('conversation.restarted', now), ...(trouble ? [at(`trouble.${trouble}`, now)] : [])];
  }
  if (before.value === 'new') return [at('user.joined', now)];
  const away = event.type === 'message' && spokenAt !== null && now - spokenAt > DAY;
  return away && typeof before.value === 'object' ? [at('user.returned', now)] : [];
}

/** Whether a message was a secret and little else, so that it says nothing about the trouble. */
export function isBare(text: string): boolean {
  return tokenize(text.replaceAll(REDACTED, '')).length <= BARE_WORDS;
}

/** After going back the whole question is wanted, not its short form. */
export function askAgain(snapshot: Snapshot): Said[] {
  const { context } = snapshot;
  const say = metaOf(snapshot)?.say;
  return say ? [{ message: say, kind: 'question', context }] : [];
}

/** Stops the timers of a state that is left by another way than its own. */
export function cancelTimers(snapshot: Snapshot): Effect[] {
  return delayedNodes(snapshot).flatMap(({ after }) =>
    after.map(({ eventType }) => ({ type: 'timer.cancel', id: eventType })),
  );
}

/** The timers of a state that is come back to: the end of a wait stands in its context, and may be over. */
export function timersOf(snapshot: Snapshot, now: number): Effect[] {
  const dueAt = Math.max(now, snapshot.context.waitUntil ?? now);
  return delayedNodes(snapshot).flatMap(({ after }) =>
    after.map(({ eventType }) => ({ type: 'timer.set', id: eventType, dueAt, event: { type: eventType } })),
  );
}

/** The warning that a removed secret, or a removed personal detail, asks for. */
export function secretEvents(found: readonly SecretKind[], now: number): HelpDeskEvent[] {
  if (found.some((kind) => !PERSONAL.has(kind))) return [at('secret.shared', now)];
  return found.length > 0 ? [at('personal.shared', now)] : [];
}

/** An event that carries nothing but its time (milliseconds since 1970). */
export function at(type: EventType, now: number): HelpDeskEvent {
  return { type, at: now } as HelpDeskEvent;
}
