import { call, DirectLineClient } from '../../helpers/direct-line.ts';
import { type Attack, expectHandled, expectStatus, type Stage } from '../stage.ts';

const SUBMIT = 'message/submitAction';
const CODES: readonly unknown[] = [
  ...[
    '',
    '1',
    '0'.repeat(60),
    '9'.repeat(61),
    '１２３４５６７８９０１２',
    '12345678901a',
    '1e11',
    '0x1234567890',
  ],
  ...[null, 123456789012, {}, [], ['123456789012'], true, { toString: 1 }, '123456789012\u0000'],
];
const TRACES = [
  `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01`,
  `ff-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
  `00-${'a'.repeat(32)}-${'b'.repeat(16)}-ff`,
  `00-${'A'.repeat(32)}-${'B'.repeat(16)}-01-${'x'.repeat(500)}`,
  '00-..%2f..%2f-__proto__-01',
  '-'.repeat(8000),
  '<script>alert(1)</script>',
  '\u00ff\u00fe',
  "' or 1=1 --",
];

/** Ratings, codes by which a conversation is found again, headers of traces, and easy texts. */
export function recentAttacks({ open, strict, victim, stranger, raw }: Stage): Attack[] {
  const rate = (client: DirectLineClient, replyToId: unknown, value: unknown) =>
    call(client.path, 'POST', client.token, { type: 'invoke', name: SUBMIT, replyToId, value });
  const liked = { actionName: 'feedback', actionValue: { reaction: 'like' } };
  const first = `${victim.conversationId}|0000001`;
  const values: readonly unknown[] = [
    ...[null, 5, 'x', [], {}, { actionName: 'feedback' }, { ...liked, actionName: '__proto__' }],
    ...[{ actionName: 'feedback', actionValue: { reaction: 'love' } }, { actionName: ['feedback'] }],
  ];
  const comments: readonly unknown[] = [
    ...['{"feedbackText":5}', '{', '['.repeat(20_000), `{"feedbackText":"${'x'.repeat(30_000)}"}`],
    ...['{"__proto__":{"feedbackText":"x"}}', { feedbackText: { toString: 1 } }, 5, []],
  ];
  const ratings: Attack[] = [
    ...values.map((value, index) => ({
      ...{ area: 'Ratings', name: `value ${index}` },
      run: async () => expectStatus([(await rate(victim, first, value)).status], 400),
    })),
    ...comments.map((feedback, index) => ({
      ...{ area: 'Ratings', name: `comment ${index}` },
      run: async () => {
        const value = { ...liked, actionValue: { reaction: 'like', feedback } };
        expectStatus([(await rate(victim, first, value)).status], 200, 400);
      },
    })),
    ...[first, `${stranger.conversationId}|9999999`, `${stranger.conversationId}|0`, '|1', 'x', {}, null].map(
      (replyToId, index) => ({
        ...{ area: 'Ratings', name: `of a reply that is not there or another’s ${index}` },
        run: async () => expectStatus([(await rate(stranger, replyToId, liked)).status], 400),
      }),
    ),
  ];

  const area = 'Codes to go on elsewhere';
  const resume = (url: string, code: unknown, headers: Record<string, string> = {}) =>
    fetch(`${url}/webchat/resume`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ code }),
    });
  const codes: Attack[] = [
    ...CODES.map((code, index) => ({
      ...{ area, name: `shape ${index}` },
      run: async () => expectStatus([(await resume(open.url, code)).status], 400, 404),
    })),
    ...['no token', 'a stranger’s token'].map((name) => ({
      ...{ area, name: `asked for with ${name}` },
      run: async () => {
        const path = `${victim.base}/conversations/${victim.conversationId}/resume-code`;
        const token = name === 'no token' ? undefined : stranger.token;
        expectStatus([(await call(path, 'POST', token, {})).status], 401, 404);
      },
    })),
    {
      ...{ area, name: 'guessed, from addresses that are only said to be others', alone: true },
      run: async () => {
        const statuses: number[] = [];
        for (let at = 0; at < 30; at++) {
          const forwarded = { 'x-forwarded-for': `192.0.2.${at}`, forwarded: `for=192.0.2.${at}` };
          statuses.push((await resume(strict.url, String(100_000_000_000 + at), forwarded)).status);
        }
        expectStatus(statuses, 404, 429);
        if (statuses.filter((status) => status === 404).length > 10)
          throw new Error('more than ten were tried');
      },
    },
    {
      ...{ area, name: 'guessed by the time that an answer takes', slow: true, alone: true },
      run: async () => {
        const client = await DirectLineClient.begin(open.url, { academy: 'paris' });
        const place = `${client.base}/conversations/${client.conversationId}/resume-code`;
        const { code } = (await call(place, 'POST', client.token, {})).body as { code: string };
        const near = code.slice(0, -1) + ((Number(code.at(-1)) + 1) % 10);
        const [close, far] = await quickest(
          () => resume(open.url, near),
          () => resume(open.url, '000 000 000 000'),
        );
        if (close > 2 * far + 2 || far > 2 * close + 2) throw new Error(`${close} ms and ${far} ms`);
      },
    },
  ];

  const traced = TRACES.flatMap((value, index) =>
    ['traceparent', 'tracestate', 'baggage'].map((name) => ({
      ...{ area: 'Headers of traces', name: `${name} ${index}` },
      run: async () => {
        const head = `Host: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n`;
        const both =
          name === 'traceparent' ? '' : `traceparent: 00-${'a'.repeat(32)}-${'b'.repeat(16)}-01\r\n`;
        expectHandled(await raw(`POST /webchat/token HTTP/1.1\r\n${head}${both}${name}: ${value}\r\n\r\n{}`));
      },
    })),
  );

  const easy = [
    ['facile à lire', '<b>facile à lire</b>', 'facile à lire '.repeat(500), 'Textes complets'],
    Array.from({ length: 30 }, (_, at) => (at % 2 ? 'Textes complets' : 'facile à lire')),
    ['facile à lire', 'Mot de passe expiré', 'retour', 'retour', 'retour', 'facile à lire', '{academy}'],
    ['easy to read', 'une personne', 'facile à lire', 'facile à lire', 'Textes complets'],
  ].map((texts, index) => ({
    ...{ area: 'Easy texts', name: `talk ${index}` },
    run: async () => {
      const client = await DirectLineClient.begin(open.url, { academy: 'paris' });
      for (const text of texts) {
        expectStatus([(await client.say(text)).status], 200);
        const heard = await client.hear();
        if (!heard.some(({ text: said }) => said)) throw new Error(`no answer to ${text.slice(0, 40)}`);
        if (heard.some(({ text: said }) => /undefined|\{\w+\}|<b>/.test(said))) throw new Error('a raw text');
      }
    },
  }));
  return [...ratings, ...codes, ...traced, ...easy];
}

/** How quick two requests that take turns are when nothing else holds them up, in milliseconds: a busy machine delays most of them. */
async function quickest(...requests: readonly (() => Promise<Response>)[]): Promise<[number, number]> {
  const times = requests.map((): number[] => []);
  for (let round = 0; round < 60; round++) {
    for (const [at, request] of requests.entries()) {
      const began = performance.now();
      await (await request()).text();
      times[at]?.push(performance.now() - began);
    }
  }
  const [one = 0, other = 0] = times.map((list) => Math.min(...list));
  return [one, other];
}
