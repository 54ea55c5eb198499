// How far a password reaches, once a word is known to begin one, and the evidence that says so.

import { MASK, type Span, type View } from '../view.ts';
import { MAX_CHUNK, type Word, wordAt } from '../word.ts';
import { isOrdinary } from '../words/ordinary.ts';
import { isInnocent } from './innocents.ts';
import { passwordShapeOf, secretOffset } from './shape.ts';

/** What was read between a label and a word. */
export interface Evidence {
  /** `stated`: "est", "is"; `explicit`: ":" or "="; `paired`: one of several, "ancien mdp X nouveau mdp Y". */
  readonly link: 'none' | 'stated' | 'explicit' | 'paired';
  /** Words of trouble or question were read: "mot de passe oublié : …" is about something else. */
  readonly isTroubled: boolean;
  /** How many words stand between the label, or the link, and the word. */
  readonly distance: number;
  /** A comma or the end of a line stands between. */
  readonly isBroken: boolean;
}

/** Nothing but a word's own shape. */
export const NO_EVIDENCE: Evidence = { link: 'none', isTroubled: false, distance: 0, isBroken: false };

/** Four single characters or more. */
const SPELLED_OUT = /(?:[A-Za-z0-9!$#*%&+@._-][ -]){3,}[A-Za-z0-9!$#*%&+@._-](?![^\s.,;])/y;
/** Words of letters beyond these are no part of the password any more. */
const MAX_MORE_WORDS = 5;

/** The stretch to hide for a word that is a password: an identifier glued to its front stays. */
export function passwordSpan(view: View, word: Word, evidence: Evidence): Span {
  const spelledEnd = evidence.link === 'none' ? undefined : spelledOutEnd(view, word);
  if (spelledEnd !== undefined) return { start: word.start, end: spelledEnd, kind: 'password' };
  const start = word.start + (word.plain.includes('/') ? secretOffset(word.plain) : 0);
  return { start, end: valueEnd(view, word, evidence), kind: 'password' };
}

/** A value of letters may go on: "mdp: licorne bleue", "mon mdp est Soleil 2024". */
function valueEnd(view: View, word: Word, evidence: Evidence): number {
  let last = word;
  const isPlain = passwordShapeOf(word.plain) === 'none' && /[a-z]/.test(word.lower);
  for (let more = 0; isPlain && more < MAX_MORE_WORDS && last.closes === 'nothing'; more += 1) {
    const next = wordAt(view, last.end);
    if (
      next === undefined ||
      next.plain === '' ||
      next.plain.includes(MASK) ||
      isInnocentFollower(next, evidence)
    )
      break;
    last = next;
  }
  let end = last.end;
  // A word that was too long to be read whole goes whole.
  while (
    last.after - last.before === MAX_CHUNK &&
    end < view.plain.length &&
    !/\s/.test(view.plain.charAt(end))
  )
    end += 1;
  return end;
}

function isInnocentFollower(next: Word, evidence: Evidence): boolean {
  if (/^\d{2,8}$/.test(next.plain)) return next.closes === 'nothing';
  return evidence.link !== 'explicit' || isOrdinary(next.lower) || isInnocent(next.lower);
}

/** "mdp : l i c o r n e": letter by letter. */
export function spelledOutEnd(view: View, word: Word): number | undefined {
  SPELLED_OUT.lastIndex = word.start;
  return word.end - word.start === 1 && SPELLED_OUT.test(view.plain) ? SPELLED_OUT.lastIndex : undefined;
}
