/** Most messages to one conversation in a time of so many milliseconds (Teams, per bot and conversation). */
const LIMITS = [
  { most: 7, within: 1000 },
  { most: 60, within: 30_000 },
] as const;

/** Milliseconds for which earlier messages count. */
export const PACE_WINDOW = 30_000;

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
