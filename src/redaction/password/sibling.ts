// "avant Soleil2023, maintenant Soleil2024": the same word with another number, where somebody tells of a change. People who
// are made to change a password count it up.

import type { Span, View } from '../view.ts';
import { type Word, wordAt } from '../word.ts';
import { isOrdinary } from '../words/ordinary.ts';
import { isNumberedThing } from './innocents.ts';
import { speaksOfPasswords } from './label.ts';
import { NO_EVIDENCE, passwordSpan } from './span.ts';

const COUNTED_UP = /^([a-z]{4,20})[-_.]?(\d{1,4})$/;
const CHANGE =
  /(?<![a-z])(?:avant|maintenant|ancien|nouveau|nouvelle|old|new|now|before|tried|first|essaye|essais|change|changed|remplace|replaced|passe de|devenu)(?![a-z])/;

/** Words of one sentence that differ from one another in the number behind them only. */
export function findSiblings(view: View): readonly Span[] {
  if (!/\d/.test(view.lower) || !(speaksOfPasswords(view) || CHANGE.test(view.lower))) return [];
  const spans: Span[] = [];
  const last = new Map<string, { readonly word: Word; readonly number: string; readonly sentence: number }>();
  let sentence = 0;
  for (let word = wordAt(view, 0); word !== undefined; word = wordAt(view, word.after)) {
    const [, stem = '', number = ''] = COUNTED_UP.exec(word.lower) ?? [];
    const before = stem === '' ? undefined : last.get(stem);
    if (before?.sentence === sentence && before.number !== number && isChosen(stem)) {
      spans.push(passwordSpan(view, before.word, NO_EVIDENCE), passwordSpan(view, word, NO_EVIDENCE));
    }
    if (stem !== '') last.set(stem, { word, number, sentence });
    if (word.closes === 'sentence' || view.plain.charAt(word.after) === '\n') sentence += 1;
  }
  return spans;
}

function isChosen(stem: string): boolean {
  return !isOrdinary(stem) && !isNumberedThing(`${stem}1`);
}
