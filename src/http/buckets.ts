/** Keys that are counted at a time. Beyond, all fresh ones share a bucket: a flood of addresses costs no more memory. */
const MAX_KEYS = 50_000;
const MINUTE = 60_000;
const OTHERS = '';

/**
 * Takes one (or `count`, at most all that a bucket holds) for a key, and gives the milliseconds to wait where there are not so
 * many left; 0 where there were. Taking 0 only looks whether there is one.
 */
export type Take = (key: string, count?: number) => number;

interface Bucket {
  left: number;
  at: number;
}

export interface BucketOptions {
  /** Milliseconds in which a bucket fills up; a minute unless given. */
  readonly period?: number;
  readonly maxKeys?: number;
}

/** Buckets that hold a period's worth and fill up evenly. `now` in milliseconds since 1970. */
export function createBuckets(
  most: number,
  now: () => number,
  { period = MINUTE, maxKeys = MAX_KEYS }: BucketOptions = {},
): Take {
  const buckets = new Map<string, Bucket>();
  let sweptAt = now();

  /** A bucket that was left alone for a period is full, and so the same as none. */
  function sweep(at: number): void {
    if (at - sweptAt < period && at >= sweptAt) return;
    for (const [key, bucket] of buckets) if (at - bucket.at >= period || at < bucket.at) buckets.delete(key);
    sweptAt = at;
  }

  return (wanted, count = 1) => {
    const at = now();
    const needed = Math.min(most, Math.max(1, count));
    sweep(at);
    const key = buckets.has(wanted) || buckets.size < maxKeys ? wanted : OTHERS;
    const { left, at: since } = buckets.get(key) ?? { left: most, at };
    const filled = Math.min(most, left + (Math.max(0, at - since) * most) / period);
    const short = filled < needed;
    buckets.set(key, { left: short || count === 0 ? filled : filled - needed, at });
    return short ? Math.ceil(((needed - filled) * period) / most) : 0;
  };
}
