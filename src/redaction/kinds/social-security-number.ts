// The number of the French social security (NIR): sex, year, month, department, commune, order, and mostly a key.
// The key is not checked, since a mistyped number still tells who somebody is; it only vouches for odd months.
import type { Span, View } from '../view.ts';

const SHAPE =
  /(?<![a-z0-9])([12][ .-]?\d{2}[ .-]?(\d{2})[ .-]?(?:\d{2}|2[ab])[ .-]?\d{3}[ .-]?\d{3})(?:\s?(?:[/|.-]\s?)?(?:cle\s?:?\s?)?(\d{2}))?(?![a-z0-9])(?![.-]\d)/g;
/** Months, and what INSEE writes where the month is unknown (20, 30 to 42). */
const PLAUSIBLE_MONTH = /^(?:0[1-9]|1[0-2]|20|3\d|4[0-2])$/;
const INTRODUCED =
  /(?<![a-z0-9])(?:(?:n°|no|numero|num)?\s?(?:de\s)?(?:securite\ssociale|secu|nir|insee|nss|social\ssecurity)(?:\s(?:number|numero))?)\s?(?:est le|est|is|c'est le|c'est|:|=)?\s?(\d[\d .-]{11,22}\d)(?!\d)/g;

/** Social security numbers, spaced or not, and any 13 to 15 digits that are introduced as one. */
export function findSocialSecurityNumbers(view: View): readonly Span[] {
  const spans: Span[] = [];
  for (const match of view.lower.matchAll(SHAPE)) {
    const [whole, number = '', month = '', key] = match;
    if (!PLAUSIBLE_MONTH.test(month) && !(key !== undefined && isKey(number, key))) continue;
    spans.push({ start: match.index, end: match.index + whole.length, kind: 'social_security_number' });
  }
  for (const match of view.lower.matchAll(INTRODUCED)) {
    const [whole, number = ''] = match;
    const digits = number.replace(/\D/g, '').length;
    if (digits < 13 || digits > 15) continue;
    const end = match.index + whole.length;
    spans.push({ start: end - number.length, end, kind: 'social_security_number' });
  }
  return spans;
}

/** 97 less the number modulo 97; Corsica counts as 19 (2A) and 18 (2B). Source: INSEE, definition of the NIR. */
function isKey(number: string, key: string): boolean {
  const digits = number.replace(/[ .-]/g, '').replace('2a', '19').replace('2b', '18');
  return 97 - Number(BigInt(digits) % 97n) === Number(key);
}
