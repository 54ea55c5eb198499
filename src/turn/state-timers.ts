import { delayedNodes, type Snapshot } from './snapshot.ts';
import type { TimerEffect } from './types.ts';

/** Stops the timers of a state that is left by another way than its own. */
export function cancelTimers(snapshot: Snapshot): TimerEffect[] {
  return delayedNodes(snapshot).flatMap(({ after }) =>
    after.map(({ eventType }) => ({ type: 'timer.cancel', id: eventType })),
  );
}

/** The timers of a state that is come back to: the end of a wait stands in its context, and may be over. */
export function resetTimers(snapshot: Snapshot, now: number): TimerEffect[] {
  const dueAt = Math.max(now, snapshot.context.topic.waitUntil ?? now);
  return delayedNodes(snapshot).flatMap(({ after }) =>
    after.map(({ eventType }) => ({ type: 'timer.set', id: eventType, dueAt, event: { type: eventType } })),
  );
}
