// In an address only the values of telling parameters go, and the part of a path that only one person was sent; host and
// the rest of the path stay, support needs them.
import type { SecretKind } from '../secret-kind.ts';
import type { Span, View } from '../view.ts';

const PARAMETER = /(?<=[?&;#])([a-z_.-]{1,40})(?:\[\])?=([^&#;\s"'<>\uFFFF]+)/g;
const KIND_BY_NAME: readonly (readonly [RegExp, SecretKind])[] = [
  [/^(?:(?:new|old|user|current|confirm)?[_-]?(?:password|passwd|pwd|pass|mdp)|mot_?de_?passe)$/, 'password'],
  [
    /^(?:[a-z]+[_-])?(?:token|jeton|ticket|session|sessionid|session_id|sid|signature|sig|assertion|apikey|api_key|nonce|invitation|oobcode)$/,
    'password',
  ],
  [
    /^(?:jsessionid|phpsessid|samlrequest|samlresponse|auth|key|cle|hash|jwt|secret|client_secret|ctx)$/,
    'password',
  ],
  [/^(?:otp|totp|code|pin|2fa|mfa)$/, 'one_time_code'],
  [/^(?:numen)$/, 'numen'],
  [/^(?:tel|telephone|phone|mobile|portable|gsm)$/, 'phone_number'],
];
const SIGN_IN_PART = /(?<=:\/\/[^\s/@:\uFFFF]{1,64}:)[^\s/@\uFFFF]{1,128}(?=@)/g;

/** Links by which somebody is let in without a password: what follows these words is the way in. */
const LET_IN =
  /(?<=[/.-])(?:(?:re-?)?init\w{0,12}|enrol\w{0,8}|inscription|regist\w{0,8}|sign-?up|bienvenue|welcome|reset|activ\w{0,8}|confirm\w{0,8}|verif\w{0,8}|recover\w{0,3}|recuper\w{0,6}|oubli|forgot|magic|invit\w{0,6}|mdp|password|unlock|deverrouill\w{0,5}|one-?time)(?=[/?])/g;
/** Behind one of them: a part of the path, or any parameter, that no person would write. */
const REST = /[^\s"'<>]{0,300}/y;
const PIECE = /(?:(?<=\/)|(?<=[?&#;][a-z_.-]{1,40}=))([\w.~%+=-]{6,200})/g;
const UUID = /^[0-9a-f]{8}-/;

/** Values of secret parameters, the way in of a link that resets or activates, and the password in `https://name:password@host`. */
export function findUrlSecrets(view: View): readonly Span[] {
  const spans: Span[] = [];
  if (!/[=/]/.test(view.lower)) return spans;
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
  return [...spans, ...findWaysIn(view, spans)];
}

function findWaysIn({ lower, plain }: View, known: readonly Span[]): readonly Span[] {
  const spans: Span[] = [];
  const taken = new Set(known.map(({ start }) => start));
  let read = 0;
  for (const match of lower.matchAll(LET_IN)) {
    const from = match.index + match[0].length;
    if (from < read) continue;
    REST.lastIndex = from;
    const rest = REST.exec(lower)?.[0] ?? '';
    read = from + rest.length;
    for (const { index, 1: piece = '' } of rest.matchAll(PIECE)) {
      const start = from + index;
      const end = start + piece.length;
      if (isWayIn(plain.slice(start, end)) && !taken.has(start)) spans.push({ start, end, kind: 'password' });
    }
  }
  return spans;
}

/** Letters and digits in turn, or capitals amid small letters. */
function isWayIn(piece: string): boolean {
  if (UUID.test(piece)) return true;
  return (
    (/\d[a-z]|[a-z]\d/i.test(piece) && !/^[a-z]+\d{1,2}$/i.test(piece)) || /[a-z][A-Z]{1,}[a-z]/.test(piece)
  );
}
