/** A place, in plain lower-case letters, and the id of the academy that it means. */
export interface PlaceName {
  readonly id: string;
  readonly place: string;
}

/** Letters from which a place may be misspelt by one and still be meant. */
const LONG_ENOUGH = 4;
/** Letters beyond which a word is no place. */
const LONGEST = 30;
/** Characters before a word that are looked at. */
const NEAR = 80;
/** What a word stands behind which names an academy. */
export const AFTER_ACADEMY =
  /\b(academies?|academy|acad|rectorat|rectorate|dsden|ac)( (de|d|of|in|a|la|l))* $/;
/** What says that the place after it is not the one: "je ne suis plus à", "pas l'académie de", "not in". */
export const DENIED =
  /\b(pas|plus|not|no longer|isn t|ni)( (a|de|d|l|dans|en|in|at|from|the|of|academie|academy|rectorat)){0,4} $/;
const BEFORE_ACADEMY = /^ (academy|acad)\b/;

/** The place that is meant where one is to be expected: after "académie de", before "academy", or alone. */
export function expectedPlace(words: string, places: readonly PlaceName[]): string | undefined {
  const all = words.trim();
  return misspelt(words, places, (word, at) => {
    if (word === all) return true;
    if (BEFORE_ACADEMY.test(words.slice(at + word.length))) return true;
    return AFTER_ACADEMY.test(before(words, at));
  });
}

/** The place that is meant where people say where they work: by a word that is none of those that are known. */
export function strangePlace(
  folded: string,
  places: readonly PlaceName[],
  isKnown: (word: string) => boolean,
): string | undefined {
  const long = places.filter(({ place }) => place.length > LONG_ENOUGH);
  // "Léon Blum" and "Lynn" are one slip from Lyon, and "pas à Parris" is not Paris.
  return misspelt(folded, long, (word, at) => !isKnown(word) && !DENIED.test(before(folded, at)));
}

/** The words before one, as far as they are looked at. */
export function before(words: string, index: number): string {
  return words.slice(Math.max(0, index - NEAR), index);
}

/** The first place that one of the words is one slip away from, among those that may be a place. */
function misspelt(
  words: string,
  places: readonly PlaceName[],
  mayBe: (word: string, at: number) => boolean,
): string | undefined {
  for (const { 0: word, index } of words.matchAll(/[a-z]+/g)) {
    if (word.length < LONG_ENOUGH || word.length > LONGEST || !mayBe(word, index)) continue;
    const near = places.find(({ place }) => place.length >= LONG_ENOUGH && isOneSlipAway(word, place));
    if (near) return near.id;
  }
  return undefined;
}

/** Whether two words differ by one letter put in, left out, changed, or by two neighbours swapped. */
export function isOneSlipAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
