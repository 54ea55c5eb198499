/** Most messages to one conversation in a time of so many milliseconds (Teams, per bot and conversation). */
const LIMITS = [
  { most: 7, within: 1000 },
  { most: 60, within: 30_000 },
] as const;

/** Milliseconds for which earlier messages count. */
const PACE_WINDOW = 30_000;

/**
 * Milliseconds to wait before the next message, given when the last ones went out (oldest first). What seems to have gone out in the
 * future was sent before the clock was put back: it says nothing about now.
 */
export function pauseBefore(sentAt: readonly number[], now: number): number {
  const past = sentAt.filter((at) => at <= now);
  const pauses = LIMITS.map(({ most, within }) => {
    const oldest = past.at(-most);
    return oldest === undefined ? 0 : oldest + within - now;
  });
  return Math.max(0, ...pauses);
}

/** When the last messages of each conversation went out, as far as this process has sent them. */
export interface Pace {
  /** Milliseconds to wait before the next message of a conversation. */
  pause(conversationId: string, now: number): number;
  sent(conversationId: string, now: number): void;
}

/**
 * Builds a pace. It is kept in memory: a restart, or another instance, begins anew, and the far end's own 429 is heeded in any
 * case.
 */
export function createPace(): Pace {
  const sentAt = new Map<string, number[]>();
  let forgottenAt = 0;
  return {
    pause: (conversationId, now) => pauseBefore(sentAt.get(conversationId) ?? [], now),
    sent: (conversationId, now) => {
      const counts = (at: number) => Math.abs(now - at) < PACE_WINDOW;
      if (!counts(forgottenAt)) {
        for (const [id, times] of sentAt) if (!times.some(counts)) sentAt.delete(id);
        forgottenAt = now;
      }
      sentAt.set(conversationId, [...(sentAt.get(conversationId) ?? []).filter(counts), now]);
    },
  };
}
