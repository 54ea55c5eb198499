// "mdp azerty": what so many people have for a password that the label before it is evidence enough, without "est" or ":".

import type { View } from '../view.ts';
import { isQuestioned, type Word } from '../word.ts';
import { isCommonPassword } from '../words/ordinary.ts';

/** Keys in a row, and the alphabet. */
const ROWS = 'azertyuiop qsdfghjklm wxcvbn qwertyuiop asdfghjkl zxcvbnm abcdefghijklmnopqrstuvwxyz'
  .split(' ')
  .flatMap((row) => [row, [...row].reverse().join('')]);
/** Four letters in a row stand in words, too. */
const SHORTEST_RUN = 5;
/** Characters on both sides in which keyboards are looked for. */
const NEAR = 60;
/** Who speaks of keyboards names them: "mot de passe azerty ou qwerty ?" */
const KEYBOARDS =
  /(?<![a-z])(?:claviers?|keyboards?|layouts?|dispositions?|touches?|keys|(?:en|in|ou|or|et|and|vs|mode) (?:azerty|qwerty|qwertz)|(?:azerty|qwerty|qwertz) (?:ou|or|et|and|vs))(?![a-z])/;

/** Whether a word beside a label is a password for being as weak as it is. */
export function isWeak(view: View, word: Word): boolean {
  if (isSetOff(view, word) || isQuestioned(view, word)) return false;
  const around = () => view.lower.slice(Math.max(0, word.start - NEAR), word.end + NEAR);
  return isKnown(word.lower) && !(isRun(word.lower) && KEYBOARDS.test(around()));
}

/** Whether a word is a password that very many people have. */
export function isKnown(word: string): boolean {
  return isCommonPassword(word) || isRun(word);
}

function isRun(word: string): boolean {
  return (
    word.length >= SHORTEST_RUN && (ROWS.some((row) => row.includes(word)) || /^([a-wyz])\1+$/.test(word))
  );
}

/** "j'ai perdu mon mot de passe, princesse" */
function isSetOff(view: View, word: Word): boolean {
  return /[,;(] ?$/.test(view.plain.slice(Math.max(0, word.start - 2), word.start));
}
