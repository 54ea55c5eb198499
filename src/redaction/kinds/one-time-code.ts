// One-time codes are plain digits, as are ports, errors, years and postal codes. So a number counts only where
// something says "code" (or "received", or "I typed") and nothing says that the code is of another sort.

import type { Span, View } from '../view.ts';
import {
  AND_THEN,
  ANSWERS,
  COUNTED,
  LINKS,
  OTHER_SORT_BEFORE,
  REFUSALS,
  SHOWN,
  TROUBLE,
} from './one-time-code-words.ts';

const VALUE = String.raw`(?:g-)?(?:\d{3}[ -]\d{3}|\d{4}[ -]\d{4}|\d{2} \d{2} \d{2}|(?:\d[ .-]){5}\d|\d{4,8})(?![a-z0-9])(?![.,:\/-]\d)`;
/** A PIN and the code of a key in one: "passcode 4821937412". */
const PASSCODE = /\d{4,8}(?:[ -]?\d{3}){1,2}(?![a-z0-9])(?![.,:/-]\d)/y;
const VALUE_HERE = new RegExp(VALUE, 'y');
const SIX_DIGITS = /^(?:g-)?(?:\d{6}|\d{3}[ -]\d{3}|\d{2} \d{2} \d{2}|(?:\d[ .-]){5}\d)$/;
const SIX_DIGITS_SOMEWHERE = /(?<![\w.,:/-])(?:\d{6}|\d{3}[ -]\d{3})(?![\w]|[.,:/-]\d)/g;
/** Words of a short message that has a code and says no more than that. */
const MAX_WORDS_BESIDES = 4;
const YEARS = /^(?:19|20)\d\d(?:[ -](?:19|20)\d\d)?$/;

const LABEL =
  /(?<![a-z0-9-])(?:(?<sure>otp|totp|mfa|a2f|2fa|authenticat(?:or|eur)|authentificat(?:or|eur)|freeotp|passcode|pin|puk|usage unique|one[- ]time (?:password|pin)|google auth)|(?<code>codes?|cod|kode|coed|cde)|(?<got>recu[es]?|recois|recoit|recevoir|receive|received|got|sms|texto|text|envoye|sent|eu)|(?<typed>tape[rsz]?|rentre[rsz]?|saisi[rst]?|saisie|entre[rz]?|mets|mis|utilise[rz]?|entered|enter|typed|type|put|use|c'est|cest|voila|voici|it's|here))(?![a-z0-9-])/g;

const GAP = /[\s:=,;.!?()"'«»<>#+-]*/y;
const WORD = /[a-z0-9°'-]+/y;
const MAX_LINKS = 12;
/** Characters between two codes that belong together; of a message that is an answer. */
const MAX_JOINT = 60;
const MAX_ANSWER = 60;

const NAMED_AFTERWARDS = new RegExp(
  String.raw`(?<![a-z0-9])(?<!\d[.,:\/ -])(${VALUE})[\s,(]{1,3}(?:(?:est|is|c'est|cest|c|comme|as)\s)?(?:(?:le|mon|votre|your|my|the|un|a|ton)\s)?(?:(?:google|microsoft|verification|security|login|facebook)\s){0,2}(?:code|otp|passcode|one-time)(?![a-z0-9])`,
  'g',
);
/** "4821 puis les 6 chiffres 937412", "4821 + 937412": a PIN and the code of a key. */
const PIN_AND_CODE =
  /(?<![\w.,:/-])(\d{4,8})(?:\s?\+\s?|,? (?:puis|then|suivi d[eu]s?|followed by) (?:(?:les?|la|the|my|mon|code|des|6|six|chiffres|digits|otp|de|du|cle|token|from|boitier|fob|key) ){0,6})(\d{3} ?\d{3})(?![\w]|[.,:/-]\d)/g;
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
    if (span !== undefined) spans.push(span, ...readNext(lower, span));
  }
  for (const match of lower.matchAll(SHOWN)) {
    const span = readAfter(lower, match, true);
    if (span !== undefined) spans.push(span);
  }
  for (const { index, 0: both, 1: pin = '', 2: code = '' } of lower.matchAll(PIN_AND_CODE)) {
    const end = index + both.length;
    spans.push({ start: index, end: index + pin.length, kind: 'one_time_code' });
    spans.push({ start: end - code.length, end, kind: 'one_time_code' });
  }
  spans.push(...findInShortAnswer(lower));
  for (const match of lower.matchAll(NAMED_AFTERWARDS)) {
    const value = match[1] ?? '';
    spans.push({ start: match.index, end: match.index + value.length, kind: 'one_time_code' });
  }
  return spans;
}

/** "mon code 4821 puis 937412": what follows a code and is joined to it. */
function readNext(lower: string, first: Span): readonly Span[] {
  const rest = lower.slice(first.end, first.end + MAX_JOINT);
  const next = /\d/.exec(rest)?.index;
  // The words between may have a digit themselves: "et les 6 chiffres 905338".
  const from =
    next !== undefined && /^6 (?:chiffres|digits)/.test(rest.slice(next))
      ? rest.slice(next + 2).search(/\d/) + next + 2
      : next;
  if (from === undefined || from < (next ?? 0) || !AND_THEN.test(rest.slice(0, from))) return [];
  const start = first.end + from;
  const value = matchAt(VALUE_HERE, lower, start);
  if (value === undefined || YEARS.test(value)) return [];
  COUNTED.lastIndex = start + value.length;
  return COUNTED.test(lower) ? [] : [{ start, end: start + value.length, kind: 'one_time_code' }];
}

/** "oui 559201": six digits, and no word that would make them something else. */
function findInShortAnswer(lower: string): readonly Span[] {
  if (lower.length > MAX_ANSWER) return [];
  const values = [...lower.matchAll(SIX_DIGITS_SOMEWHERE)];
  const value = values[0];
  if (value === undefined || values.length > 1) return [];
  const rest = lower.slice(0, value.index) + lower.slice(value.index + value[0].length);
  const words = rest.match(/[^\s,.;:!?()]+/g) ?? [];
  if (words.length > MAX_WORDS_BESIDES || !words.every((word) => ANSWERS.has(word))) return [];
  return [{ start: value.index, end: value.index + value[0].length, kind: 'one_time_code' }];
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
    const value = (label.groups?.sure && matchAt(PASSCODE, lower, at)) ?? matchAt(VALUE_HERE, lower, at);
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
  if (value.replace(/\D/g, '').length > 8) return true;
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
