import fc from 'fast-check';
import { nasty } from './texts.ts';

/** What stands in Host headers that are none: readers of URLs throw at them, or take a part for the path. */
export const HOSTS: readonly string[] = [
  '[',
  ']',
  '[::1',
  '[::1]x',
  '[zz]',
  'a b',
  'a|b',
  'a^b',
  'a<b>',
  '%',
  '%00',
  '1.2.3.4.5',
  '256.0.0.1',
  '08.1.1.1',
  'portail.ac-lyon.fr.8',
  'x:99999',
  'x:y',
  'x:1:2',
  'evil.example:99999',
  'x/metrics?',
  'x/desk/api/me?',
  'x/webchat',
  'x?',
  'x#',
  'x\\y',
  'user@x',
  'user:pass@x',
  'é.fr',
  'x,y',
  '"x"',
  "x';",
];

/** Headers: mostly a good token and type, else forged and malformed ones; some that the parser or a router stumbles over. */
export function hostileHeaders(token: string): fc.Arbitrary<[string, string][]> {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
  const authorization = fc
    .oneof(
      { weight: 6, arbitrary: fc.constant(`Bearer ${token}`) },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          '',
          'Bearer',
          'Bearer ',
          'Basic dTpw',
          `bearer ${token}`,
          `Bearer ${token}x`,
          `Bearer ${token} ${token}`,
          `Bearer ${header}.${payload}`,
          `Bearer ${header}.${payload}.`,
          `Bearer ${header}..${signature}`,
          `Bearer ${part({ alg: 'none' })}.${payload}.`,
          `Bearer ${part({ alg: 'HS256', crit: ['b64'], b64: false })}.${payload}.${signature}`,
          `Bearer ${part({ alg: 'RS256', kid: '../../x', jku: 'http://127.0.0.1:9/' })}.${payload}.${signature}`,
          `Bearer ${header}.${part({ exp: -1, begunAt: 'x' })}.${signature}`,
          `Bearer ${'a.'.repeat(3000)}`,
        ),
      },
      { weight: 1, arbitrary: nasty.map((given) => `Bearer ${oneLine(given)}`) },
    )
    .map((given): [string, string] => ['Authorization', given]);
  const type = fc
    .oneof(
      { weight: 8, arbitrary: fc.constant('application/json') },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          'text/plain',
          'application/json; charset=utf-16',
          'application/json; charset="',
          'APPLICATION/JSON',
          'application/x-www-form-urlencoded',
          'multipart/form-data; boundary=x',
          'multipart/form-data',
          'application/vnd.microsoft.activity',
          ';',
          '',
        ),
      },
    )
    .map((given): [string, string] => ['Content-Type', given]);
  const odd = fc.oneof(
    fc.constantFrom<[string, string]>(
      ['Content-Length', '5'],
      ['Content-Length', '-1'],
      ['Content-Length', '1e9'],
      ['Content-Length', '0'],
      ['Transfer-Encoding', 'chunked'],
      ['Transfer-Encoding', 'gzip, chunked'],
      ['Content-Encoding', 'gzip'],
      ['Content-Encoding', 'identity'],
      ['Accept-Encoding', 'br;q=x, *'],
      ['Accept', 'application/x-nothing'],
      ['Accept-Version', '~9'],
      ['Expect', '100-continue'],
      ['Expect', '200-ok'],
      ['Origin', 'null'],
      ['Origin', 'https://evil.example'],
      ['Origin', 'http://['],
      ['Upgrade', 'websocket'],
      ['Upgrade', 'h2c'],
      ['Cookie', `permanence_desk=${'x'.repeat(500)}; a=b; __proto__=x`],
      ['X-CSRF-Token', 'x'],
      ['X-Forwarded-For', '127.0.0.1, ::1, x'],
      ['X-Forwarded-Host', 'evil.example'],
      ['X-HTTP-Method-Override', 'DELETE'],
      ['Range', 'bytes=0-,1-,2-'],
      ['If-None-Match', '*'],
      ['If-Modified-Since', 'never'],
      ['Date', 'x'],
      ['X-Big', 'x'.repeat(10_000)],
      ['__proto__', 'x'],
      [' bad name', 'x'],
      ['', 'x'],
    ),
    nasty.map((given): [string, string] => ['X-Odd', given]),
    fc.oneof(fc.constantFrom(...HOSTS), nasty.map(oneLine)).map((given): [string, string] => ['Host', given]),
    fc.tuple(fc.constantFrom('Accept-Language', 'User-Agent', 'Referer', 'Accept'), nasty.map(oneLine)),
  );
  return fc
    .tuple(
      fc.option(authorization, { freq: 6 }),
      fc.option(type, { freq: 8 }),
      fc.array(odd, { maxLength: 2 }),
      fc.nat(3),
    )
    .map(([who, what, others, chance]) => [
      ...(who ? [who] : []),
      ...(what ? [what] : []),
      // Mostly the rest is in order, or nothing gets past the parser.
      ...(chance === 0 ? others : []),
    ]);
}

function oneLine(part: string): string {
  return part.replace(/[\r\n]/g, ' ');
}
