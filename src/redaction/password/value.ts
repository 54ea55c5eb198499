// The decision whether a word, given what introduces it, is a password. It needs positive evidence: the shape of a
// password, or an explicit link ("est", ":") and a word that nobody would use to complain about a password.

import { MASK, type View } from '../view.ts';
import { endsLine, isQuestioned, type Word, wordAt } from '../word.ts';
import { isOrdinary, isParticiple, isPopular } from '../words/ordinary.ts';
import { isInnocent } from './innocents.ts';
import { passwordShapeOf } from './shape.ts';
import { type Evidence, spelledOutEnd } from './span.ts';
import { isWeak } from './weak.ts';

/** How far from its label a word of unmistakable shape still counts, in words; then a less clear one. */
const STRONG_REACH = 7;
const MILD_REACH = 3;
const WEAK_REACH = 3;
/** What digits count when they are no password: "mot de passe : 12 caractères". */
const COUNTED =
  /^(?:caracteres?|car|chars?|characters?|chiffres?|digits?|lettres?|letters?|essais?|tentatives?|attempts?|tries|fois|times|jours?|days?|mois|months?|ans?|years?|heures?|hours?|minutes?|min|secondes?|erreurs?|errors?|signes?|symboles?|derniers?|mots?|passwords?|mdp|comptes?|accounts?|boites?|eleves?|collegues?|unauthorized|forbidden)$/;
const YEAR = /^(?:19|20)\d\d$/;

/** Whether a word is a password, given the evidence. */
export function isPassword(view: View, word: Word, evidence: Evidence): boolean {
  const isClose = evidence.distance === 0 && evidence.link !== 'none';
  const shape = passwordShapeOf(word.plain, isClose);
  if (shape === 'strong') return evidence.distance <= STRONG_REACH;
  if (shape === 'mild') {
    if (evidence.link === 'explicit') return true;
    return evidence.isTroubled || evidence.isBroken
      ? evidence.distance <= 1
      : evidence.distance <= MILD_REACH;
  }
  const next = wordAt(view, word.end);
  if (/^\d+$/.test(word.plain)) return isDigitPassword(word, next, evidence);
  return isPlainPassword(view, word, next, evidence);
}

/** "mdp 123456" and "mdp : 12", but neither "mdp 2026" nor "mdp : 12 caractères". */
function isDigitPassword(word: Word, next: Word | undefined, evidence: Evidence): boolean {
  if (evidence.distance > 0 || evidence.isTroubled) return false;
  if (
    word.closes === 'nothing' &&
    next !== undefined &&
    (COUNTED.test(next.lower) || !isOrdinary(next.lower))
  )
    return false;
  if (evidence.link === 'explicit') return word.plain.length >= 4 || word.closes !== 'nothing';
  return word.plain.length >= 4 && (evidence.link === 'stated' || !YEAR.test(word.plain));
}

/** A word of letters: only behind a link, at the end of its clause, and if it is no word of complaints; or a weak password. */
function isPlainPassword(view: View, word: Word, next: Word | undefined, evidence: Evidence): boolean {
  if (evidence.isTroubled || !/[a-z0-9]/.test(word.lower) || word.plain.includes(MASK)) return false;
  if (evidence.link === 'none')
    return evidence.distance <= WEAK_REACH && !evidence.isBroken && isWeak(view, word);
  if (evidence.distance > 0) return false;
  const isFinal =
    word.closes !== 'nothing' || next === undefined || isOrdinary(next.lower) || /^\d+$/.test(next.plain);
  if (evidence.link === 'paired') return isFinal;
  if (isPopular(word.lower)) return !isQuestioned(view, word) && endsLine(view, word);
  if (spelledOutEnd(view, word) !== undefined) return true;
  if (isInnocent(word.lower) || isOrdinary(word.lower)) return false;
  if (evidence.link === 'explicit') return true;
  // "c'est Martine qui l'a" names who, not what; "c'est normal ?" asks.
  if (word.closes === 'nothing' && /^(?:qui|que|qu'.*|who|that|which)$/.test(next?.lower ?? '')) return false;
  return (
    !isQuestioned(view, word) &&
    isFinal &&
    word.plain.length >= 3 &&
    !isParticiple(view.source(word.start, word.end), word.lower)
  );
}
