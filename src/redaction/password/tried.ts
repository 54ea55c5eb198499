// "je tape Toto!2024 et ça marche pas": without any label, what somebody typed or tried and looks like a password.

import { MASK, type Span, type View } from '../view.ts';
import { type Word, wordAt } from '../word.ts';
import { readChain } from './chain.ts';
import { isUnmistakable, isWordWithDigits, passwordShapeOf } from './shape.ts';
import { NO_EVIDENCE, passwordSpan } from './span.ts';

const TRIED =
  /(?<![a-z0-9-])j?(?:(?:re)?tap(?:e|es|er|ais|ait|ez|ant)|rentr(?:e|es|er|ais|ez)|saisi[rst]?|saisie|saisissais|entr(?:e|es|er|ais|ez)|j'entre|essa(?:ye|yer|yes|yais|ie|ies)|tent(?:e|er|ais)|mets|mis|mettre|mettais|utilis(?:e|er|ais|ez)|choisi|pris|typed?|typing|typ|tried|tryed|try|trying|enter(?:ed|ing)?|put|putting|used?|using|chose|picked|chang(?:e|er|ed|ing)|remplac(?:e|er)|replaced)(?![a-z0-9])/g;
const STATED = /(?<![a-z0-9'-])(?:c'est|cest|c'etait|cetait|it's|it is|it was)(?![a-z0-9'-])/g;
/** They may stand between the verb and the value. */
const FILLERS = new Set(
  "mon le la les my the with avec encore bien aussi also exactement exactly d'abord first ca ceci this : mes toujours tjs still always plusieurs fois several times souvent de just juste again deja dj in it from".split(
    ' ',
  ),
);
const MAX_FILLERS = 3;
const IDENTIFIER = /^(?:identifiants?|login|username|user|id|utilisateur|nom)$/;
const AS = /^(?:comme|as|dans|en|pour|in|for)$/;

/** Values that somebody says to have typed, and those that follow them. */
export function findTried(view: View): readonly Span[] {
  const spans: Span[] = [];
  for (const match of view.lower.matchAll(TRIED)) {
    if (match.index < (spans.at(-1)?.end ?? 0)) continue;
    spans.push(...readTried(view, match.index + match[0].length));
  }
  for (const match of view.lower.matchAll(STATED)) {
    if (match.index < (spans.at(-1)?.end ?? 0)) continue;
    const word = wordAt(view, match.index + match[0].length);
    if (word === undefined || !isUnmistakable(word.plain)) continue;
    const span = passwordSpan(view, word, NO_EVIDENCE);
    spans.push(span, ...readChain(view, span.end));
  }
  return spans;
}

function readTried(view: View, from: number): readonly Span[] {
  let word = wordAt(view, from);
  for (
    let skipped = 0;
    skipped < MAX_FILLERS && word !== undefined && (word.plain === '' || FILLERS.has(word.lower));
    skipped += 1
  ) {
    word = wordAt(view, word.after);
  }
  if (word === undefined) return [];
  if (word.plain.includes(MASK)) return readChain(view, word.end);
  if (!isTriedPassword(word) || isIdentifier(view, word)) return [];
  const span = passwordSpan(view, word, NO_EVIDENCE);
  return [span, ...readChain(view, span.end)];
}

/** "jdupont2" is an identifier; "azerty12" and "Toto!2024" are not. */
function isTriedPassword(word: Word): boolean {
  const shape = passwordShapeOf(word.plain);
  return (
    shape === 'strong' ||
    (shape === 'mild' && (isWordWithDigits(word.plain) || !/^[A-Za-z]+\d$/.test(word.plain)))
  );
}

/** "je tape dupont12 comme identifiant". */
function isIdentifier(view: View, word: Word): boolean {
  const link = wordAt(view, word.end);
  if (link === undefined || !AS.test(link.lower)) return false;
  let noun = wordAt(view, link.end);
  for (let skipped = 0; skipped < 2 && noun !== undefined && !IDENTIFIER.test(noun.lower); skipped += 1)
    noun = wordAt(view, noun.end);
  return noun !== undefined && IDENTIFIER.test(noun.lower);
}
