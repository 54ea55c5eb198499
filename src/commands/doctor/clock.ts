import type { FarClock, Finding } from './finding.ts';

/** Milliseconds: sign-in allows half a minute, the Bot Framework's tokens five. */
const NOTICEABLE = 30_000;
const TOO_MUCH = 300_000;

/** Our clock against those of the far ends. The median: one of them may be wrong itself. */
export function judgeClock(clocks: readonly FarClock[]): Finding {
  const check = 'clock';
  const sorted = [...clocks].sort((one, other) => one.ahead - other.ahead);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!middle) return { check, state: 'ok', what: 'clock.alone', values: { now: new Date().toISOString() } };
  const off = Math.abs(middle.ahead);
  const values = { seconds: Math.round(off / 1000), host: middle.host };
  const what = middle.ahead > 0 ? 'clock.ahead' : 'clock.behind';
  if (off >= NOTICEABLE) return { check, state: off >= TOO_MUCH ? 'broken' : 'look', what, values };
  return { check, state: 'ok', what: 'clock.ok', values };
}
