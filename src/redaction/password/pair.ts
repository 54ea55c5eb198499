// Sign-in data that come as a pair: "login jdupont mdp chocolat", "ancien mdp X nouveau mdp Y", "jdupont / Soleil2024".
// The other half of the pair is the evidence that a label with a plain word lacks.

import { MASK, type View } from '../view.ts';
import { type Word, wordAt, wordBefore } from '../word.ts';
import { isOrdinary } from '../words/ordinary.ts';
import { isInnocent } from './innocents.ts';
import type { PasswordLabel } from './label.ts';
import { isWordWithDigits, passwordShapeOf } from './shape.ts';

const LOGIN =
  /^(?:[ld]')?(?:login|log|identifiant|identifiants|ident|id|user|username|utilisateur|compte|account|identifier)$/;
const JOINT = /^[/|:;,-]*$/;
const OLD = /^(?:ancien|vieux|old|previous)$/;
const NEW = /^(?:nouveau|new|nouvel)$/;
const GLUE = /^(?:et|and|mon|le|my|the|puis|then|est|is|:|=|,|\/|-)?$/;
const OLD_IS_NEAR = 6;
const NEW_IS_NEAR = 4;

/** Whether the word right behind a label is one half of such a pair. */
export function isPaired(view: View, label: PasswordLabel, word: Word): boolean {
  if (!isValueLike(word)) return false;
  const before = skipBack(view, wordBefore(view, label.start));
  if (before === undefined) return false;
  if (OLD.test(before.lower)) return has(view, word.end, 'after', NEW_IS_NEAR, NEW);
  if (NEW.test(before.lower)) return has(view, before.before, 'before', OLD_IS_NEAR, OLD);
  const login = skipBack(view, wordBefore(view, before.before));
  return isValueLike(before) && login !== undefined && login.closes !== 'sentence' && LOGIN.test(login.lower);
}

/** Whether a word could be a name to sign in with: a mask, or no word of ordinary talk. */
export function isValueLike(word: Word): boolean {
  if (word.plain.includes(MASK)) return !word.lower.includes('://');
  if (/^[A-Z]$/.test(word.plain)) return true;
  return /[a-z0-9]/.test(word.lower) && !isOrdinary(word.lower) && !isInnocent(word.lower);
}

/** Whether the word behind a name is a password; a slash or a comma between them makes a milder shape do. */
export function isPairSecret(secret: Word, isJoined: boolean): boolean {
  const shape = passwordShapeOf(secret.plain);
  return shape === 'strong' || (isJoined && shape === 'mild' && isWordWithDigits(secret.plain));
}

/** The word behind a name, over a slash or comma if there is one. */
export function readJoint(
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

function skipBack(view: View, from: Word | undefined): Word | undefined {
  let word = from;
  for (let skipped = 0; skipped < 2 && word !== undefined && GLUE.test(word.lower); skipped += 1)
    word = wordBefore(view, word.before);
  return word;
}

function has(view: View, from: number, side: 'before' | 'after', reach: number, pattern: RegExp): boolean {
  let at = from;
  for (let read = 0; read < reach; read += 1) {
    const word = side === 'after' ? wordAt(view, at) : wordBefore(view, at);
    if (word === undefined) return false;
    if (pattern.test(word.lower)) return true;
    at = side === 'after' ? word.after : word.before;
  }
  return false;
}
