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

/** Words that differ from one another in the number behind them only. */
export function findSiblings(view: View): readonly Span[] {
  if (!/\d/.test(view.lower) || !(speaksOfPasswords(view) || CHANGE.test(view.lower))) return [];
  const families = new Map<string, { readonly numbers: Set<string>; readonly words: Word[] }>();
  for (let word = wordAt(view, 0); word !== undefined; word = wordAt(view, word.after)) {
    const [, stem = '', number = ''] = COUNTED_UP.exec(word.lower) ?? [];
    if (stem === '') continue;
    const family = families.get(stem) ?? { numbers: new Set(), words: [] };
    families.set(stem, family);
    family.numbers.add(number);
    family.words.push(word);
  }
  return [...families]
    .filter(([stem, { numbers }]) => numbers.size > 1 && !isOrdinary(stem) && !isNumberedThing(`${stem}1`))
    .flatMap(([, { words }]) => words.map((word) => passwordSpan(view, word, NO_EVIDENCE)));
}
