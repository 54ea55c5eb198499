// "mon mot de passe est ma date de naissance 14/07/1982": a date is a password only where somebody says that it is one.

import type { Span, View } from '../view.ts';
import { findLabels } from './label.ts';

const MONTHS =
  'janv(?:ier)?|fev(?:rier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|dec(?:embre)?|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep';
const DATE = String.raw`\d{1,2}[ /.-]\d{1,2}[ /.-]\d{2,4}|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|\d{1,2}(?:er|st|nd|rd|th)?(?: of)? (?:${MONTHS})\.?(?:,? \d{2,4})?|(?:${MONTHS})\.? \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?`;
const DATES = new RegExp(String.raw`(?<![a-z0-9])(?<!\d[/.-])(?:${DATE})(?![a-z0-9])(?![/.-]\d)`, 'g');
const YEAR_OR_DAY = /(?<![a-z0-9.,/:-])(?:\d{4}|\d{6}|\d{8})(?![a-z0-9]|[.,/:-]\d)/g;
/** What a date is when somebody uses it as a password. */
const OWN =
  /(?<![a-z])(?:naissance|anniv\w{0,8}|birthday|birth|born|mariage|wedding|rencontre|ne le|nee le)(?![a-z])/;
/** "mot de passe changé le 3 mars": the date tells when something was done. */
const DONE =
  /expir|chang|modif|valid|limit|reini|reset|renou|renew|recu|receiv|until|jusqu|depuis|since|avant le|before|echeance|deadline|oubli|forgot|bloqu|lock|demand|asks?(?![a-z])/;
/** "mot de passe est 14 juillet": stated at once. */
const AT_ONCE = /^\s{0,3}(?:est|is|c'est|cest|c|was|etait|[:=])\s{0,3}[:=]?\s{0,2}$/;
/** "mdp 14/07/1989": right behind the word, and too long ago to tell when something was done. */
const LAST_BIRTHDAY = 2012;
const REACH = 100;

/** Dates that are said to be a password, before or behind the word for it. */
export function findBirthdays(view: View): readonly Span[] {
  const { lower } = view;
  if (!/\d/.test(lower)) return [];
  const spans: Span[] = [];
  let read = 0;
  for (const label of findLabels(view)) {
    if (label.isWeak && !/^code.? d'acces|^code.? secret/.test(lower.slice(label.start, label.end))) continue;
    const from = Math.max(read, sentenceStart(lower, label.start));
    const to = sentenceEnd(lower, label.end);
    if (to <= read) continue;
    read = to;
    const sentence = lower.slice(from, to);
    if (DONE.test(sentence)) continue;
    const isOwn = OWN.test(sentence);
    for (const { index, 0: date } of sentence.matchAll(DATES)) {
      const start = from + index;
      if (isOwn || isStated(lower, label.end, start, date)) add(start, date);
    }
    if (!isOwn) continue;
    for (const { index, 0: date } of sentence.matchAll(YEAR_OR_DAY)) add(from + index, date);
  }
  return spans;

  function add(start: number, date: string): void {
    const end = start + date.length;
    spans.push({ start, end, kind: 'password' });
  }
}

/** Whether a date is what a label is said to be. */
function isStated(lower: string, from: number, start: number, date: string): boolean {
  if (start < from) return false;
  const between = lower.slice(from, start);
  const year = Number(/(?:19|20)\d\d/.exec(date)?.[0] ?? Infinity);
  return AT_ONCE.test(between) || (between.trim() === '' && year <= LAST_BIRTHDAY);
}

function sentenceStart(lower: string, at: number): number {
  const before = lower.slice(Math.max(0, at - REACH), at);
  const end = Math.max(
    before.lastIndexOf('\n'),
    before.lastIndexOf('. '),
    before.lastIndexOf('! '),
    before.lastIndexOf('? '),
  );
  return at - before.length + end + 1;
}

function sentenceEnd(lower: string, at: number): number {
  const end = lower.slice(at, at + REACH).search(/[.!?](?:\s|$)|\n/);
  return end < 0 ? Math.min(lower.length, at + REACH) : at + end;
}
