// What gets somebody in who has lost the second factor: recovery codes, kept on paper for years, and the seed of an
// authenticator, out of which every code to come can be reckoned.
import type { Span, View } from '../view.ts';

const CODES =
  /(?<![a-z0-9])(?:codes? (?:de )?(?:secours|recup\w{0,12}|sauvegarde|urgence|backup|restauration)|cles? (?:de )?(?:secours|recup\w{0,12}|bitlocker)|(?:recovery|backup|emergency|rescue|scratch) (?:codes?|keys?)|bitlocker)(?![a-z0-9])/g;
/** Words that may stand between such a name and the codes. */
const LINK =
  /(?:[\s:=,;()"'«»/|*•-]|\d{1,2}[.)]\s|(?:est|sont|is|are|was|c'est|et|and|puis|ou|or|bitlocker|key|suivants?|voici|recus?|received|pour|for|ici|i|used|utilise|le|la|les|the|mon|mes|my|une?|recovery|de|no|n°)(?![a-z0-9]))*/y;
/** 8f3k-29dm, H7KD-92LQ-PZ4M, rt5b 9kq2, 4821 9374, 19283746. */
const CODE =
  /(?:\d{2,4}(?: \d{2,4}){1,3}(?!\d)|[a-z0-9]{4,8}(?:-[a-z0-9]{4,8}){1,11}|(?=[a-z]{0,3}\d)[a-z0-9]{4}(?: (?=[a-z]{0,3}\d)[a-z0-9]{4}){1,7}(?![a-z0-9])|[a-z0-9]{5} [a-z0-9]{5}(?![a-z0-9])|[a-z0-9]{8,24})(?![a-z0-9-])/y;
/** "RT5B ABCD LL0M": in capitals, a group may be a word. */
const CAPITALS = /[A-Z0-9]{4}(?: [A-Z0-9]{4}){1,7}(?![A-Za-z0-9-])/y;
const MAX_CODES = 20;
/** Of a code of digits alone; fewer are a count or a year. */
const MIN_DIGITS = 7;
/** BitLocker: eight groups of six digits, wherever they stand. */
const BITLOCKER = /(?<![a-z0-9-])\d{6}(?:[ -]\d{6}){7}(?![a-z0-9-])/g;

/** Base32, in capitals as programs show it: no 0, 1, 8, 9. Letters alone are a word, digits alone a number of something. */
const SEED = /(?<![A-Za-z0-9])(?:[A-Z2-7]{16,64}|[A-Z2-7]{4}(?: [A-Z2-7]{4}){3,15})(?![A-Za-z0-9])/g;
const ANY_SEED = /(?<![a-z0-9])(?:[a-z2-7]{16,64}|[a-z2-7]{4}(?: [a-z2-7]{4}){3,15})(?![a-z0-9])/g;
/** A message that speaks of these may hold a seed in small letters too, or one without a digit. */
const ABOUT_SEEDS =
  /(?<![a-z])(?:cle|key|secret|seed|totp|otp|freeotp|authenticat\w+|qr|code a saisir)(?![a-z])/;

/** Recovery codes and seeds. */
export function findRecoveryCodes({ plain, lower }: View): readonly Span[] {
  const spans: Span[] = [];
  for (const match of lower.matchAll(BITLOCKER)) add(match.index, match[0]);
  for (const match of lower.matchAll(CODES)) {
    let at = match.index + match[0].length;
    if (at <= (spans.at(-1)?.end ?? 0)) continue;
    for (let count = 0; count < MAX_CODES; count += 1) {
      LINK.lastIndex = at;
      const start = at + (LINK.exec(lower)?.[0].length ?? 0);
      const code = codeAt(plain, lower, start);
      if (code === undefined || !isCode(plain.slice(start, start + code.length))) break;
      add(start, code);
      at = start + code.length;
    }
  }
  for (const match of plain.matchAll(SEED))
    if (/[A-Z]/.test(match[0]) && /[2-7]/.test(match[0])) add(match.index, match[0]);
  if (ABOUT_SEEDS.test(lower)) {
    for (const match of lower.matchAll(ANY_SEED))
      if (/[2-7][a-z]|[a-z][2-7]/.test(match[0])) add(match.index, match[0]);
  }
  return spans;

  function add(start: number, code: string): void {
    spans.push({ start, end: start + code.length, kind: 'recovery_code' });
  }
}

function codeAt(plain: string, lower: string, start: number): string | undefined {
  CAPITALS.lastIndex = start;
  const capitals = CAPITALS.exec(plain)?.[0];
  if (capitals !== undefined && /[A-Z]\d|\d[A-Z]/.test(capitals)) return capitals;
  CODE.lastIndex = start;
  return CODE.exec(lower)?.[0];
}

/** Has digits, and is neither a date nor a ticket's number. */
function isCode(code: string): boolean {
  if (/^[A-Z]{4,8}(?:-[A-Z]{4,8})+$/.test(code)) return true;
  if (/^[\d ]+$/.test(code) && code.replace(/ /g, '').length < MIN_DIGITS) return false;
  return (
    /\d/.test(code) && !/^(?:19|20)\d\d[ -](?:19|20)\d\d$/.test(code) && !/^(?:inc|ritm|req|cs)\d/i.test(code)
  );
}
