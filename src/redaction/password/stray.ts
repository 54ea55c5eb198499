// Words of unmistakable shape somewhere in a message that speaks of passwords, or right behind something hidden.

import { MASK, type Span, type View } from '../view.ts';
import { type Word, wordAt, wordBefore } from '../word.ts';
import { isNamed } from './alone.ts';
import { speaksOfPasswords } from './label.ts';
import { isUnmistakable, isWordWithDigits, passwordShapeOf } from './shape.ts';
import { NO_EVIDENCE, passwordSpan } from './span.ts';

/** Behind these a number of any shape is an identifier or a reference. */
const OTHER_BEFORE =
  /^(?:n°?|login|identifiant|ident|id|user|username|utilisateur|code|erreur|error|ref|reference|ticket|dossier|request|correlation|session)$/;

/** Passwords that their shape alone gives away. */
export function findStrays(view: View): readonly Span[] {
  const isAboutPasswords = speaksOfPasswords(view);
  if (!isAboutPasswords && !view.plain.includes(MASK)) return [];
  const spans: Span[] = [];
  let at = 0;
  for (let word = wordAt(view, at); word !== undefined; word = wordAt(view, at)) {
    at = word.after;
    const glued = gluedToMask(word);
    if (glued !== undefined) spans.push(glued);
    if (!isUnmistakable(word.plain) || isNamed(word)) continue;
    const before = wordBefore(view, word.before);
    const isOther = before !== undefined && OTHER_BEFORE.test(before.lower);
    if (isAboutPasswords ? !isOther : before?.plain.includes(MASK) === true)
      spans.push(passwordSpan(view, word, NO_EVIDENCE));
  }
  return spans;
}

/** "jdupont@ac-lyon.fr/Soleil2024", once the address is masked. */
function gluedToMask(word: Word): Span | undefined {
  if (!word.plain.includes(MASK) || word.plain.includes('://')) return undefined;
  const from = Math.max(...['/', '|', ';', ','].map((joint) => word.plain.lastIndexOf(joint))) + 1;
  const tail = word.plain.slice(from);
  const isPassword =
    from > 0 &&
    (passwordShapeOf(tail) === 'strong' || (passwordShapeOf(tail) === 'mild' && isWordWithDigits(tail)));
  return isPassword ? { start: word.start + from, end: word.end, kind: 'password' } : undefined;
}
