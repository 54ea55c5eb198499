import { WebSocket } from 'ws';
import { request } from '../../helpers/desk-server.ts';
import { call } from '../../helpers/direct-line.ts';
import { type Attack, expectStatus, type Stage } from '../stage.ts';

/** Tokens of the web chat, forged or of somebody else, at each of its doors. */
export function tokenAttacks({ open, victim, stranger }: Stage): Attack[] {
  const area = 'Tokens and conversations of others';
  const [header = '', payload = '', signature = ''] = stranger.token.split('.');
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const wanted = part({ ...claims, conversationId: victim.conversationId });
  const forged: Record<string, string | undefined> = {
    'no token': undefined,
    'a stranger’s': stranger.token,
    'no signature': `${header}.${wanted}.`,
    'another’s signature': `${header}.${wanted}.${signature}`,
    'alg none': `${part({ alg: 'none' })}.${wanted}.`,
    'alg None': `${part({ alg: 'None' })}.${wanted}.${signature}`,
    'alg RS256': `${part({ alg: 'RS256', jku: 'http://127.0.0.1:9/' })}.${wanted}.${signature}`,
    'a key in the header': `${part({ alg: 'HS256', jwk: { kty: 'oct', k: 'YQ' } })}.${wanted}.${signature}`,
    'a critical header': `${part({ alg: 'HS256', crit: ['x'], x: 1 })}.${wanted}.${signature}`,
    'no end': `${header}.${part({ ...claims, exp: 9e12, conversationId: victim.conversationId })}.${signature}`,
    nonsense: 'a.b.c',
    'a long one': 'a.'.repeat(3000),
    'a word': 'undefined',
    'an id': victim.conversationId,
  };
  const place = `${victim.base}/conversations/${victim.conversationId}`;
  const doors: [string, string, string, object?][] = [
    ['reading', 'GET', `${place}/activities`],
    ['writing', 'POST', `${place}/activities`, { type: 'message', text: 'bonjour' }],
    ['opening', 'GET', place],
    ['uploading', 'POST', `${place}/upload`, {}],
    ['renewing', 'POST', `${victim.base}/tokens/refresh`],
    ['a portal’s token', 'POST', `${victim.base}/tokens/generate`, {}],
  ];
  const http = Object.entries(forged).flatMap(([name, token]) =>
    doors
      // What is a stranger's own is theirs to renew; files are refused to everybody.
      .filter(([door]) => name !== 'a stranger’s' || !['renewing'].includes(door))
      .map(([door, method, url, body]) => ({
        ...{ area, name: `${door} with ${name}` },
        run: async () => expectStatus([(await call(url, method, token, body)).status], 401, 404, 415),
      })),
  );
  const streams = Object.entries(forged).map(([name, token]) => ({
    ...{ area, name: `the stream with ${name}` },
    run: () =>
      refusedStream(
        `${open.url.replace('http', 'ws')}/v3/directline/conversations/${victim.conversationId}/stream?t=${token}`,
      ),
  }));
  return [...http, ...streams];
}

/** The desk without a session, with a foreign page's requests, by a role or of an academy that may not. */
export function deskAttacks({ open, paris, lyon, auditor, caseId }: Stage): Attack[] {
  const area = 'Desk: sessions, CSRF, roles, scope';
  const one = `/desk/api/cases/${caseId}`;
  const reads = [
    '/desk/api/me',
    '/desk/api/cases',
    '/desk/api/cases?ended=true',
    one,
    `${one}/activities`,
    `${one}/replies`,
  ];
  reads.push(`/desk/api/agents?case=${caseId}`, '/desk/api/stream');
  const writes: [string, object][] = [
    [`${one}/accept`, {}],
    [`${one}/messages`, { fence: 1, text: 'x', key: 'k' }],
    [`${one}/typing`, {}],
    [`${one}/notes`, { text: 'x' }],
    [`${one}/transfer`, { fence: 1, group: 'g' }],
    [`${one}/return`, { fence: 1 }],
    [`${one}/close`, { fence: 1, outcome: 'solved' }],
  ];
  const cookies = [
    undefined,
    'permanence_desk=x',
    `permanence_desk=${'a'.repeat(43)}`,
    `permanence_desk=${paris.csrf}`,
    '__proto__=x',
  ];
  const sessions = cookies.flatMap((cookie) =>
    [
      ...reads.map((path) => ['GET', path, undefined] as const),
      ...writes.map(([path, body]) => ['POST', path, body] as const),
    ].map(([method, path, body]) => ({
      ...{ area, name: `${method} ${path} with cookie ${cookie}` },
      run: async () =>
        expectStatus([(await request(`${open.url}${path}`, method, body, { cookie })).status], 401),
    })),
  );
  const foreign: Record<string, Record<string, string | undefined>> = {
    'no CSRF token': { 'x-csrf-token': undefined },
    'another CSRF token': { 'x-csrf-token': lyon.csrf },
    'a foreign origin': { origin: 'https://evil.example' },
    'origin null': { origin: 'null' },
    'a foreign site': { 'sec-fetch-site': 'cross-site' },
    'a neighbour’s site': { 'sec-fetch-site': 'same-site' },
  };
  const forgeries = Object.entries(foreign).flatMap(([name, headers]) =>
    writes.map(([path, body]) => ({
      ...{ area, name: `POST ${path} with ${name}` },
      run: async () => expectStatus([(await paris.call('POST', path, body, headers)).status], 403),
    })),
  );
  const roles = writes.map(([path, body]) => ({
    ...{ area, name: `an auditor: POST ${path}` },
    run: async () => expectStatus([(await auditor.call('POST', path, body)).status], 403),
  }));
  const scope = [
    ...[one, `${one}/activities`, `${one}/replies`, `/desk/api/agents?case=${caseId}`].map((path) => ({
      ...{ area, name: `an agent of Lyon: GET ${path}` },
      run: async () => expectStatus([(await lyon.call('GET', path)).status], 404),
    })),
    ...writes.map(([path, body]) => ({
      ...{ area, name: `an agent of Lyon: POST ${path}` },
      run: async () => expectStatus([(await lyon.call('POST', path, body)).status], 404),
    })),
    {
      ...{ area, name: 'an agent of Lyon: the lists' },
      run: async () => {
        for (const ended of ['false', 'true']) {
          const { body } = await lyon.call('GET', `/desk/api/cases?ended=${ended}`);
          if (JSON.stringify(body).includes(caseId)) throw new Error('the case of Paris is in the list');
        }
      },
    },
  ];
  return [...sessions, ...forgeries, ...roles, ...scope];
}

async function refusedStream(url: string): Promise<void> {
  const socket = new WebSocket(url);
  const opened = await new Promise<boolean>((resolve) => {
    socket.on('open', () => resolve(true));
    socket.on('error', () => resolve(false));
  });
  socket.close();
  if (opened) throw new Error('the stream has opened');
}
