import { checkJoined, hashJoined, NO_PARTS } from './feature-index.ts';

/** Room at the start, in features; a power of two. */
const ROOM = 2 ** 16;

/**
 * Counts the texts that each feature is in; features have numbers in the order in which they are first met. Nine of ten of
 * those that words in a row make are met once and never kept: they are known by their hashes, and named once they are
 * met often enough. As strings in a `Map` they took two thirds of the time before a training.
 */
export function createFeatureCounts() {
  let size = 0;
  let room = ROOM;
  let places = new Uint32Array(2 * room);
  let hashes = new Uint32Array(room);
  let checks = new Uint32Array(room);
  let counts = new Uint32Array(room);
  /** The text that each feature was counted in last, plus one. */
  let lastIn = new Uint32Array(room);
  const names: string[] = [];

  const put = (hash: number, feature: number) => {
    let place = hash & (places.length - 1);
    while (places[place] !== 0) place = (place + 1) & (places.length - 1);
    places[place] = feature + 1;
  };
  const grow = () => {
    room *= 2;
    [hashes, checks, counts, lastIn] = [hashes, checks, counts, lastIn].map((old) => {
      const more = new Uint32Array(room);
      more.set(old);
      return more;
    }) as [typeof hashes, typeof checks, typeof counts, typeof lastIn];
    places = new Uint32Array(2 * room);
    for (let feature = 0; feature < size; feature++) put(hashes[feature] as number, feature);
  };
  const numberOf = (letter: string, parts: readonly string[], start: number, end: number): number => {
    const hash = hashJoined(letter, parts, start, end);
    const check = checkJoined(letter, parts, start, end);
    let place = hash & (places.length - 1);
    for (;;) {
      const feature = (places[place] as number) - 1;
      if (feature < 0) break;
      if (checks[feature] === check) return feature;
      place = (place + 1) & (places.length - 1);
    }
    if (size === room) grow();
    hashes[size] = hash;
    checks[size] = check;
    put(hash, size);
    return size++;
  };
  /** Counts a text for a feature; gives how many there are, or 0 where this one was counted before. */
  const add = (feature: number, text: number): number => {
    if (lastIn[feature] === text + 1) return 0;
    lastIn[feature] = text + 1;
    counts[feature] = (counts[feature] as number) + 1;
    return counts[feature] as number;
  };

  return {
    /** The number of the feature of a name. */
    number: (name: string): number => {
      const feature = numberOf(name, NO_PARTS, 0, 0);
      names[feature] ??= name;
      return feature;
    },
    /** Counts a text for features by their numbers. */
    addAll: (features: readonly number[], text: number): void => {
      for (let at = 0; at < features.length; at++) add(features[at] as number, text);
    },
    /** Counts a text for the feature that a letter and some of the parts make, which is named at its `minCount`th text. */
    addJoined: (
      letter: string,
      parts: readonly string[],
      start: number,
      end: number,
      text: number,
      minCount: number,
    ): void => {
      const feature = numberOf(letter, parts, start, end);
      if (add(feature, text) === minCount) names[feature] = letter + parts.slice(start, end).join(' ');
    },
    /** The features that have a name, and how many texts each is in. */
    named: (): { name: string; count: number }[] =>
      Array.from(counts.subarray(0, size), (count, feature) => ({ name: names[feature], count })).filter(
        (feature): feature is { name: string; count: number } => feature.name !== undefined,
      ),
  };
}
