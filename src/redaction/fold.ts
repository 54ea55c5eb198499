// Folding: people type with and without accents, programs paste odd spaces and quotes, and invisible characters could
// hide a secret. Detectors read one plain spelling of all that; the offsets lead back to what was typed.
import { MASK, type View } from './view.ts';

const LOOKALIKES: ReadonlyMap<string, string> = new Map([
  ...[
    ...'\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u1680\u3000\t',
  ].map((c) => [c, ' '] as const),
  ...[...'\u2018\u2019\u201b\u02bc\u00b4`\u2032'].map((c) => [c, "'"] as const),
  ...[...'\u2010\u2011\u2012\u2013\u2014\u2212'].map((c) => [c, '-'] as const),
  ['\uff20', '@'],
  ['\uff1a', ':'],
  ...[...'\r\u2028\u2029\u0085\v\f'].map((c) => [c, '\n'] as const),
]);
// Combining accents; soft hyphen, zero-width characters, direction marks, variation selectors.
const INVISIBLE = /^(?:[\u0300-\u036f]|[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]|\ufe0e|\ufe0f)$/;
const FULL_WIDTH_DIGIT = /^[\uff10-\uff19]$/;

function foldCharacter(character: string): string {
  if (character >= ' ' && character < '\u0080' && character !== '`') return character;
  if (INVISIBLE.test(character)) return '';
  const lookalike = LOOKALIKES.get(character);
  if (lookalike !== undefined) return lookalike;
  if (FULL_WIDTH_DIGIT.test(character)) return String(character.charCodeAt(0) - 0xff10);
  const base = character.normalize('NFD').charAt(0);
  return base < '\u0080' ? base : character;
}

/** Folds a text; marks of earlier redactions come out masked. */
export function createView(text: string, mark: string): View {
  const origins: number[] = [];
  const folded: string[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const character = foldCharacter(text.charAt(index));
    if (character === '') continue;
    folded.push(character);
    origins.push(index);
  }
  origins.push(text.length);
  const plain = folded.join('').replaceAll(mark, MASK.repeat(mark.length));
  const origin = (offset: number): number => origins[offset] ?? text.length;
  return {
    plain,
    lower: lowerCase(plain),
    origin,
    source: (start, end) => text.slice(origin(start), origin(end)),
  };
}

/** Lower case without change of length (İ would become two characters). */
function lowerCase(plain: string): string {
  const lower = plain.toLowerCase();
  if (lower.length === plain.length) return lower;
  return Array.from({ length: plain.length }, (_, index) => {
    const character = plain.charAt(index).toLowerCase();
    return character.length === 1 ? character : plain.charAt(index);
  }).join('');
}
