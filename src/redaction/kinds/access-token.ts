// What programs sign in with, pasted out of a log, a terminal or the developer tools of a browser.
import type { Span, View } from '../view.ts';
import { isOrdinary } from '../words/ordinary.ts';

/** Each with the value, and nothing else, in its first group. */
const PATTERNS: readonly RegExp[] = [
  // "Authorization: Bearer …", "Proxy-Authorization: Basic …": the value goes whatever the scheme is, which stays
  /(?<![a-z])authorization["']?\s{0,3}[:=]\s{0,3}["']?(?:(?:basic|bearer|token|digest|negotiate|ntlm|apikey|key)\s{1,3})?(?!(?:basic|bearer|token|digest|negotiate|ntlm|apikey|key)\s)([^\s"',;\uffff]{6,})/dg,
  /(?<![a-z])(?:bearer|basic)\s{1,3}((?=[a-z]*[\d=._~+/-])[\w.~+/=-]{10,})/dg,
  // cookies by the line, of which only the first value counts: "Set-Cookie: session=…; Path=/"
  /(?<![a-z])(?:set-)?cookie\s{0,3}:\s{0,3}[\w.-]{1,60}=([^\s;,"'\uffff]{6,})/dg,
  /(?<![a-z])(?:x[-_])?(?:api|access|auth|refresh|id|csrf|session|client|bot)[-_ ]?(?:key|token|secret)["']?\s{0,3}[:=]\s{0,3}["']?([^\s"',;&\uffff]{6,})/dg,
  // "le jeton abc123…", "token: xoxb-…"
  /(?<![a-z])(?:jeton|token)\s{0,3}(?:[:=]|est|is)?\s{0,3}["']?((?=[^\s]{0,100}\d)(?=[^\s]{0,100}[a-z])[\w.~+/=%-]{12,})/dg,
  // JSON Web Tokens, and the tokens of the usual makers, wherever they stand
  /(?<![\w-])(eyj[\w-]{8,}\.[\w-]{6,}(?:\.[\w-]*)?)/dg,
  /(?<![\w-])((?:gh[opsu]_|github_pat_|glpat-|xox[abps]-|[sr]k_(?:live|test)_|akia|ya29\.)[\w.-]{10,})/dg,
  // curl -u name:password
  /(?<![a-z0-9])curl\s[^\n]{0,200}?-u\s{1,3}["']?[^\s:"'\uffff]{1,64}:([^\s"'\uffff]{1,128})/dg,
];
/** Part of every match, so that most texts are read once only. */
const HINT =
  /authorization|bearer|basic|cookie|key|token|secret|jeton|eyj|curl|gh[opsu]_|_pat_|glpat-|xox[abps]-|[sr]k_|akia|ya29/;
const PRIVATE_KEY = /-----begin [a-z ]{0,30}private key-----/g;
const END = /-----end [a-z ]{0,30}private key-----/g;

/** Tokens, keys and cookies. */
export function findAccessTokens({ lower }: View): readonly Span[] {
  const spans: Span[] = [];
  if (!HINT.test(lower)) return spans;
  for (const pattern of PATTERNS) {
    for (const { indices } of lower.matchAll(pattern)) {
      const [start, end] = indices?.[1] ?? [0, 0];
      // "Authorization: manquant" tells of a trouble.
      if (isOrdinary(lower.slice(start, end))) continue;
      spans.push({ start, end, kind: 'access_token' });
    }
  }
  return [...spans, ...findPrivateKeys(lower)];
}

/** What stands between the lines that begin and end a key; to the end of the text where the last is cut off. */
function findPrivateKeys(lower: string): readonly Span[] {
  const spans: Span[] = [];
  for (const { index, 0: head } of lower.matchAll(PRIVATE_KEY)) {
    const start = index + head.length;
    if (start < (spans.at(-1)?.end ?? 0)) continue;
    END.lastIndex = start;
    const end = END.exec(lower)?.index ?? lower.length;
    if (/[a-z0-9]/.test(lower.slice(start, end))) spans.push({ start, end, kind: 'access_token' });
  }
  return spans;
}
