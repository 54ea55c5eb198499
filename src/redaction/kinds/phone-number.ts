// Ten French digits however grouped, foreign numbers behind + or 00, and any number that is introduced as a phone's.
// Addresses of machines, dates, versions and tickets are digits with separators too: the grouping tells them apart.
import type { Span, View } from '../view.ts';

const NATIONAL =
  /(?<![a-z0-9])(?<!\d[.,-])(?<![0-9a-f]{4}-)(?:\(0\)|[0o])[ .,_/-]{0,2}[1-9](?:[ .,_/-]{0,2}\d){8}(?![a-z0-9])(?![.,:-]\d)/g;
const FRENCH_ABROAD =
  /(?<![a-z0-9+])(?:\(\+33\)|(?:\+ ?|00 ?)33)[ ./-]?(?:(?:\(0\)|0)[ ./-]?)?[1-9](?:[ ./-]{0,2}\d){8}(?![a-z0-9])/g;
const INTERNATIONAL =
  /(?<![a-z0-9+])(?<!\d[.,])(?:\(\+[1-9]\d{0,2}\)|(?:\+|00[ .]?)[1-9]\d{0,2})(?:[ ./-]?(?:\(0\) ?|\(\d{1,4}\) ?|\d)){6,13}(?![a-z0-9])/g;
const BARE_FRENCH_MOBILE = /(?<![a-z0-9])(?<!\d[./-])33[ .-]?[67](?:[ .-]?\d\d){4}(?![a-z0-9])/g;
const INTRODUCED =
  /(?<![a-z0-9])(?:tel|telephone|tph|portable|port|mobile|gsm|phone|cell|whatsapp|appele[rz]? (?:moi )?au|joindre au|call me (?:on|at))(?: ?(?:number|numero|num|no?|n°|pro|perso))?\.? ?(?:est le|est|is|c'est le|c'est|:|=)? ?(\+?\d[\d .()/-]{6,18}\d)(?![a-z0-9])/g;
// Groupings in which people write ten digits. 2-2-4-2 is one of them, but also how a date and an hour look.
const GROUPINGS = new Set(
  '10 22222 433 4222 334 244 2332 2233 19 28 2224 2242 2422 3322 2323 46 64 226 37 1333 55 3223 1234 2512 253 1111111111'.split(
    ' ',
  ),
);
const DATE = /^\D?(?:0[1-9]|[12]\d|3[01])[ ./-](?:0[1-9]|1[0-2])[ ./-](?:19|20)\d\d/;
const MACHINE_ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const YEAR_FIRST = /^(?:19|20)\d\d[./-]/;

/** Phone numbers of any country. */
export function findPhoneNumbers(view: View): readonly Span[] {
  const { lower } = view;
  const spans: Span[] = [];
  const add = (start: number, end: number): void => {
    spans.push({ start, end, kind: 'phone_number' });
  };
  for (const match of lower.matchAll(FRENCH_ABROAD)) add(match.index, match.index + match[0].length);
  for (const match of lower.matchAll(INTERNATIONAL))
    if (hasLength(match[0], 8, 16)) add(match.index, match.index + match[0].length);
  for (const match of lower.matchAll(BARE_FRENCH_MOBILE)) add(match.index, match.index + match[0].length);
  for (const match of lower.matchAll(NATIONAL))
    if (isGroupedAsPhone(match[0])) add(match.index, match.index + match[0].length);
  for (const match of lower.matchAll(INTRODUCED)) {
    const [whole, number = ''] = match;
    const end = match.index + whole.length;
    if (hasLength(number, 9, 13) && !MACHINE_ADDRESS.test(number) && !YEAR_FIRST.test(number))
      add(end - number.length, end);
  }
  return spans;
}

function isGroupedAsPhone(number: string): boolean {
  if (DATE.test(number) || /^0[.,]\d{9}/.test(number)) return false;
  const grouping = number
    .replace(/[()]/g, ' ')
    .split(/[ .,_/-]+/)
    .filter((group) => group !== '')
    .map((group) => group.length)
    .join('');
  return number.includes('(') || GROUPINGS.has(grouping);
}

function hasLength(number: string, least: number, most: number): boolean {
  const digits = number.replace(/\D/g, '').length;
  return digits >= least && digits <= most;
}
