// Passwords of several words. A quoted phrase goes whole ("mot de passe « mon chat gris »"); but complaints are full of
// quoted messages as well, so it has to be short, free of labels, and to have a word that no complaint has. One without
// quotes goes whole behind a colon only, if it is all of its line and no word in it tells of trouble.
import { isNeutral, isOrdinary, isTrouble } from './ordinary.ts';
import { hasLabel, isLabelAt } from './password-label.ts';
import { shapeOf } from './password-shape.ts';
import type { Evidence } from './password-span.ts';
import { MASK, type Span, type View } from './view.ts';
import { wordAt } from './words.ts';

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
const MAX_LENGTH = 120;
const MAX_WORDS = 6;

/** The quoted password that begins at an offset, if one does. */
export function readQuoted(view: View, at: number, evidence: Evidence): Span | undefined {
  const closing = CLOSING.get(view.plain.charAt(at));
  if (closing === undefined) return undefined;
  const rest = view.plain.slice(at + 1, at + 1 + MAX_LENGTH);
  const length = closing === "'" ? rest.search(/'(?![a-z])/i) : rest.search(closing);
  if (length < 1) return undefined;
  const content = rest.slice(0, length);
  if (content.includes(MASK) || content.includes('\n') || !isQuotedPassword(content, evidence))
    return undefined;
  const inner = content.trim();
  const start = at + 1 + content.indexOf(inner);
  return { start, end: start + inner.length, kind: 'password' };
}

function isQuotedPassword(content: string, evidence: Evidence): boolean {
  const lower = content.toLowerCase().trim();
  const words = lower.split(/\s+/);
  if (words.length > MAX_WORDS || hasLabel(lower)) return false;
  if (evidence.isTroubled || evidence.distance > 0 || (evidence.isBroken && evidence.link === 'none')) {
    return words.length === 1 && ['mild', 'strong'].includes(shapeOf(content.trim()));
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
    if (isTrouble(word.lower) && !isNeutral(word.lower)) return undefined;
    hasContent ||= !isOrdinary(word.lower);
    last = word;
  }
  return hasContent && last.closes !== 'nothing'
    ? { start: first.start, end: last.end, kind: 'password' }
    : undefined;
}
