import type { Language } from '../text.ts';

/** Rows of letter keys; each row is shifted by about half a key against the row above it. */
const KEYBOARDS = {
  fr: ['azertyuiop', 'qsdfghjklm', 'wxcvbn'],
  en: ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
} satisfies Record<Language, readonly string[]>;

/** The keys around each key of a keyboard. */
const neighbours = { fr: findNeighbours(KEYBOARDS.fr), en: findNeighbours(KEYBOARDS.en) };

/**
 * The text with one keyboard error at a random letter: the key beside it, the letter left out, typed twice, or changed
 * places with the next one. A text without letters comes back as it was. `random` gives numbers in [0, 1).
 */
export function addTypo(text: string, language: Language, random: () => number): string {
  const letters = [...text.matchAll(/\p{L}/gu)].map((match) => match.index);
  const at = letters[Math.floor(random() * letters.length)];
  if (at === undefined) return text;
  const kind = Math.floor(random() * 4);
  const [before, letter, after] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
  if (kind === 1) return before + after;
  if (kind === 2) return before + letter + letter + after;
  if (kind === 3 && /^\p{L}/u.test(after)) return before + after.charAt(0) + letter + after.slice(1);
  const near = neighbours[language].get(letter.toLowerCase()) ?? letter;
  return before + near.charAt(Math.floor(random() * near.length)) + after;
}

function findNeighbours(rows: readonly string[]): ReadonlyMap<string, string> {
  const keys = rows.flatMap((row, y) => [...row].map((key, x) => ({ key, x: x + y / 2, y })));
  return new Map(
    keys.map((from) => [
      from.key,
      keys
        .filter((to) => to !== from && Math.abs(to.x - from.x) <= 1 && Math.abs(to.y - from.y) <= 1)
        .map((to) => to.key)
        .join(''),
    ]),
  );
}
