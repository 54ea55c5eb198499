// Passwords with no word about them: a message that is one and nothing else, a name and a password side by side, and
// any unmistakable one in a message that speaks of passwords.
import { hasLabel } from './password-label.ts';
import { isValueLike } from './password-pair.ts';
import { isWordWithDigits, secretOffset, shapeOf } from './password-shape.ts';
import { NO_EVIDENCE, passwordSpan } from './password-value.ts';
import { MASK, type Span, type View } from './view.ts';
import { type Word, wordAt, wordBefore } from './words.ts';

const LOGIN =
  /(?<![a-z0-9])(?:logins?|identifiant|ident|id|user|username|utilisateur|compte|session|account|(?<both>identifiants|codes|acces|credentials))(?![a-z0-9'])/g;
const LINK = /^(?:est|sont|is|are|c'est|cest|c|mon|my|:|=|=>|->|academique|suivants?|et|and)?$/;
const JOINT = /^[/|:;,-]*$/;
const OTHER_BEFORE =
  /^(?:n°?|login|identifiant|ident|id|user|username|utilisateur|code|erreur|error|ref|reference|ticket|dossier|request|correlation|session)$/;

/** Passwords that nothing introduces. */
export function findAlone(view: View): readonly Span[] {
  const whole = readLine(view, 0, view.plain.length);
  if (whole !== undefined) return [whole];
  return [...readLines(view), ...readBehindLogins(view), ...readStrays(view)];
}

/** A stretch of one word and nothing else. */
function readLine(view: View, from: number, to: number): Span | undefined {
  const word = wordAt(view, skipMarks(view.plain, from));
  if (word === undefined || word.end > to || isNamed(word) || skipMarks(view.plain, word.end) < to)
    return undefined;
  const shape = shapeOf(word.plain);
  const isAlone =
    shape === 'strong' || (shape === 'mild' && (isWordWithDigits(word.plain) || !/\d/.test(word.plain)));
  return isAlone ? passwordSpan(view, word, NO_EVIDENCE) : undefined;
}

/** "login:jdupont;mdp:Toto1234" has its own labels, which know better where the value begins. */
function isNamed(word: Word): boolean {
  return hasLabel(word.lower) || /^(?:login|id|identifiant|user|code)[:=]/.test(word.lower);
}

function skipMarks(text: string, from: number): number {
  let at = from;
  while (at < text.length && /[\s.!?,;:()"'«»“”[\]]/.test(text.charAt(at))) at += 1;
  return at;
}

/** A line, or two, of a name and a password ("jdupont / Soleil2024"); or of a password, if others speak of it. */
function readLines(view: View): readonly Span[] {
  const spans: Span[] = [];
  const isAboutPasswords = hasLabel(view.lower);
  let at = 0;
  for (const line of view.plain.split('\n')) {
    const end = at + line.length;
    const span =
      line.trim() === ''
        ? undefined
        : (readPair(view, at, end) ?? (isAboutPasswords ? readLine(view, at, end) : undefined));
    if (span !== undefined) spans.push(span);
    at += line.length + 1;
  }
  const whole = readPair(view, 0, view.plain.length);
  return whole === undefined ? spans : [...spans, whole];
}

function readPair(view: View, from: number, to: number): Span | undefined {
  const name = wordAt(view, from);
  if (name === undefined || name.end >= to || !isValueLike(name) || /^\d/.test(name.lower)) return undefined;
  const { secret, isJoined } = readJoint(view, name);
  if (secret === undefined || secret.end > to || skipMarks(view.plain, secret.end) < to) return undefined;
  return isPairSecret(secret, isJoined || name.plain.includes(MASK))
    ? passwordSpan(view, secret, NO_EVIDENCE)
    : undefined;
}

function isPairSecret(secret: Word, isJoined: boolean): boolean {
  const shape = shapeOf(secret.plain);
  return shape === 'strong' || (isJoined && shape === 'mild' && isWordWithDigits(secret.plain));
}

/** "mes codes : jdupont / licorne": said to be both, so the second is a password even if it is a word. */
function isSlashedWord(view: View, name: Word, secret: Word): boolean {
  const isSlashed = /^[ ]*\/[ ]*$/.test(view.plain.slice(name.end, secret.start));
  return isSlashed && isValueLike(secret) && !secret.plain.includes(MASK) && secret.closes !== 'nothing';
}

/** The word behind a name, over a slash or comma if there is one. */
function readJoint(
  view: View,
  name: Word,
): { readonly secret: Word | undefined; readonly isJoined: boolean } {
  const next = wordAt(view, name.end);
  if (next === undefined || /[a-zA-Z0-9]/.test(next.plain)) {
    const gap = next === undefined ? '' : view.plain.slice(name.end, next.start);
    return { secret: next, isJoined: /[/|:;,\n]/.test(gap) };
  }
  const isJoint = JOINT.test(next.plain);
  return { secret: isJoint ? wordAt(view, next.after) : undefined, isJoined: isJoint };
}

/** "login jdupont Soleil2024", "mes codes : jdupont / Soleil2024", and a hidden address with a password behind it. */
function readBehindLogins(view: View): readonly Span[] {
  const spans: Span[] = [];
  for (const match of view.lower.matchAll(LOGIN)) {
    let name = wordAt(view, match.index + match[0].length);
    for (let skipped = 0; skipped < 2 && name !== undefined && LINK.test(name.lower); skipped += 1)
      name = wordAt(view, name.after);
    if (name === undefined || !isValueLike(name)) continue;
    if (secretOffset(name.plain) > 0 && isWordWithDigits(name.plain.slice(secretOffset(name.plain)))) {
      spans.push(passwordSpan(view, name, NO_EVIDENCE));
      continue;
    }
    const { secret, isJoined } = readJoint(view, name);
    if (secret === undefined) continue;
    const isBoth = match.groups?.both !== undefined;
    if (isPairSecret(secret, isJoined || isBoth) || (isBoth && isSlashedWord(view, name, secret)))
      spans.push(passwordSpan(view, secret, NO_EVIDENCE));
  }
  return spans;
}

/** Words of unmistakable shape: anywhere if the message speaks of passwords, else right behind something hidden. */
function readStrays(view: View): readonly Span[] {
  const isAboutPasswords = hasLabel(view.lower);
  if (!isAboutPasswords && !view.plain.includes(MASK)) return [];
  const spans: Span[] = [];
  let at = 0;
  for (let word = wordAt(view, at); word !== undefined; word = wordAt(view, at)) {
    at = word.after;
    if (shapeOf(word.plain) !== 'strong' || isNamed(word)) continue;
    const before = wordBefore(view, word.before);
    const isOther = before !== undefined && OTHER_BEFORE.test(before.lower);
    if (isAboutPasswords ? !isOther : before?.plain.includes(MASK) === true)
      spans.push(passwordSpan(view, word, NO_EVIDENCE));
  }
  return spans;
}
