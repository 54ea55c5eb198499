// In an address only the values of telling parameters go; host and path stay, support needs them.
import type { SecretKind } from '../secret-kind.ts';
import type { Span, View } from '../view.ts';

const PARAMETER = /(?<=[?&;#])([a-z_.-]{1,40})(?:\[\])?=([^&#;\s"'<>\uFFFF]+)/g;
const KIND_BY_NAME: readonly (readonly [RegExp, SecretKind])[] = [
  [
    /^(?:(?:new|old|user|current|confirm)?[_-]?(?:password|passwd|pwd|pass|mdp)|mot_?de_?passe|secret|client_secret)$/,
    'password',
  ],
  [
    /^(?:[a-z]+[_-])?(?:token|ticket|session|sessionid|session_id|sid|signature|sig|assertion|apikey|api_key)$/,
    'password',
  ],
  [/^(?:jsessionid|phpsessid|samlrequest|samlresponse|auth|key|hash|jwt)$/, 'password'],
  [/^(?:otp|totp|code|pin|2fa|mfa)$/, 'one_time_code'],
  [/^(?:numen)$/, 'numen'],
  [/^(?:tel|telephone|phone|mobile|portable|gsm)$/, 'phone_number'],
];
const SIGN_IN_PART = /(?<=:\/\/[^\s/@:\uFFFF]{1,64}:)[^\s/@\uFFFF]{1,128}(?=@)/g;

/** Values of secret parameters, and the password in `https://name:password@host`. */
export function findUrlSecrets(view: View): readonly Span[] {
  const spans: Span[] = [];
  for (const match of view.lower.matchAll(PARAMETER)) {
    const [whole, name = '', value = ''] = match;
    const kind = KIND_BY_NAME.find(([pattern]) => pattern.test(name))?.[1];
    // "?code=503" is an answer of the server.
    if (kind === undefined || (kind === 'one_time_code' && !/[a-z]|\d{4}/.test(value))) continue;
    const end = match.index + whole.length;
    spans.push({ start: end - value.length, end, kind });
  }
  for (const match of view.lower.matchAll(SIGN_IN_PART)) {
    spans.push({ start: match.index, end: match.index + match[0].length, kind: 'password' });
  }
  return spans;
}
