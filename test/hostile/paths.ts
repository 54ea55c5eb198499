import fc from 'fast-check';
import { nasty } from './texts.ts';

/** Paths, with their queries: of the service, of the service with an odd part, and foreign ones. */
export function hostilePath(conversationId: string): fc.Arbitrary<string> {
  const id = fc.oneof(
    { weight: 4, arbitrary: fc.constant(conversationId) },
    { weight: 1, arbitrary: nasty.map(escapeLoosely) },
    { weight: 1, arbitrary: fc.uuid() },
  );
  const known = id.chain((conversation) => {
    const talk = `/v3/directline/conversations/${conversation}`;
    return fc.oneof(
      { weight: 4, arbitrary: fc.constant('/api/messages') },
      { weight: 4, arbitrary: fc.constant(`${talk}/activities`) },
      { weight: 2, arbitrary: fc.constantFrom(talk, `${talk}/upload`, `${talk}/stream`) },
      {
        weight: 2,
        arbitrary: fc
          .constantFrom('', '/conversations', '/tokens/generate', '/tokens/refresh')
          .map((end) => `/v3/directline${end}`),
      },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          '/webchat/token',
          '/webchat',
          '/webchat/embed.js',
          '/webchat/notices.js',
          '/webchat/assets/x/webchat.js',
        ),
      },
      { weight: 1, arbitrary: fc.constantFrom('/healthz', '/readyz', '/metrics', '/') },
      {
        weight: 2,
        arbitrary: fc
          .constantFrom(
            '',
            '/sign-in',
            '/callback',
            '/invitation',
            '/assets/x',
            '/api/me',
            '/api/me/presence',
            '/api/cases',
            `/api/cases/${conversation}`,
            `/api/cases/${conversation}/messages`,
            `/api/cases/${conversation}/accept`,
            '/api/agents',
            '/api/incidents',
            '/api/stream',
          )
          .map((end) => `/desk${end}`),
      },
    );
  });
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

/** A text in a path or a query: escaped, or with the raw characters that a request line can bear. */
function escapeLoosely(part: string): string {
  return part.length % 2 === 0 ? encodeURIComponent(part.toWellFormed()) : part.replace(/\s/gu, '+');
}
