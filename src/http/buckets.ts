/** Keys that are counted at a time. Beyond, all fresh ones share a bucket: a flood of addresses costs no more memory. */
const MAX_KEYS = 50_000;
const MINUTE = 60_000;
const OTHERS = '';

/** Takes one for a key, and gives the milliseconds to wait where there is none left; 0 where there was one. */
export type Take = (key: string) => number;

interface Bucket {
  left: number;
  at: number;
}

/** Buckets that hold a minute's worth and fill up evenly. `now` in milliseconds since 1970. */
export function createBuckets(perMinute: number, now: () => number, maxKeys = MAX_KEYS): Take {
  const buckets = new Map<string, Bucket>();
  let sweptAt = now();

  /** A bucket that was left alone for a minute is full, and so the same as none. */
  function sweep(at: number): void {
    if (at - sweptAt < MINUTE && at >= sweptAt) return;
    for (const [key, bucket] of buckets) if (at - bucket.at >= MINUTE || at < bucket.at) buckets.delete(key);
    sweptAt = at;
  }

  return (wanted) => {
    const at = now();
    sweep(at);
    const key = buckets.has(wanted) || buckets.size < maxKeys ? wanted : OTHERS;
    const { left, at: since } = buckets.get(key) ?? { left: perMinute, at };
    const filled = Math.min(perMinute, left + (Math.max(0, at - since) * perMinute) / MINUTE);
    if (filled < 1) {
      buckets.set(key, { left: filled, at });
      return Math.ceil(((1 - filled) * MINUTE) / perMinute);
    }
    buckets.set(key, { left: filled - 1, at });
    return 0;
  };
}
