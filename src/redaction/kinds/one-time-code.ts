// One-time codes are plain digits, as are ports, errors, years and postal codes. So a number counts only where
// something says "code" (or "received", or "I typed") and nothing says that the code is of another sort.

import type { Span, View } from '../view.ts';
import { COUNTED, LINKS, OTHER_SORT_BEFORE, REFUSALS, TROUBLE } from './one-time-code-words.ts';

const VALUE = String.raw`(?:g-)?(?:\d{3}[ -]\d{3}|\d{4}[ -]\d{4}|\d{2} \d{2} \d{2}|\d{4,8})(?![a-z0-9])(?![.,:\/-]\d)`;
const VALUE_HERE = new RegExp(VALUE, 'y');
const SIX_DIGITS = /^(?:g-)?(?:\d{6}|\d{3}[ -]\d{3}|\d{2} \d{2} \d{2})$/;
const YEARS = /^(?:19|20)\d\d(?:[ -](?:19|20)\d\d)?$/;

const LABEL =
  /(?<![a-z0-9-])(?:(?<sure>otp|totp|mfa|a2f|2fa|authenticat(?:or|eur)|authentificat(?:or|eur)|freeotp|passcode|pin|puk|usage unique|one[- ]time (?:password|pin)|google auth)|(?<code>codes?|cod|kode|coed|cde)|(?<got>recu[es]?|recois|recoit|received|got|sms|texto|text|envoye|sent|eu)|(?<typed>tape[rsz]?|rentre[rsz]?|saisi[rst]?|saisie|entre[rz]?|mets|mis|utilise[rz]?|entered|enter|typed|type|put|use|c'est|cest|voila|voici|it's|here))(?![a-z0-9-])/g;

const GAP = /[\s:=,;.!?()"'«»<>#-]*/y;
const WORD = /[a-z0-9°'-]+/y;
const MAX_LINKS = 12;

const NAMED_AFTERWARDS = new RegExp(
  String.raw`(?<![a-z0-9])(?<!\d[.,:\/ -])(${VALUE})[\s,(]{1,3}(?:(?:est|is|c'est|cest|c|comme|as)\s)?(?:(?:le|mon|votre|your|my|the|un|a|ton)\s)?(?:(?:google|microsoft|verification|security|login|facebook)\s){0,2}(?:code|otp|passcode|one-time)(?![a-z0-9])`,
  'g',
);
const WHOLE_MESSAGE = /^[^a-z0-9\uFFFF]*((?:g-)?\d{3}[ -]?\d{3})[^a-z0-9\uFFFF]*$/;

/** Codes that a phone or an application shows for one sign-in. */
export function findOneTimeCodes(view: View): readonly Span[] {
  const { lower } = view;
  const whole = WHOLE_MESSAGE.exec(lower)?.[1];
  if (whole !== undefined) {
    const start = lower.indexOf(whole);
    return [{ start, end: start + whole.length, kind: 'one_time_code' }];
  }
  const spans: Span[] = [];
  const isTroubled = troubleFinder(lower);
  for (const match of lower.matchAll(LABEL)) {
    const span = readAfter(lower, match, isTroubled(match.index));
    if (span !== undefined) spans.push(span);
  }
  for (const match of lower.matchAll(NAMED_AFTERWARDS)) {
    const value = match[1] ?? '';
    spans.push({ start: match.index, end: match.index + value.length, kind: 'one_time_code' });
  }
  return spans;
}

function readAfter(lower: string, label: RegExpMatchArray, isTroubled: boolean): Span | undefined {
  const labelStart = label.index ?? 0;
  const from = labelStart + label[0].length;
  const before = lower.slice(Math.max(0, labelStart - 40), labelStart);
  if (label.groups?.code !== undefined && OTHER_SORT_BEFORE.test(before)) return undefined;
  let at = from;
  let isRefused = false;
  let isNamed = label.groups?.code !== undefined || label.groups?.sure !== undefined;
  for (let links = 0; links <= MAX_LINKS; links += 1) {
    at += lengthAt(GAP, lower, at);
    const value = matchAt(VALUE_HERE, lower, at);
    if (value !== undefined) {
      const link = lower.slice(from, at);
      // Another sentence begins in between: "… mon code. 75013 Paris".
      const sixOnly =
        /[.!?]\s/.test(link) || isRefused || !isNamed || (label.groups?.sure === undefined && isTroubled);
      return isCode(lower, at, value, link, sixOnly)
        ? { start: at, end: at + value.length, kind: 'one_time_code' }
        : undefined;
    }
    const word = matchAt(WORD, lower, at);
    if (word === undefined || !(LINKS.has(word) || REFUSALS.has(word) || /^\d$/.test(word))) return undefined;
    if (REFUSALS.has(word)) isRefused = true;
    if (/^codes?$/.test(word)) isNamed = true;
    at += word.length;
  }
  return undefined;
}

function isCode(lower: string, at: number, value: string, link: string, sixOnly: boolean): boolean {
  COUNTED.lastIndex = at + value.length;
  if (COUNTED.test(lower)) return false;
  const isExplicit = /[:=]|(?<![a-z])(?:est|is|was|etait|c'est|cest)(?![a-z])/.test(link);
  // Groups of two digits may be a date ("le code reçu le 12 03 26").
  if (SIX_DIGITS.test(value)) return isExplicit || !/^\d\d /.test(value);
  return !sixOnly && (isExplicit || !YEARS.test(value));
}

/** Tells, for offsets that only grow, whether the same line speaks of an error or of a machine before them. */
function troubleFinder(lower: string): (offset: number) => boolean {
  const troubles = [...lower.matchAll(TROUBLE)].map((match) => match.index);
  const lineStarts = [...lower.matchAll(/\n/g)].map((match) => match.index);
  let trouble = 0;
  let line = 0;
  return (offset) => {
    while ((troubles[trouble] ?? Infinity) < offset) trouble += 1;
    while ((lineStarts[line] ?? Infinity) < offset) line += 1;
    return (troubles[trouble - 1] ?? -1) > (lineStarts[line - 1] ?? -1);
  };
}

function matchAt(sticky: RegExp, text: string, at: number): string | undefined {
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0];
}

function lengthAt(sticky: RegExp, text: string, at: number): number {
  return matchAt(sticky, text, at)?.length ?? 0;
}
