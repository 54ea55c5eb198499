/** Whole minutes. */
export interface WaitEstimate {
  readonly from: number;
  readonly to: number;
}

/** With fewer ended cases than this, what comes out would be a guess. */
const FEWEST = 5;
/** Minutes beyond which a number would promise more than anybody can know. */
const LONGEST = 60;
const MINUTE = 60_000;

/**
 * How long the case at a place in the queue (1 = next) waits for one of some agents, from how long recent cases took
 * (milliseconds): between all agents being about to finish quick cases, and all having just begun slow ones. Null where
 * nobody is there, recent cases are too few, or it comes out at more than an hour.
 */
export function estimateWait(
  position: number,
  agents: number,
  handled: readonly number[],
): WaitEstimate | null {
  if (agents < 1 || position < 1 || handled.length < FEWEST) return null;
  const sorted = [...handled].sort((a, b) => a - b);
  const quick = quantile(sorted, 0.25) / MINUTE;
  const slow = quantile(sorted, 0.75) / MINUTE;
  const from = Math.floor((quick * (position - 1)) / agents);
  const to = Math.max(1, Math.ceil((slow * (position - 1)) / agents + slow));
  return to > LONGEST ? null : { from, to };
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.round((sorted.length - 1) * share)] ?? 0;
}
