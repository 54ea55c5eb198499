// Shape only, loosely: a mistyped account number is still somebody's account number.
import type { Span, View } from '../view.ts';

// Lengths by country from the SWIFT IBAN registry (release 97): the countries whose accounts staff are likely to hold.
const LENGTHS: ReadonlyMap<string, number> = new Map(
  (
    'AD24 AE23 AT20 BA20 BE16 BG22 BH22 BR29 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GE22 GI23 GR27 HR21 HU28 IE22 IL23 ' +
    'IS26 IT27 KW30 LB28 LI21 LT20 LU20 LV21 MA28 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PL28 PS29 PT25 QA29 RO24 RS22 SA24 ' +
    'SE24 SI19 SK24 SM27 TN24 TR26 UA29 VA22 XK20 BJ28 BF28 CI28 ML28 NE28 SN28 TG28 CM27 GA27 CG27 DZ26 MG27'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2).toLowerCase(), Number(entry.slice(2))] as const),
);
const START = /(?<![a-z0-9])([a-z]{2})[ -]?\d{2}(?=[ .-]?[a-z0-9]{2})/g;
const GROUP = /[ .-]?([a-z0-9]+)/y;
const MIN_LENGTH = 14;
const MIN_DIGITS = 8;
/** Bank details of the time before IBAN: bank, branch, account, key; after the word RIB only. */
const RIB = /(?<=(?<![a-z0-9])rib[ :n°o=-]{1,8})\d{5}[ .-]?\d{5}[ .-]?[0-9a-z]{11}[ .-]?\d{2}(?![a-z0-9])/g;

/** Account numbers with a known country, spaced or not, of about the right length. */
export function findIbans(view: View): readonly Span[] {
  const spans: Span[] = [];
  for (const match of view.lower.matchAll(START)) {
    const expected = LENGTHS.get(match[1] ?? '');
    if (expected === undefined || match.index < (spans.at(-1)?.end ?? 0)) continue;
    const end = readAccount(view.lower, match.index + match[0].length, expected);
    if (end !== undefined) spans.push({ start: match.index, end, kind: 'iban' });
  }
  for (const match of view.lower.matchAll(RIB))
    spans.push({ start: match.index, end: match.index + match[0].length, kind: 'iban' });
  return spans;
}

/** The end of the groups that follow the check digits, or nothing if they make no account number. */
function readAccount(lower: string, from: number, expected: number): number | undefined {
  let end = from;
  let length = 4;
  let digits = 2;
  while (length < expected) {
    GROUP.lastIndex = end;
    const group = GROUP.exec(lower)?.[1];
    if (group === undefined || length + group.length > expected + 3) break;
    const groupDigits = group.replace(/[a-z]/g, '').length;
    // A group of letters alone is a bank's name (GB29 NWBK …) at the front and an ordinary word anywhere else.
    if (groupDigits === 0 && !(length === 4 && group.length === 4) && length + group.length !== expected)
      break;
    length += group.length;
    digits += groupDigits;
    end = GROUP.lastIndex;
  }
  return length >= MIN_LENGTH && length >= expected - 6 && digits >= MIN_DIGITS ? end : undefined;
}
