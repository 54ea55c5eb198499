import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

/** A request as it goes over the wire; nothing of it need be valid. */
export interface HostileRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  /** Bytes after which the client hangs up. */
  readonly cutAfter?: number | undefined;
}

/** What of the running service the requests name. */
export interface Target {
  readonly conversationId: string;
  readonly token: string;
  readonly serviceUrl: string;
}

/** The corpus: one JSON string a line, so that any character can stand there. */
export const NASTY: readonly string[] = readFileSync(join(import.meta.dirname, 'nasty-texts.txt'), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line));

const MAX_BODY = 300_000;
const nasty = fc.constantFrom(...NASTY);
const text = fc.oneof(
  nasty,
  fc.string(),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.tuple(nasty, fc.integer({ min: 1, max: 300 })).map(([part, times]) => part.repeat(times)),
  fc.constantFrom('mot de passe oublié', 'Paris', 'oui', 'non', 'retour', 'je veux une personne'),
);
const scalar = fc.oneof(
  text,
  fc.integer(),
  fc.double(),
  fc.constantFrom(null, true, [], {}, [[]], { $gt: '' }, 9e15, -1),
);
const value = fc.oneof({ weight: 3, arbitrary: scalar }, { weight: 1, arbitrary: fc.jsonValue() });

/** The bytes of a request. */
export function toBytes({ method, path, headers, body }: HostileRequest): Uint8Array {
  const lines = [`${method} ${path} HTTP/1.1`, 'Host: localhost', ...headers.map((pair) => pair.join(': '))];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`, 'utf8'), body]);
}

/** Requests to every public path, from nearly right to nothing like one. */
export function hostileRequest(target: Target): fc.Arbitrary<HostileRequest> {
  const method = fc.oneof(
    { weight: 6, arbitrary: fc.constant('POST') },
    { weight: 3, arbitrary: fc.constant('GET') },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'PUT',
        'DELETE',
        'PATCH',
        'OPTIONS',
        'HEAD',
        'TRACE',
        'PROPFIND',
        'get',
        'X',
        'PRI',
      ),
    },
  );
  return fc
    .tuple(
      method,
      pathOf(target),
      headersOf(target),
      bodyOf(target),
      fc.integer({ min: 0, max: 40 }),
      fc.nat(),
    )
    .map(([verb, path, headers, body, chance, at]) => {
      const length = headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name));
      const request = {
        method: verb,
        path,
        headers: length ? headers : [...headers, ['Content-Length', String(body.length)] as const],
        body,
      };
      return chance === 0 ? { ...request, cutAfter: at % toBytes(request).length } : request;
    });
}

function pathOf({ conversationId }: Target): fc.Arbitrary<string> {
  const id = fc.oneof(
    { weight: 4, arbitrary: fc.constant(conversationId) },
    { weight: 1, arbitrary: nasty.map(escapeLoosely) },
    { weight: 1, arbitrary: fc.uuid() },
  );
  const known = id.chain((conversation) =>
    fc.constantFrom(
      '/api/messages',
      '/api/messages',
      '/webchat/token',
      '/webchat',
      '/webchat/embed.js',
      '/webchat/assets/x/webchat.js',
      '/healthz',
      '/readyz',
      '/metrics',
      '/desk',
      '/desk/sign-in',
      '/desk/callback',
      '/desk/invitation',
      '/desk/api/me',
      '/desk/api/cases',
      `/desk/api/cases/${conversation}`,
      `/desk/api/cases/${conversation}/messages`,
      '/v3/directline/tokens/generate',
      '/v3/directline/tokens/refresh',
      '/v3/directline/conversations',
      `/v3/directline/conversations/${conversation}`,
      `/v3/directline/conversations/${conversation}/activities`,
      `/v3/directline/conversations/${conversation}/activities`,
      `/v3/directline/conversations/${conversation}/activities`,
      `/v3/directline/conversations/${conversation}/upload`,
      `/v3/directline/conversations/${conversation}/stream`,
    ),
  );
  const query = fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          fc.constantFrom(
            'watermark',
            't',
            'token',
            'userId',
            'academy',
            'locale',
            'code',
            'state',
            '__proto__',
            'a[b]',
          ),
          fc.oneof(
            nasty.map(escapeLoosely),
            fc.integer().map(String),
            fc.constantFrom('-', '-1', '1e3', '0x1', '999999999'),
          ),
        )
        .map(([name, given]) => `?${name}=${given}`),
    },
    { weight: 1, arbitrary: nasty.map((part) => `?${escapeLoosely(part)}`) },
  );
  const foreign = fc.oneof(
    nasty.map((part) => `/${escapeLoosely(part)}`),
    fc.webPath().map((path) => path || '/'),
    fc.constantFrom(
      '*',
      '//',
      '/.',
      '/%',
      'http://localhost/healthz',
      '?',
      '#',
      '',
      '/'.repeat(5000),
      `/${'a'.repeat(20_000)}`,
    ),
  );
  return fc.oneof(
    { weight: 12, arbitrary: fc.tuple(known, query).map((parts) => parts.join('')) },
    { weight: 1, arbitrary: foreign },
  );
}

function headersOf({ token }: Target): fc.Arbitrary<[string, string][]> {
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
      ['Host', 'evil.example:99999'],
      ['Date', 'x'],
      ['X-Big', 'x'.repeat(10_000)],
      ['__proto__', 'x'],
      [' bad name', 'x'],
      ['', 'x'],
    ),
    nasty.map((given): [string, string] => ['X-Odd', given]),
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

function bodyOf({ serviceUrl }: Target): fc.Arbitrary<Uint8Array> {
  const part = (required: object) =>
    fc.oneof({ weight: 5, arbitrary: fc.constant(required) }, { weight: 1, arbitrary: value });
  const conversation = fc.oneof(fc.uuid(), nasty).map((id) => ({ id, conversationType: 'personal' }));
  const activity = fc.record(
    {
      type: fc.oneof(
        { weight: 6, arbitrary: fc.constant('message') },
        {
          weight: 2,
          arbitrary: fc.constantFrom(
            'typing',
            'event',
            'invoke',
            'conversationUpdate',
            'installationUpdate',
            'messageUpdate',
            'messageDelete',
            'messageReaction',
          ),
        },
        { weight: 1, arbitrary: value },
      ),
      id: fc.oneof(fc.uuid(), value),
      text: fc.oneof({ weight: 5, arbitrary: text }, { weight: 1, arbitrary: value }),
      channelId: fc.oneof({ weight: 5, arbitrary: fc.constant('msteams') }, { weight: 1, arbitrary: value }),
      serviceUrl: fc.oneof(
        { weight: 5, arbitrary: fc.constant(serviceUrl) },
        {
          weight: 1,
          arbitrary: fc.constantFrom<unknown>(
            'ftp://127.0.0.1/',
            'javascript:1',
            'http://[',
            '',
            5,
            null,
            `${serviceUrl}/${'a/'.repeat(500)}`,
          ),
        },
      ),
      conversation: fc.oneof({ weight: 5, arbitrary: conversation }, { weight: 1, arbitrary: value }),
      from: part({ id: 'user', name: 'A' }),
      recipient: part({ id: 'bot' }),
      value: fc.oneof(value, fc.record({ choice: value, asked: value })),
      name: value,
      action: value,
      locale: value,
      entities: fc.oneof(value, fc.array(fc.record({ type: value, mentioned: value, text: value }))),
      attachments: fc.oneof(fc.constant(null), fc.constant([]), value),
      membersAdded: fc.oneof(value, fc.array(fc.record({ id: value }))),
      channelData: fc.oneof(value, fc.record({ clientActivityID: value, tenant: value, postBack: value })),
      timestamp: value,
      replyToId: value,
    },
    { requiredKeys: ['type', 'text', 'channelId', 'serviceUrl', 'conversation', 'from', 'recipient'] },
  );
  const start = fc.record({ academy: value, locale: value, user: value }, { requiredKeys: [] });
  const json = fc
    .oneof(
      { weight: 8, arbitrary: activity },
      { weight: 2, arbitrary: start },
      { weight: 1, arbitrary: fc.jsonValue() },
    )
    .map((content) => JSON.stringify(content) ?? '');
  const depth = fc.integer({ min: 1, max: 40_000 });
  const broken = fc.oneof(
    fc.tuple(json, fc.nat()).map(([whole, at]) => whole.slice(0, at % (whole.length + 1))),
    fc
      .tuple(json, nasty, fc.nat())
      .map(([whole, odd, at]) => whole.slice(0, at % whole.length) + odd + whole.slice(at % whole.length)),
    depth.map((levels) => '['.repeat(levels)),
    depth.map((levels) => '['.repeat(levels) + ']'.repeat(levels)),
    depth.map(
      (levels) => `{"type":"message","text":"a","value":${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}}`,
    ),
    fc.constantFrom(
      '{"__proto__":{"polluted":1},"type":"message","text":"a"}',
      '{"constructor":{"prototype":{"polluted":1}},"type":"message","text":"a"}',
      '{"type":"message","text":"a","channelData":{"__proto__":{"clientActivityID":"x"}}}',
      '{"type":"message","text":"a","value":{"choice":"__proto__"}}',
      '{"type":"message","type":"x","text":"a","text":1}',
      '{"toJSON":1,"then":1,"length":1e9,"type":"message","text":"a"}',
      '\ufeff{"type":"message","text":"a"}',
      '{"type":"message","text":1e999}',
      `{"type":"message","text":${'9'.repeat(1000)}}`,
      `{"type":"message","text":"${'\\u0000'.repeat(2000)}"}`,
      `{"type":"message","text":"${'a'.repeat(8001)}"}`,
      `{"type":"message","text":"${'a'.repeat(MAX_BODY)}"}`,
      `{${'"a":1,'.repeat(20_000)}"type":"message"}`,
    ),
  );
  return fc.oneof(
    { weight: 8, arbitrary: json.map((content) => Buffer.from(content)) },
    { weight: 3, arbitrary: broken.map((content) => Buffer.from(content)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 500 }) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(json, fc.uint8Array({ minLength: 1, maxLength: 8 }))
        .map(([content, bytes]) =>
          Buffer.concat([Buffer.from(content.slice(0, -3)), bytes, Buffer.from(content.slice(-3))]),
        ),
    },
    { weight: 1, arbitrary: fc.constant(new Uint8Array()) },
  );
}

/** A text in a path or a query: escaped, or with the raw characters that a request line can bear. */
function escapeLoosely(part: string): string {
  return part.length % 2 === 0 ? encodeURIComponent(part.toWellFormed()) : part.replace(/\s/gu, '+');
}

function oneLine(part: string): string {
  return part.replace(/[\r\n]/g, ' ');
}
