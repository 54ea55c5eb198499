// Passwords of several words. A quoted phrase goes whole ("mot de passe « mon chat gris »"); but complaints are full of
// quoted messages as well, so it has to be short, free of labels, and to have a word that no complaint has. One without
// quotes goes whole behind a colon only, if it is all of its line and no word in it tells of trouble.

import { MASK, type Span, type View } from '../view.ts';
import { endsLine, wordAt } from '../word.ts';
import { isNeutral, isOrdinary, tellsOfTrouble } from '../words/ordinary.ts';
import { hasLabel, isLabelAt } from './label.ts';
import { passwordShapeOf } from './shape.ts';
import type { Evidence } from './span.ts';

const CLOSING: ReadonlyMap<string, string> = new Map([
  ['«', '»'],
  ['»', '«'],
  ['“', '”'],
  ['„', '“'],
  ['"', '"'],
  ['‹', '›'],
  ["'", "'"],
]);
const DETERMINER = /^(?:le|la|les|un|une|des|mon|ma|mes|my|the|a)$/;
/** "ma boîte s'ouvre" is a sentence. */
const HAS_VERB = /^(?:[smtnjc]|qu)'/;
const MAX_LENGTH = 120;
const MAX_WORDS = 6;

/** What stands between a quotation mark at an offset and the one that closes it. */
export interface Quotation {
  readonly start: number;
  readonly end: number;
  readonly content: string;
}

/** The quotation that begins at an offset, if one does and ends on its line. */
export function quotationAt(view: View, at: number): Quotation | undefined {
  const closing = CLOSING.get(view.plain.charAt(at));
  if (closing === undefined) return undefined;
  const rest = view.plain.slice(at + 1, at + 1 + MAX_LENGTH);
  const length = closing === "'" ? rest.search(/'(?![a-z])/i) : rest.indexOf(closing);
  const content = rest.slice(0, Math.max(length, 0));
  if (content.trim() === '' || content.includes('\n')) return undefined;
  const start = at + 1 + content.indexOf(content.trim());
  return { start, end: start + content.trim().length, content: content.trim() };
}

/** The password that a quotation is, if it is one. */
export function readQuoted({ start, end, content }: Quotation, evidence: Evidence): Span | undefined {
  const isPassword = !content.includes(MASK) && isQuotedPassword(content, evidence);
  return isPassword ? { start, end, kind: 'password' } : undefined;
}

function isQuotedPassword(content: string, evidence: Evidence): boolean {
  const lower = content.toLowerCase();
  const words = lower.split(/\s+/);
  if (words.length > MAX_WORDS || hasLabel(lower)) return false;
  if (evidence.isTroubled || evidence.distance > 0 || (evidence.isBroken && evidence.link === 'none')) {
    return words.length === 1 && ['mild', 'strong'].includes(passwordShapeOf(content));
  }
  return words.some((word) => !isOrdinary(word.replace(/[.,;:!?…]/g, '')));
}

/** The phrase that begins at an offset behind a colon: "mdp : le chat de mamie". */
export function readPhrase(view: View, at: number, evidence: Evidence): Span | undefined {
  if (evidence.link !== 'explicit' || evidence.distance > 0 || evidence.isTroubled) return undefined;
  const first = wordAt(view, at);
  if (first === undefined || !DETERMINER.test(first.lower)) return undefined;
  let hasContent = false;
  let last = first;
  for (let words = 1; words < MAX_WORDS && last.closes === 'nothing'; words += 1) {
    const word = wordAt(view, last.end);
    if (word === undefined || word.plain.includes(MASK) || isLabelAt(view, word.start)) return undefined;
    if ((tellsOfTrouble(word.lower) && !isNeutral(word.lower)) || HAS_VERB.test(word.lower)) return undefined;
    hasContent ||= !isOrdinary(word.lower);
    last = word;
  }
  return hasContent && endsLine(view, last)
    ? { start: first.start, end: last.end, kind: 'password' }
    : undefined;
}
