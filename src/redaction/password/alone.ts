// Passwords with no word about them: a message, or a line, that is one and nothing else, or a name and one.

import { MASK, type Span, type View } from '../view.ts';
import { type Word, wordAt } from '../word.ts';
import { hasLabel, speaksOfPasswords } from './label.ts';
import { isPairSecret, isValueLike, readJoint } from './pair.ts';
import { isWordWithDigits, passwordShapeOf } from './shape.ts';
import { NO_EVIDENCE, passwordSpan } from './span.ts';

/** A word of letters, digits and a sign: "bonjour", "jdupont" and "Soleil2024!" on three lines speak of no password and hold one. */
const SIGNED = /^ *(?=\S*[a-z])(?=\S*[A-Z])(?=\S*\d)(?=\S*[!$#*%&^~§£€?@])[!-~§£€]{8,40} *$/;

/** Lines, or the whole message, of a name and a password; or of a password, if it is all or if other lines speak of one. */
export function findAlone(view: View): readonly Span[] {
  const alone = readLine(view, 0, view.plain.length);
  if (alone !== undefined) return [alone];
  const spans: Span[] = [];
  const isAboutPasswords = speaksOfPasswords(view);
  let at = 0;
  for (const line of view.plain.split('\n')) {
    const end = at + line.length;
    const span =
      line.trim() === ''
        ? undefined
        : (readPair(view, at, end) ??
          (isAboutPasswords || SIGNED.test(line) ? readLine(view, at, end) : undefined));
    if (span !== undefined) spans.push(span);
    at += line.length + 1;
  }
  const whole =
    spans.length === 0 && !view.plain.includes('\n') ? undefined : readPair(view, 0, view.plain.length);
  return whole === undefined ? spans : [...spans, whole];
}

/** "jdupont / Soleil2024". */
function readPair(view: View, from: number, to: number): Span | undefined {
  const name = wordAt(view, from);
  if (name === undefined || name.end >= to || /^\d/.test(name.lower)) return undefined;
  const { secret, isJoined } = readJoint(view, name);
  if (secret === undefined || secret.end > to || skipMarks(view.plain, secret.end) < to) return undefined;
  return isPairSecret(secret, isJoined || name.plain.includes(MASK)) && isValueLike(name)
    ? passwordSpan(view, secret, NO_EVIDENCE)
    : undefined;
}

/** A stretch of one word and nothing else. */
function readLine(view: View, from: number, to: number): Span | undefined {
  const word = wordAt(view, skipMarks(view.plain, from));
  if (word === undefined || word.end > to || skipMarks(view.plain, word.end) < to || isNamed(word))
    return undefined;
  const shape = passwordShapeOf(word.plain);
  const isAlone =
    shape === 'strong' || (shape === 'mild' && (isWordWithDigits(word.plain) || !/\d/.test(word.plain)));
  return isAlone ? passwordSpan(view, word, NO_EVIDENCE) : undefined;
}

/** "login:jdupont;mdp:Toto1234" has its own labels, which know better where the value begins. */
export function isNamed(word: Word): boolean {
  return hasLabel(word.lower) || /^(?:login|id|identifiant|user|code)[:=]/.test(word.lower);
}

function skipMarks(text: string, from: number): number {
  let at = from;
  while (at < text.length && /[\s.!?,;:()"'«»“”[\]]/.test(text.charAt(at))) at += 1;
  return at;
}
