import { expect } from 'chai';
import { SignJWT } from 'jose';
import { startApp, type TestApp } from '../helpers/app.ts';
import { call, DirectLineClient } from '../helpers/direct-line.ts';

describe('bad input', () => {
  let app: TestApp;
  let client: DirectLineClient;
  before(async () => {
    app = await startApp();
    client = await DirectLineClient.begin(app.url, { academy: 'paris' });
  });
  after(() => app.close());

  const raw = async (
    path: string,
    body: string | undefined,
    headers: Record<string, string> = {},
    method = 'POST',
  ) => {
    const response = await fetch(`${app.url}${path}`, {
      method,
      headers,
      ...(body !== undefined && { body }),
    });
    return { status: response.status, body: JSON.parse(await response.text()) };
  };
  const json = { 'content-type': 'application/json' };

  it('is answered with a 4xx that says what is wrong', async () => {
    const token = '/webchat/token';
    const cases: [string, number, RegExp, () => Promise<{ status: number; body: unknown }>][] = [
      ['malformed JSON', 400, /Invalid JSON/, () => raw(token, '{"academy":', json)],
      ['JSON that is no object', 400, /object/, () => raw(token, '[1]', json)],
      [
        'another content type',
        415,
        /application\/json/,
        () => raw(token, 'academy=paris', { 'content-type': 'text/plain' }),
      ],
      [
        'a compressed body',
        415,
        /uncompressed/,
        () => raw(token, 'x', { ...json, 'content-encoding': 'gzip' }),
      ],
      ['a body of 2 MB', 413, /exceeds/, () => raw(token, JSON.stringify({ a: 'a'.repeat(2e6) }), json)],
      [
        'an unknown academy',
        400,
        /unknown academy.*paris/,
        () => raw(token, '{"academy":"atlantide"}', json),
      ],
      ['an unknown locale', 400, /locale.*fr, en/, () => raw(token, '{"locale":"klingon"}', json)],
      ['a path that is none', 404, /does not exist/, () => raw('/nowhere', undefined)],
      ['a method that is none', 405, /not allowed/, () => raw('/webchat', undefined, {}, 'DELETE')],
      ['no token', 401, /Bearer/, () => call(client.path, 'GET')],
      ['a token that is none', 401, /not valid/, () => call(client.path, 'GET', 'abc.def.ghi')],
      [
        'an unknown conversation',
        404,
        /no such conversation/,
        () =>
          call(`${client.base}/conversations/unknown/activities`, 'POST', client.token, {
            type: 'message',
            text: 'a',
          }),
      ],
      [
        'a watermark that is none',
        400,
        /watermark/,
        () => call(`${client.path}?watermark=abc`, 'GET', client.token),
      ],
      ['an activity without a type', 400, /type/, () => client.post({ text: 'bonjour' })],
      ['a text that is no text', 400, /text/, () => client.post({ type: 'message', text: { $gt: '' } })],
      [
        'a message without a text',
        400,
        /text/,
        () => client.post({ type: 'message', text: ' \u0000\u0007 ' }),
      ],
      ['20,000 characters', 413, /8000/, () => client.say('a'.repeat(20_000))],
      [
        'an attachment',
        415,
        /cannot be sent/,
        () => client.post({ type: 'message', text: 'a', attachments: [{}] }),
      ],
      [
        'an upload',
        415,
        /cannot be sent/,
        () => raw(`/v3/directline/conversations/${client.conversationId}/upload`, 'x'),
      ],
      [
        'Teams without credentials',
        401,
        /TEAMS_APP_ID/,
        () => raw('/api/messages', '{"type":"message"}', json),
      ],
    ];
    for (const [name, status, message, attempt] of cases) {
      const answer = (await attempt()) as {
        status: number;
        body: { error: { code: string; message: string } };
      };
      expect(answer.status, name).to.equal(status);
      expect(answer.body.error.message, name).to.match(message);
      expect(answer.body.error.code, name).to.be.a('string').and.not.equal('Error');
    }
  });

  it('refuses forged tokens: another key, no algorithm, another algorithm', async () => {
    const claims = { user: 'dl_x', conversationId: client.conversationId };
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('1h')
      .sign(Buffer.alloc(32, 1));
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const none = `${part({ alg: 'none' })}.${part({ ...claims, exp: 9e9 })}.`;
    const [header, , signature] = client.token.split('.');
    const swapped = `${header}.${part({ ...claims, conversationId: 'other', exp: 9e9 })}.${signature}`;
    for (const token of [forged, none, swapped]) {
      expect((await call(client.path, 'GET', token)).status).to.equal(401);
    }
  });

  it('is taken as plain text where it is only odd: markup, control characters, halves of characters', async () => {
    const odd = [
      '<script>alert(1)</script>',
      'page\u0000 blanche\u001b ici',
      'x\ud800y',
      '{{constructor.constructor("x")()}}',
      '__proto__',
      'constructor',
      '🙂'.repeat(500),
      "'; DROP TABLE activity; --",
      '{academy}',
    ];
    for (const text of odd) expect((await client.say(text)).status, text).to.equal(200);
    const echoes = (await client.all()).filter(({ from }) => from.role === 'user').map(({ text }) => text);
    expect(echoes).to.include('<script>alert(1)</script>').and.to.include('page blanche ici');
    expect(echoes.every((text) => text.isWellFormed())).to.equal(true);
  });

  it('leaves the service well', async () => {
    expect((await call(`${app.url}/readyz`, 'GET')).status).to.equal(200);
  });
});

describe('a hostile message', () => {
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.close());

  it('does not hold up the others: the time of a turn does not explode with what is typed', async () => {
    const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
    const texts = [
      `"${' '.repeat(7900)}x`,
      'ﷺ'.repeat(7900),
      'a'.repeat(7900),
      'donner '.repeat(1100),
      '«'.repeat(7900),
      'ac-'.repeat(2600),
      '1 '.repeat(3900),
      'é'.repeat(7900),
    ];
    await client.say('bonjour');
    const ordinary = await time(() =>
      client.say('le site de la messagerie est lent depuis ce matin '.repeat(20)),
    );
    for (const text of texts) {
      // Hundreds of times slower than an ordinary long message was the bug; a busy machine is not.
      expect(await time(() => client.say(text)), text.slice(0, 20)).to.be.below(100 * Math.max(ordinary, 10));
    }
  });

  async function time(action: () => Promise<unknown>): Promise<number> {
    const started = performance.now();
    await action();
    return performance.now() - started;
  }

  it('does not get words into the log in the place of a choice', async () => {
    const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
    const answer = await client.post({
      type: 'message',
      value: { choice: 'mon mot de passe est Soleil2024!' },
    });
    expect(answer.status).to.equal(400);
    expect(JSON.stringify(await client.all())).not.to.include('Soleil');
  });
});
