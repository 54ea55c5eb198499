// Whether a word looks like a password by itself. Help desk talk is full of words with digits that are none (6eB,
// iOS17, AADSTS50126, B204, 0751234A, 10h30), so what is known not to be a password is taken out first.

import { MASK } from '../view.ts';
import { isInnocent, isNumberedThing } from './innocents.ts';

/** `strong` needs no label close by, `mild` does, `digits` needs one right before it. */
export type PasswordShape = 'none' | 'digits' | 'mild' | 'strong';

const MIN_LENGTH = 5;
/** Longer words are tokens of programs, or hostile. */
const MAX_LENGTH = 64;

/** "L-u-t-i-n-7" */
const SPELLED_OUT = /^(?:[A-Za-z0-9][-._]){3,}[A-Za-z0-9]$/;

/** Judges a trimmed word as it stands, in its own case; a label right before it vouches for "windows10" or "abc12". */
export function passwordShapeOf(word: string, isIntroduced = false): PasswordShape {
  if (/^[A-Za-z]*$/.test(word) || word.length > MAX_LENGTH || word.includes(MASK)) return 'none';
  const lower = word.toLowerCase();
  if (isInnocent(lower) || (!isIntroduced && isNumberedThing(lower))) return 'none';
  if (isIntroduced && SPELLED_OUT.test(word)) return 'mild';
  const parts = word.split('/');
  if (parts.length > 1)
    return parts.map((part) => passwordShapeOf(part, isIntroduced)).reduce(stronger, 'none');
  return shapeOfPart(word, isIntroduced);
}

/** Where in a word with slashes ("jdupont/Soleil2024") the part that looks like a password begins. */
export function secretOffset(word: string): number {
  let offset = 0;
  for (const part of word.split('/')) {
    if (['mild', 'strong'].includes(passwordShapeOf(part, true))) return offset;
    offset += part.length + 1;
  }
  return 0;
}

/** Strong, and no identifier: "JDupont2" is more likely one. */
export function isUnmistakable(word: string): boolean {
  return passwordShapeOf(word) === 'strong' && !/^[A-Za-z]+\d$/.test(word);
}

/** Mild, and of the commonest build: a word with two digits or more ("azerty12"), so no identifier ("jdupont2"). */
export function isWordWithDigits(word: string): boolean {
  const letters = word.replace(/[^A-Za-z]/g, '').length;
  const digits = word.replace(/\D/g, '').length;
  return letters >= 4 && digits >= 2;
}

function shapeOfPart(word: string, isIntroduced: boolean): PasswordShape {
  if (/^\d+$/.test(word)) return word.length >= 4 ? 'digits' : 'none';
  const letters = word.replace(/[^A-Za-z]/g, '').length;
  const digits = word.replace(/\D/g, '').length;
  const hasSign = /[!$#*%&+^~§€£?@=|\\]/.test(word);
  if (digits > 0 && letters > 0) return shapeOfMixed(word, hasSign, digits, isIntroduced);
  if (digits > 0)
    return digits >= 3 && /[!$#*&^~§£@?]/.test(word) && word.length >= MIN_LENGTH ? 'mild' : 'none';
  // No digit: only a sign that nobody types inside a word by chance.
  return letters >= 4 && word.length >= 6 && /[a-z][$#%&^~§€£@]+[a-z]/i.test(word) ? 'mild' : 'none';
}

function shapeOfMixed(word: string, hasSign: boolean, digits: number, isIntroduced: boolean): PasswordShape {
  if (word.length < MIN_LENGTH) return isIntroduced || (hasSign && word.length >= 4) ? 'mild' : 'none';
  const isMixedCase = /[a-z]/.test(word) && /[A-Z]/.test(word);
  // Words joined by hyphens, dots, colons and apostrophes mostly are references, identifiers, elisions.
  if (!hasSign && /[a-z0-9][-.':_][a-z0-9]/i.test(word)) {
    const isJoinedPassword =
      /^[a-z]{3,}[-_.]\d{2,4}$/i.test(word) || (isMixedCase && digits >= 2 && word.length >= 8);
    return isJoinedPassword || isIntroduced ? 'mild' : 'none';
  }
  if (hasSign && word.length >= 6) return 'strong';
  return isMixedCase && (word.length >= 7 || (word.length === 6 && digits >= 2)) ? 'strong' : 'mild';
}

function stronger(one: PasswordShape, other: PasswordShape): PasswordShape {
  const order: readonly PasswordShape[] = ['none', 'digits', 'mild', 'strong'];
  return order.indexOf(one) > order.indexOf(other) ? one : other;
}
