// Reading a view word by word, forwards and backwards. A word is what stands between white space, without the quotes,
// brackets and sentence marks around it; a final ! stays, since passwords end in it.
import { withoutFinalMarks } from './password/innocents.ts';
import type { View } from './view.ts';

/** One word of a view. */
export interface Word {
  readonly start: number;
  readonly end: number;
  /** Where the marks in front of it begin. */
  readonly before: number;
  /** Where the marks behind it end. */
  readonly after: number;
  /** In its own case. */
  readonly plain: string;
  /** In lower case and without final !, for looking up. */
  readonly lower: string;
  /** What of a sentence ends with the word: nothing, a part (comma, bracket, new line) or all of it. */
  readonly closes: 'nothing' | 'clause' | 'sentence';
}

/** Longer ones are read in pieces, so that a hostile text without spaces is not read again and again. */
export const MAX_CHUNK = 200;
const LEADING = new Set('("\'«»“”„‹›[{<,;');
const TRAILING = new Set(').,;:?"\'«»“”‹›]}>…');

/** The word that begins at or after an offset. */
export function wordAt(view: View, offset: number): Word | undefined {
  const from = skipSpace(view.plain, offset);
  let to = from;
  while (to < view.plain.length && to - from < MAX_CHUNK && !isSpace(view.plain, to)) to += 1;
  return from === to ? undefined : toWord(view, from, to);
}

/** The word that ends at or before an offset. */
export function wordBefore(view: View, offset: number): Word | undefined {
  let to = offset;
  while (to > 0 && isSpace(view.plain, to - 1)) to -= 1;
  let from = to;
  while (from > 0 && to - from < MAX_CHUNK && !isSpace(view.plain, from - 1)) from -= 1;
  return from === to ? undefined : toWord(view, from, to);
}

/** What stands between two offsets, as a word. */
export function toWord(view: View, from: number, to: number): Word {
  let start = from;
  while (start < to && LEADING.has(view.plain.charAt(start))) start += 1;
  let end = to;
  while (end > start && TRAILING.has(view.plain.charAt(end - 1))) end -= 1;
  return {
    start,
    end,
    before: from,
    after: to,
    plain: view.plain.slice(start, end),
    lower: withoutFinalMarks(view.lower.slice(start, end)),
    closes: closing(view.plain, end, to),
  };
}

/** Whether nothing but marks stands between a word and the end of its line. */
export function endsLine(view: View, word: Word): boolean {
  let at = word.after;
  while (at < view.plain.length && /[ .!]/.test(view.plain.charAt(at))) at += 1;
  return at === view.plain.length || view.plain.charAt(at) === '\n';
}

/** Whether a question mark stands right behind a word. */
export function isQuestioned(view: View, word: Word): boolean {
  return /^["'» )]*\?/.test(view.plain.slice(word.end, word.end + 4));
}

/** The first offset from here on that is no white space. */
export function skipSpace(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && isSpace(text, at)) at += 1;
  return at;
}

/** A view has no other white space than these two. */
function isSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || code === 10;
}

function closing(text: string, end: number, to: number): Word['closes'] {
  const tail = text.slice(end, to);
  if (/[.!?…]/.test(tail) || text.charAt(end - 1) === '!') return 'sentence';
  if (tail !== '') return 'clause';
  let next = to;
  while (next < text.length && text.charAt(next) !== '\n' && isSpace(text, next)) next += 1;
  const follower = text.charAt(next);
  if (follower === '' || /[.!?]/.test(follower)) return 'sentence';
  return /[\n,;:)(»"-]/.test(follower) ? 'clause' : 'nothing';
}
