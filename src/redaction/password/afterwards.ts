// The value first, its name behind: "j'ai mis Soleil2024 comme mot de passe", "hunter2 is my password".

import { MASK, type Span, type View } from '../view.ts';
import { type Word, wordBefore } from '../word.ts';
import { isOrdinary, isParticiple } from '../words/ordinary.ts';
import { isInnocent } from './innocents.ts';
import { findLabels } from './label.ts';
import { isWordWithDigits, passwordShapeOf } from './shape.ts';
import { NO_EVIDENCE, passwordSpan } from './span.ts';
import { isWeak } from './weak.ts';

const DETERMINERS = new Set(
  'mon le un de ancien nouveau ma my the a an new old ton son mes votre vos your actuel vrai current d'.split(
    ' ',
  ),
);
const AS = new Set('comme as pour for'.split(' '));
const IS = new Set("est is c'est cest c was etait sera".split(' '));
const PUT = new Set(
  "mis mets met mettre mettais utilise utilisais j'utilise jutilise choisi pris tape tapais avais avait use used using put set chose picked have had i've".split(
    ' ',
  ),
);
const MAX_DETERMINERS = 3;

/** Values that stand before their label. */
export function findNamedAfterwards(view: View): readonly Span[] {
  const spans: Span[] = [];
  for (const label of findLabels(view)) {
    if (label.isWeak && !label.isPass) continue;
    let link = wordBefore(view, label.start);
    for (
      let skipped = 0;
      skipped < MAX_DETERMINERS && link !== undefined && DETERMINERS.has(link.lower);
      skipped += 1
    ) {
      link = wordBefore(view, link.before);
    }
    const value = link === undefined ? undefined : wordBefore(view, link.before);
    if (link === undefined || value === undefined || (link.closes !== 'nothing' && !IS.has(link.lower)))
      continue;
    if (isNamed(view, value, link.lower)) {
      spans.push(passwordSpan(view, value, NO_EVIDENCE));
    }
  }
  return spans;
}

function isNamed(view: View, value: Word, link: string): boolean {
  const shape = passwordShapeOf(value.plain);
  if (AS.has(link)) {
    const isFor = link === 'pour' || link === 'for';
    if (isFor) return shape === 'strong' || (shape === 'mild' && isWordWithDigits(value.plain));
    return shape !== 'none' || isPlainValue(view, value) || isWeak(view, value);
  }
  return IS.has(link) && (shape === 'strong' || shape === 'mild' || isWeak(view, value));
}

/** A word of letters counts only where somebody put it: "j'ai mis chocolat comme mdp". */
function isPlainValue(view: View, value: Word): boolean {
  if (value.plain.includes(MASK) || !/[a-z]/.test(value.lower) || isInnocent(value.lower)) return false;
  if (isOrdinary(value.lower) || isParticiple(view.source(value.start, value.end), value.lower)) return false;
  return PUT.has(wordBefore(view, value.before)?.lower ?? '');
}
