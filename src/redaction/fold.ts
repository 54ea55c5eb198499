// Folding: people type with and without accents, programs paste odd spaces and quotes, and invisible characters could
// hide a secret. Detectors read one plain spelling of all that; the offsets lead back to what was typed.
import { foldCharacter } from './characters.ts';
import { MASK, type View } from './view.ts';

/** Nothing to fold: each character stands for itself. */
const PLAIN = /^[\n\x20-\x5f\x61-\x7e]*$/;

/** Folds a text; marks of earlier redactions come out masked. */
export function createView(text: string, mark: string): View {
  if (PLAIN.test(text)) {
    return {
      plain: text,
      lower: text.toLowerCase(),
      origin: (offset) => offset,
      source: text.slice.bind(text),
    };
  }
  const origins: number[] = [];
  let folded = '';
  let index = 0;
  for (const character of text) {
    const plain = foldCharacter(character);
    folded += plain;
    for (let unit = 0; unit < plain.length; unit += 1) {
      // Both halves of a character beyond the first plane have their own place.
      origins.push(plain === character ? index + unit : index);
    }
    index += character.length;
  }
  origins.push(text.length);
  const plain = folded.replaceAll(mark, MASK.repeat(mark.length));
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
