// What the words between a label and a value say for or against the value.

import type { View } from '../view.ts';
import { type Word, wordBefore } from '../word.ts';
import { isNeutral, tellsOfTrouble } from '../words/ordinary.ts';
import type { PasswordLabel } from './label.ts';
import type { Evidence } from './span.ts';
import { isKnown } from './weak.ts';

const LINKS = new Set(
  "est c'est cest c s'est is it's its was are sera sont etait ces ete equals egal s'ecrit secrit s'epelle devient".split(
    ' ',
  ),
);
/** They may stand between a link and a value: "mon mdp est bien chocolat". */
const ADVERBS = new Set(
  'bien donc juste simplement actuellement encore toujours tjs still just simply currently now maintenant mtn pas not exactement exactly'.split(
    ' ',
  ),
);
const DATE = /^\d{1,2}[/.-]\d{1,2}[/.-](?:\d\d){1,2}$/;
const ABOUT_DATES = /date|expir|chang|renouv|modif|valid|limit|fin|jusqu|until|renew|deadline|echeance/;

/** Whether a word, in lower case, states what comes next. */
export function isLink(word: string): boolean {
  return LINKS.has(word);
}

/** The evidence after one more word that was not the value. */
export function weigh(evidence: Evidence, word: Word): Evidence {
  const isBroken = evidence.isBroken || word.closes === 'clause';
  // "… mon mot de passe, c'est lassant": behind a comma the link is no longer the label's.
  if (isLink(word.lower) && !evidence.isBroken) return { ...evidence, link: 'stated', distance: 0, isBroken };
  if (ADVERBS.has(word.lower) && evidence.link !== 'none') return { ...evidence, isBroken };
  const isTroubled = evidence.isTroubled || (tellsOfTrouble(word.lower) && !isNeutral(word.lower));
  return { ...evidence, link: 'none', isTroubled, distance: evidence.distance + 1, isBroken };
}

/** A weak label has to be linked at once ("pass: …"), or to be somebody's ("my pass hunter2"). */
export function isEnough(label: PasswordLabel, evidence: Evidence, words: number): boolean {
  return !label.isWeak || evidence.link !== 'none' || (words <= 1 && label.isOwned) || words === 0;
}

/** What a weak label may have for a value: "code" none of digits alone, "pass" a plain word behind a link only. */
export function isWeakValue(label: PasswordLabel, word: Word, evidence: Evidence): boolean {
  const isPlain = /^[a-z]+$/.test(word.lower);
  if (!label.isPass && !/[a-z]/.test(word.lower)) return false;
  if (evidence.link === 'explicit') return !isPlain || label.isPass;
  if (evidence.link === 'stated') return !isPlain || (label.isPass && label.isOwned);
  return (!isPlain || (label.isOwned && isKnown(word.lower))) && label.isPass && /[a-z]/.test(word.lower);
}

/** "mdp : 12/06/1985" is one, but not "expiration du mot de passe : 12/06/2027": the words in front say so. */
export function isDatePassword(view: View, label: PasswordLabel, word: Word, evidence: Evidence): boolean {
  if (!DATE.test(word.plain) || evidence.link === 'none' || evidence.distance > 0 || evidence.isTroubled)
    return false;
  let before = wordBefore(view, label.start);
  for (let read = 0; read < 3 && before !== undefined; read += 1) {
    if (ABOUT_DATES.test(before.lower)) return false;
    before = wordBefore(view, before.before);
  }
  return true;
}
