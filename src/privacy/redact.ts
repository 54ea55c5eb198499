// Everything that a user types passes here before it is stored, logged, shown or sent on. Secrets of a sure shape are
// looked for first, then what is only a secret because somebody introduces it; later detectors see the earlier finds
// as masks. Rounds are repeated until nothing is found, so that what comes out is stable.

import { findEmailAddresses } from './email-address.ts';
import { findIbans } from './iban.ts';
import { findIdentityDocuments } from './identity-document.ts';
import { findNumens } from './numen.ts';
import { findOneTimeCodes } from './one-time-code.ts';
import { findPasswords } from './password.ts';
import { findPhoneNumbers } from './phone-number.ts';
import type { SecretKind } from './secret-kind.ts';
import { findSocialSecurityNumbers } from './social-security-number.ts';
import { findUrlSecrets } from './url.ts';
import { createView, type Detector, maskSpans, type Span, type View } from './view.ts';

export type { SecretKind } from './secret-kind.ts';

/** What stands in the place of a secret: no words, so that it needs no translation. */
export const REDACTED = '[•••]';

/** A text without its secrets, and which kinds it had: each once, in order of appearance. */
export interface Redaction {
  readonly text: string;
  readonly found: readonly SecretKind[];
}

const DETECTORS: readonly Detector[] = [
  findUrlSecrets,
  findEmailAddresses,
  findIbans,
  findSocialSecurityNumbers,
  findNumens,
  findIdentityDocuments,
  findPhoneNumbers,
  findOneTimeCodes,
  findPasswords,
];

/** Bounds the time for a hostile text; the texts of the tests need two rounds at most, the second finding nothing. */
const MAX_ROUNDS = 6;

/** Replaces the value of each secret with REDACTED; the words that introduce it stay. */
export function redact(text: string): Redaction {
  const view = createView(text, REDACTED);
  const spans = merge(findAll(view));
  const found = new Set<SecretKind>();
  const pieces: string[] = [];
  let from = 0;
  for (const { start, end, kind } of spans) {
    found.add(kind);
    pieces.push(text.slice(from, view.origin(start)), REDACTED);
    from = view.origin(end);
  }
  pieces.push(text.slice(from));
  return { text: pieces.join(''), found: [...found] };
}

function findAll(unmasked: View): readonly Span[] {
  const spans: Span[] = [];
  let view = unmasked;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const before = spans.length;
    for (const detect of DETECTORS) {
      const news = detect(view);
      if (news.length === 0) continue;
      spans.push(...news);
      view = maskSpans(view, news);
    }
    if (spans.length === before) break;
  }
  return spans;
}

/** Spans in order; those that overlap become one, of the kind that begins first. */
function merge(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) merged.push(span);
    else if (span.end > last.end) merged[merged.length - 1] = { ...last, end: span.end };
  }
  return merged;
}
