import { call, DirectLineClient } from '../../helpers/direct-line.ts';
import { NASTY } from '../../hostile/texts.ts';
import { type Attack, expectHandled, expectStatus, type Stage } from '../stage.ts';

const ODD_IDS = ['\u0000', 'a\u0000b', '\u0007', '\ud800', 'x'.repeat(600)];
const MARKUP = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "';alert(1)//",
  '</script><script>alert(1)</script>',
  '<svg/onload=alert(1)>',
  'javascript:alert(1)',
  '{{7*7}}',
  '#{7*7}',
  '<!--',
  ']]>',
];

/** Characters of what is said at great length, and milliseconds that it may take where nothing holds it up. */
const LONG = 7000;
const MOST = 15_000;
const PLAIN = 'la page reste blanche '.repeat(LONG / 22);

/** Bodies, ids and words that no client sends. */
export function inputAttacks({ open, raw, victim, paris, caseId }: Stage): Attack[] {
  const json = 'Content-Type: application/json\r\nConnection: close\r\n';
  const post = (path: string, headers: string, body: string) =>
    raw(`POST ${path} HTTP/1.1\r\nHost: localhost\r\n${headers}${json}\r\n${body}`);
  const sized = (body: string) => `Content-Length: ${Buffer.byteLength(body)}\r\n`;
  const deep = (levels: number) => `{"academy":${'['.repeat(levels)}${']'.repeat(levels)}}`;
  const bodies: Record<string, [headers: string, body: string]> = {
    'levels without end': [sized(deep(20_000)), deep(20_000)],
    'a hundred levels': [sized(deep(100)), deep(100)],
    'two lengths': ['Content-Length: 2\r\nContent-Length: 3\r\n', '{}'],
    'a length and chunks': ['Content-Length: 2\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'],
    'chunks that are none': ['Transfer-Encoding: chunked\r\n', 'zz\r\n'],
    'a chunk too long': ['Transfer-Encoding: chunked\r\n', `11170\r\n${'x'.repeat(70_000)}\r\n0\r\n\r\n`],
    'an odd encoding': ['Transfer-Encoding: gzip, chunked\r\n', '0\r\n\r\n'],
    compression: [`Content-Encoding: gzip\r\n${sized('{}')}`, '{}'],
    'a body too long': ['Content-Length: 99999999\r\n', ''],
    'a negative length': ['Content-Length: -1\r\n', ''],
    'no JSON': [sized('{'), '{'],
    'a number': [sized('5'), '5'],
    null: [sized('null'), 'null'],
    'a list': [sized('[1]'), '[1]'],
    'a prototype': [sized('{"__proto__":{"academy":"paris"}}'), '{"__proto__":{"academy":"paris"}}'],
    'half a character': [sized('{"academy":"\\ud800"}'), '{"academy":"\\ud800"}'],
    'a key twice': [sized('{"academy":"paris","academy":"x"}'), '{"academy":"paris","academy":"x"}'],
  };
  const doors = [
    '/webchat/token',
    '/api/messages',
    '/v3/directline/conversations',
    '/v3/directline/tokens/generate',
    '/desk/api/me/presence',
  ];
  const malformed = doors.flatMap((path) =>
    Object.entries(bodies).map(([name, [headers, body]]) => ({
      ...{ area: 'Bodies', name: `${path}: ${name}` },
      run: async () => expectHandled(await post(path, headers, body)),
    })),
  );

  const activity = (change: object) => ({
    ...{ type: 'message', id: 'a', channelId: 'msteams', serviceUrl: 'http://127.0.0.1:9', text: 'bonjour' },
    ...{ conversation: { id: 'attack' }, from: { id: 'u' }, recipient: { id: 'b' }, ...change },
  });
  const teams = (change: object) => call(`${open.url}/api/messages`, 'POST', undefined, activity(change));
  const ids = ODD_IDS.flatMap((odd) => [
    ...[{ id: odd }, { from: { id: odd } }, { channelId: odd }, { recipient: { id: odd } }].map(
      (change, index) => ({
        ...{ area: 'Ids and keys', name: `Bot Framework ${index}: ${JSON.stringify(odd).slice(0, 20)}` },
        run: async () => expectStatus([(await teams(change)).status], 400),
      }),
    ),
    ...[
      ['messages', { fence: 1, text: 'a', key: odd }],
      ['transfer', { fence: 1, group: odd }],
      ['transfer', { fence: 1, agent: odd }],
    ].map(([path, body], index) => ({
      ...{ area: 'Ids and keys', name: `desk ${path} ${index}: ${JSON.stringify(odd).slice(0, 20)}` },
      run: async () =>
        expectStatus([(await paris.call('POST', `/desk/api/cases/${caseId}/${path}`, body)).status], 400),
    })),
    {
      ...{ area: 'Ids and keys', name: `web chat: ${JSON.stringify(odd).slice(0, 20)}` },
      run: async () => {
        const message = { type: 'message', text: 'bonjour', channelData: { clientActivityID: odd } };
        expectStatus([(await call(victim.path, 'POST', victim.token, message)).status], 400);
      },
    },
  ]);
  const elsewhere = [
    'http://evil.example/',
    'https://evil.example/',
    'https://smba.trafficmanager.net.evil.example/',
    'https://evil.example/smba.trafficmanager.net',
    'https://smba.trafficmanager.net@evil.example/',
    'http://169.254.169.254/latest',
    'http://127.0.0.1.evil.example/',
    'http://[::ffff:10.0.0.1]/',
    'https://user:pass@10.0.0.1/',
    'http://2130706433.example/',
  ].map((serviceUrl) => ({
    ...{ area: 'Replies sent elsewhere', name: serviceUrl },
    run: async () => expectStatus([(await teams({ serviceUrl })).status], 400, 403),
  }));
  const shapes = [
    'replyToId',
    'entities',
    'channelData',
    'value',
    'locale',
    'text',
    'membersAdded',
    'attachments',
    'name',
  ].flatMap((field) =>
    [{}, [], 5, true, 'x', [[]], { id: {} }, null].map((value) => ({
      ...{ area: 'Shapes of activities', name: `${field}: ${JSON.stringify(value)}` },
      run: async () =>
        expectStatus([(await teams({ [field]: value, conversation: { id: 'shapes' } })).status], 200, 400),
    })),
  );

  const words = NASTY.map((text, index) => ({
    ...{ area: 'What people could type', name: `text ${index}`, slow: true as const },
    run: async () => {
      const plain = await DirectLineClient.begin(open.url, { academy: 'paris' });
      const client = await DirectLineClient.begin(open.url, { academy: 'paris' });
      const timed = async (who: DirectLineClient, words: string) => {
        const began = performance.now();
        expectStatus([(await who.say(words)).status], 200, 400, 413);
        return performance.now() - began;
      };
      // On a busy machine everything takes longer: as many plain words tell by how much.
      const usual = await timed(plain, PLAIN);
      const took = await timed(client, text.repeat(Math.max(1, Math.floor(LONG / Math.max(1, text.length)))));
      if (took > Math.max(MOST, 20 * usual)) throw new Error(`took ${took} ms, and plain words ${usual} ms`);
    },
  }));
  const pages = MARKUP.flatMap((markup) =>
    [
      '/webchat?academy=',
      '/webchat?locale=',
      '/webchat?title=',
      '/desk?x=',
      '/desk/invitation?token=',
      '/nowhere?',
    ].map((path) => ({
      ...{ area: 'Markup', name: `${path}${markup}` },
      run: async () => {
        const response = await fetch(`${open.url}${path}${encodeURIComponent(markup)}`);
        const text = await response.text();
        // In JSON, or escaped, it is words.
        if (markup.includes('<') && text.includes(markup)) throw new Error('it stands in the page as it is');
        if (response.status >= 500) throw new Error(`got ${response.status}`);
      },
    })),
  );
  return [...malformed, ...ids, ...elsewhere, ...shapes, ...words, ...pages];
}
