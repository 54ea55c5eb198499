// The local part always goes. The domain stays where it is an academy's or the State's: support needs to know which
// academy somebody belongs to, and such a domain tells nothing about the person.

import type { Span, View } from '../view.ts';
import { isOrdinary } from '../words/ordinary.ts';

const AT = / ?(?:@|%40) ?| ?[([{<] ?(?:at|a|arobase?|arrobase|@) ?[)\]}>] ?| (?:at|arobase?|arrobase) /g;
const LOCAL_CHARACTER = /[a-z0-9._+'-]/;
/** A local part spelled out: `jean dot dupont`; at most six parts, so that looking back stays cheap. */
const SPELLED_LOCAL = /(?:[a-z0-9_-]+(?:\.| ?[([] ?(?:dot|point) ?[)\]] ?| (?:dot|point) )){0,5}[a-z0-9_-]+$/;
const DOMAIN = /[a-z0-9-]+(?:(?:\.| ?[([] ?(?:dot|point) ?[)\]] ?| (?:dot|point) )[a-z0-9-]+)*/y;
const DOT_WORD = / ?[([] ?(?:dot|point) ?[)\]] ?| (?:dot|point) /g;
const FULL_DOMAIN = /^(?:[a-z0-9-]+\.)+[a-z]{2,}[a-z0-9-]*$/;
/** What people write when they leave out the end: still plainly an address. */
const SHORT_DOMAIN =
  /^(?:ac(?:-[a-z-]+)?|gmail|googlemail|hotmail|outlook|live|yahoo|icloud|orange|wanadoo|free|sfr|laposte|bbox|protonmail|proton)$/;
const PUBLIC_DOMAIN = /^(?:(?:[a-z0-9-]+\.)*(?:ac-[a-z-]+\.fr|gouv\.fr)|ac(?:-[a-z-]+)?)$/;
/** Two systems of the ministry are spelled like addresses: m@gistère and Op@le. */
const SYSTEM_NAME = /^(?:m@g|op@le)/;
/** The pattern of an address, as people ask about it, is nobody's address. */
const PLACEHOLDER =
  /^(?:(?:prenom|nom|firstname|lastname|first|last|name|p|initiale?|initialedu)[._-]?(?:nom|prenom|lastname|firstname|last|first|name|famille)\d?|prenom|nom|xxx+|name|user|username|identifiant|login)$/;

/** E-mail addresses, also spelled out with "arobase" or "(at)". */
export function findEmailAddresses(view: View): readonly Span[] {
  const spans: Span[] = [];
  for (const match of view.lower.matchAll(AT)) {
    const span = readAddress(view.lower, match.index, match.index + match[0].length);
    if (span !== undefined && span.start >= (spans.at(-1)?.end ?? 0)) spans.push(span);
  }
  return spans;
}

function readAddress(lower: string, atStart: number, atEnd: number): Span | undefined {
  const sign = lower.slice(atStart, atEnd);
  const isGlued = /^(?:@|%40)/.test(sign);
  const start = isGlued ? localStart(lower, atStart) : spelledLocalStart(lower, atStart);
  const local = lower.slice(start, atStart);
  DOMAIN.lastIndex = atEnd;
  const written = DOMAIN.exec(lower)?.[0].replace(/-+$/, '') ?? '';
  const domain = written.replaceAll(DOT_WORD, '.');
  if (!/[a-z0-9]$/.test(local) || PLACEHOLDER.test(local) || SYSTEM_NAME.test(lower.slice(start, atEnd + 2)))
    return undefined;
  if (!isAddress(local, sign, domain)) return undefined;
  return { start, end: PUBLIC_DOMAIN.test(domain) ? atStart : atEnd + written.length, kind: 'email_address' };
}

function isAddress(local: string, sign: string, domain: string): boolean {
  const isFull = FULL_DOMAIN.test(domain);
  const hasEvidence =
    local.length >= 5 && /[a-z]/.test(local) && /[a-z0-9](?:[._]| (?:dot|point) )[a-z0-9]|\d/.test(local);
  if (/^(?:@|%40) $/.test(sign)) return isFull;
  if (/^(?:@|%40)/.test(sign))
    return (
      isFull || SHORT_DOMAIN.test(domain) || (/^[a-z]+\.[a-z]/.test(local) && /^[a-z]{3,}$/.test(domain))
    );
  if (!isFull && !SHORT_DOMAIN.test(domain)) return false;
  if (hasEvidence) return true;
  // "look at ac-lyon.fr", "avec arobase ac-lyon.fr": an ordinary word in front is no local part.
  return /^(?: at | @ ?)$/.test(sign) ? false : local.length >= 3 && !isOrdinary(local);
}

function localStart(lower: string, from: number): number {
  let start = from;
  while (start > 0 && LOCAL_CHARACTER.test(lower.charAt(start - 1))) start -= 1;
  while (start < from && /[.'_+-]/.test(lower.charAt(start))) start += 1;
  return start;
}

function spelledLocalStart(lower: string, from: number): number {
  const before = lower.slice(Math.max(0, from - 80), from);
  const match = SPELLED_LOCAL.exec(before);
  return match === null ? from : from - before.length + match.index;
}
