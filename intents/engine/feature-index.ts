/**
 * The numbers of features by their names, without the names: a hash table in typed arrays, which is read from a file as it
 * stands. A hundred thousand strings in a `Map` took longer to build than all else of a start, and stayed in memory.
 */
export interface FeatureIndex {
  /** For each place of the table the number of its feature plus one, 0 where it is free; a power of two, half of it in use. */
  readonly places: Uint32Array;
  /** For each feature what else than its place tells it from other words. */
  readonly checks: Uint32Array;
  /** The names by their numbers, in UTF-8 with line feeds between: to show what speaks for a label, and for no look-up. */
  readonly names: Uint8Array;
}

/** The number of places for so many features. */
export function placesFor(features: number): number {
  return 2 ** Math.ceil(Math.log2(2 * features + 1));
}

/** Gives each name its position as its number. */
export function indexFeatures(names: readonly string[]): FeatureIndex {
  const places = new Uint32Array(placesFor(names.length));
  const checks = new Uint32Array(names.length);
  names.forEach((name, number) => {
    let place = hashJoined(name, NO_PARTS, 0, 0) & (places.length - 1);
    while (places[place] !== 0) place = (place + 1) & (places.length - 1);
    places[place] = number + 1;
    checks[number] = checkJoined(name, NO_PARTS, 0, 0);
  });
  return { places, checks, names: new TextEncoder().encode(names.join('\n')) };
}

/** The number of a name; -1 where it is none. Takes one unknown name in a thousand million for a known one, which harms nobody. */
export function findFeature(index: FeatureIndex, name: string): number {
  return findJoined(index, name, NO_PARTS, 0, 0);
}

/**
 * The same of the name that a letter and some of the parts, blanks between, would make: without making it, since most of those that
 * a message is looked through for are in no vocabulary.
 */
export function findJoined(
  index: FeatureIndex,
  letter: string,
  parts: readonly string[],
  start: number,
  end: number,
): number {
  return find(index, hashJoined(letter, parts, start, end), checkJoined(letter, parts, start, end));
}

/** Where such a name is looked for first in a table, by its lowest bits. */
export function hashJoined(letter: string, parts: readonly string[], start: number, end: number): number {
  return mix(feedJoined(FIRST_SEED, letter, parts, start, end));
}

/** What tells such a name from others of the same place. */
export function checkJoined(letter: string, parts: readonly string[], start: number, end: number): number {
  return mix(feedJoined(SECOND_SEED, letter, parts, start, end));
}

export const NO_PARTS: readonly string[] = [];

function find({ places, checks }: FeatureIndex, hash: number, check: number): number {
  let place = hash & (places.length - 1);
  for (;;) {
    const number = (places[place] ?? 0) - 1;
    if (number < 0 || checks[number] === check) return number;
    place = (place + 1) & (places.length - 1);
  }
}

/** All names, by their numbers. */
export function namesOf({ names }: FeatureIndex): string[] {
  return names.length === 0 ? [] : new TextDecoder().decode(names).split('\n');
}

const FIRST_SEED = 0x811c9dc5;
const SECOND_SEED = 0x9747b28c;

function feedJoined(
  seed: number,
  letter: string,
  parts: readonly string[],
  start: number,
  end: number,
): number {
  let bits = feed(seed, letter);
  for (let at = start; at < end; at++) {
    if (at > start) bits = feed(bits, ' ');
    bits = feed(bits, parts[at] ?? '');
  }
  return bits;
}

/** Takes more letters into 32 bits (FNV-1a). */
function feed(bits: number, letters: string): number {
  let fed = bits;
  for (let at = 0; at < letters.length; at++) fed = Math.imul(fed ^ letters.charCodeAt(at), 0x01000193);
  return fed;
}

/** As in MurmurHash3: the lowest bits have to be as good as the others. */
function mix(fed: number): number {
  let bits = Math.imul(fed ^ (fed >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
