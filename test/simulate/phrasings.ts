import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../intents/text.ts';
import { pick, type Random } from './dice.ts';

export const VOICES = ['careful', 'hurried'] as const;
export type Voice = (typeof VOICES)[number];

/** What a voice says for each thing it can mean: `## id` and below it one phrasing a line. */
export type Phrasings = ReadonlyMap<string, readonly string[]>;

const FOLDER = join(import.meta.dirname, 'phrasings');

/** Reads the phrasings of a voice. They are for measuring only: the corpus never takes a line of them. */
export function readPhrasings(locale: Language, voice: Voice): Phrasings {
  const phrasings = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of readFileSync(join(FOLDER, locale, `${voice}.txt`), 'utf8').split('\n')) {
    if (line.startsWith('## ')) {
      lines = [];
      phrasings.set(line.slice(3).trim(), lines);
    } else if (line.trim() !== '' && !line.startsWith('# ')) lines.push(line.trim());
  }
  return phrasings;
}

/** The phrasings of an id that fit. Throws where there is none. */
export function phrasingsOf(
  phrasings: Phrasings,
  id: string,
  fits: (line: string) => boolean = () => true,
): readonly string[] {
  const lines = phrasings.get(id)?.filter(fits) ?? [];
  if (lines.length === 0) throw new Error(`there is no phrasing for "${id}"`);
  return lines;
}

/** Puts the name of an academy into a phrasing: `{academy}` alone, `{of_academy}` behind "l’académie". */
export function fillIn(line: string, academy: string): string {
  const of = /^[aeiouyàâéèêëîïôûœ]/i.test(academy) ? `d’${academy}` : `de ${academy}`;
  return line.replaceAll('{of_academy}', of).replaceAll('{academy}', academy);
}

/** Letters from which a word is long enough to be mistyped and still be read. */
const LONG_ENOUGH = 5;

/** A text with one slip of the keyboard: a letter dropped, doubled, or two neighbours swapped. */
export function withSlip(text: string, random: Random): string {
  const words = [...text.matchAll(/\p{L}{5,}/gu)].filter(([word]) => word.length >= LONG_ENOUGH);
  if (words.length === 0) return text;
  const { 0: word, index } = pick(random, words);
  const at = 1 + Math.floor(random() * (word.length - 2));
  const [left, one, next, right] = [
    word.slice(0, at),
    word[at] ?? '',
    word[at + 1] ?? '',
    word.slice(at + 2),
  ];
  const slipped = pick(random, [
    left + next + right,
    left + one + one + next + right,
    left + next + one + right,
  ]);
  return text.slice(0, index) + slipped + text.slice(index + word.length);
}
