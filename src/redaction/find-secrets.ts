// Secrets of a sure shape are looked for first, then what is only a secret because somebody introduces it; later
// detectors see the earlier finds as masks. Rounds are repeated until nothing is found, so that what comes out is stable.
import { findAccessTokens } from './kinds/access-token.ts';
import { findEmailAddresses } from './kinds/email-address.ts';
import { findIbans } from './kinds/iban.ts';
import { findIdentityDocuments } from './kinds/identity-document.ts';
import { findNumens } from './kinds/numen.ts';
import { findOneTimeCodes } from './kinds/one-time-code.ts';
import { findPaymentCards } from './kinds/payment-card.ts';
import { findPhoneNumbers } from './kinds/phone-number.ts';
import { findRecoveryCodes } from './kinds/recovery-code.ts';
import { findSecretAnswers } from './kinds/secret-answer.ts';
import { findSocialSecurityNumbers } from './kinds/social-security-number.ts';
import { findUrlSecrets } from './kinds/url.ts';
import { findPasswords } from './password/password.ts';
import { type Detector, maskSpans, type Span, type View } from './view.ts';

/** In the order in which they look. */
export const DETECTORS: readonly Detector[] = [
  findUrlSecrets,
  findAccessTokens,
  findEmailAddresses,
  withDigits(8, findIbans),
  withDigits(3, findPaymentCards),
  withDigits(11, findSocialSecurityNumbers),
  withDigits(1, findNumens),
  withDigits(2, findIdentityDocuments),
  // Six digits of a recovery key may look like a telephone number.
  withDigits(1, findRecoveryCodes),
  withDigits(8, findPhoneNumbers),
  withDigits(4, findOneTimeCodes),
  findSecretAnswers,
  findPasswords,
];

/** Bounds the time for a hostile text; the texts of the tests need two rounds at most, the second finding nothing. */
const MAX_ROUNDS = 6;

/** All secrets of a view, in order and apart from one another. */
export function findSecrets(unmasked: View): readonly Span[] {
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
  return merge(spans);
}

/** Spares most lines a detector whose secrets have so many digits at least. */
function withDigits(least: number, detect: Detector): Detector {
  return (view) => (hasDigits(view.lower, least) ? detect(view) : []);
}

function hasDigits(text: string, least: number): boolean {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) count += 1;
    if (count >= least) return true;
  }
  return false;
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
