/** Results that are kept at most; then all are forgotten. The product has some five thousand texts. */
const MOST = 20_000;

/**
 * The same function, which works out each result once: of thousands of texts a publication changes a few, and all are checked.
 * The function has to be pure.
 */
export function remembering<Given extends readonly unknown[], Result extends object>(
  work: (...given: Given) => Result,
): typeof work {
  const known = new Map<string, Result>();
  return (...given) => {
    const key = JSON.stringify(given);
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= MOST) known.clear();
    const result = work(...given);
    known.set(key, result);
    return result;
  };
}
