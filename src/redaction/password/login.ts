// "login jdupont Soleil2024", "mes codes : jdupont / Soleil2024": a name to sign in with, and what stands behind it.

import { MASK, type Span, type View } from '../view.ts';
import { type Word, wordAt } from '../word.ts';
import { isPairSecret, isValueLike, readJoint } from './pair.ts';
import { isWordWithDigits, secretOffset } from './shape.ts';
import { NO_EVIDENCE, passwordSpan } from './span.ts';

const LOGIN =
  /(?<![a-z0-9])(?:logins?|identifiant|ident|id|user|username|utilisateur|compte|session|account|(?<both>identifiants|codes|acces|credentials))(?![a-z0-9'])/g;
const LINK = /^(?:est|sont|is|are|c'est|cest|c|mon|my|:|=|=>|->|academique|suivants?|et|and)?$/;

/** Passwords behind a name to sign in with. */
export function findBehindLogins(view: View): readonly Span[] {
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
    if (isPairSecret(secret, isJoined || isBoth) || (isBoth && isSlashedWord(view, name, secret))) {
      spans.push(passwordSpan(view, secret, NO_EVIDENCE));
    }
  }
  return spans;
}

/** "mes codes : jdupont / licorne": said to be both, so the second is a password even if it is a word. */
function isSlashedWord(view: View, name: Word, secret: Word): boolean {
  const isSlashed = /^[ ]*\/[ ]*$/.test(view.plain.slice(name.end, secret.start));
  return isSlashed && isValueLike(secret) && !secret.plain.includes(MASK) && secret.closes !== 'nothing';
}
