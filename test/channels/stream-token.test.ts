import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import pino from 'pino';
import { WebSocket } from 'ws';
import { openStore } from '../../src/store/open.ts';
import { createClock, startApp, type TestApp, temporaryFolder } from '../helpers/app.ts';
import { call, DirectLineClient } from '../helpers/direct-line.ts';

const KEYS = join(import.meta.dirname, '../../src/commands/keys.ts');
const MINUTE = 60_000;

describe('the token in the address of a stream', () => {
  let app: TestApp;
  const clock = createClock();
  beforeEach(async () => {
    app = await startApp({}, clock);
  });
  afterEach(() => app.close());

  async function begin() {
    const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
    const place = `${client.base}/conversations/${client.conversationId}`;
    const { streamUrl } = (await call(place, 'GET', client.token)).body;
    return { client, place, streamUrl, token: new URL(streamUrl).searchParams.get('t') ?? '' };
  }
  /** Whether a stream opens. */
  async function opens(url: string): Promise<boolean> {
    const socket = new WebSocket(url);
    const opened = await once(socket, 'open').then(
      () => true,
      () => false,
    );
    socket.on('error', () => {});
    socket.close();
    return opened;
  }

  it('opens the stream, and neither reads nor writes nor renews anything', async () => {
    const { client, place, streamUrl, token } = await begin();
    // Also once it has been seen to be good.
    for (let round = 0; round < 2; round++) {
      expect(await opens(streamUrl)).to.equal(true);
      const message = { type: 'message', text: 'bonjour' };
      const answers = [
        await call(`${client.base}/tokens/refresh`, 'POST', token),
        await call(`${client.base}/conversations`, 'POST', token, {}),
        await call(place, 'GET', token),
        await call(client.path, 'GET', token),
        await call(client.path, 'POST', token, message),
      ];
      expect(answers.map(({ status }) => status)).to.deep.equal([401, 401, 401, 401, 401]);
    }
    expect((await client.all()).map(({ text }) => text)).not.to.include('bonjour');
  });

  it('is over after an hour, in which the person’s own has been renewed', async () => {
    const { client, streamUrl } = await begin();
    clock.advance(59 * MINUTE);
    expect(await opens(streamUrl)).to.equal(true);
    const renewed = (await call(`${client.base}/tokens/refresh`, 'POST', client.token)).body.token;
    clock.advance(2 * MINUTE);
    expect(await opens(streamUrl)).to.equal(false);
    const place = `${client.base}/conversations/${client.conversationId}`;
    expect(await opens((await call(place, 'GET', renewed)).body.streamUrl)).to.equal(true);
  });
});

describe('npm run keys', () => {
  const databaseUrl = `file:${join(temporaryFolder(), 'keys.db')}`;
  const run = (...words: string[]) =>
    promisify(execFile)(process.execPath, [KEYS, ...words], {
      env: { ...process.env, DATABASE_URL: databaseUrl },
      cwd: temporaryFolder(),
    });

  it('renews the key of the web chat: old tokens are refused once the service has started again', async () => {
    const before = await startApp({ DATABASE_URL: databaseUrl });
    const client = await DirectLineClient.begin(before.url, { academy: 'paris' });
    expect((await run('renew', 'webchat')).stdout).to.include('Start every instance again');
    expect((await client.say('bonjour')).status).to.equal(200);
    await before.close();
    const after = await startApp({ DATABASE_URL: databaseUrl });
    const path = `${after.url}/v3/directline/conversations/${client.conversationId}/activities`;
    expect((await call(path, 'GET', client.token)).status).to.equal(401);
    const fresh = await DirectLineClient.begin(after.url, { academy: 'paris' });
    expect((await fresh.say('bonjour')).status).to.equal(200);
    await after.close();
  });

  it('renews the key of the desk: who is signed in stays, a sign-in that is under way begins anew', async () => {
    const read = async (url: string) => {
      const store = await openStore(url, pino({ level: 'silent' }));
      const keys = await store.db.selectFrom('setting').selectAll().orderBy('name').execute();
      await store.close();
      return Object.fromEntries(keys.map(({ name, value }) => [name, value]));
    };
    await (await startApp({ DATABASE_URL: databaseUrl })).close();
    const before = await read(databaseUrl);
    expect((await run('renew', 'desk')).stdout).to.include('Renewed desk.cookieKey');
    const after = await read(databaseUrl);
    expect(after['desk.cookieKey']).to.have.length(44).and.not.equal(before['desk.cookieKey']);
    expect(after['webchat.tokenKey']).to.equal(before['webchat.tokenKey']);
  });

  it('says what it wants', async () => {
    const failure = await run('renew', 'all').catch((error: { code: number; stderr: string }) => error);
    expect(failure).to.have.property('code', 1);
    expect(failure.stderr)
      .to.include('renew webchat')
      .and.not.match(/\n\s+at /);
  });
});
