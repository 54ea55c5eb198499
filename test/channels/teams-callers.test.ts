import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { decodeProtectedHeader, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { createCallerCheck } from '../../src/channels/teams/caller.ts';
import type { SigningKeys } from '../../src/channels/teams/signing-keys.ts';
import { startApp, type TestApp, temporaryFolder } from '../helpers/app.ts';
import { type Connector, startConnector } from '../helpers/connector.ts';
import { call } from '../helpers/direct-line.ts';
import { eventually } from '../helpers/eventually.ts';
import { type IdentityProvider, SERVICE_URL, startIdentityProvider } from '../helpers/identity-provider.ts';

const HOUR = 3600;
const activity = (more: object = {}) => ({
  type: 'message',
  id: randomUUID(),
  text: 'bonjour',
  channelId: 'msteams',
  serviceUrl: SERVICE_URL,
  conversation: { id: 'c', tenantId: 'tenant-1' },
  from: { id: 'u' },
  recipient: { id: 'b' },
  ...more,
});

describe('callers of /api/messages', () => {
  let provider: IdentityProvider;
  let app: TestApp;
  before(async () => {
    provider = await startIdentityProvider();
    app = await startApp(provider.environment);
  });
  after(async () => {
    await app.close();
    await provider.close();
  });
  const post = (token: string | undefined, body: unknown = activity(), url = app.url) =>
    call(`${url}/api/messages`, 'POST', token, body);
  const conversations = () => app.store.db.selectFrom('conversation').select('id').execute();

  it('are told apart by their token: twenty-two of them', async () => {
    const now = Math.floor(Date.now() / 1000);
    const stranger = await generateKeyPair('RS256');
    const claims = { iss: 'https://api.botframework.com', aud: provider.appId, serviceurl: SERVICE_URL };
    const signature = (token: string, change: (part: string) => string) => {
      const [header, payload, last = ''] = token.split('.');
      return `${header}.${payload}.${change(last)}`;
    };
    const good = await provider.sign();
    const hs256 = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
      .setExpirationTime('1h')
      .sign(Buffer.alloc(32, 7));
    const swapped = `${Buffer.from(JSON.stringify({ ...decodeProtectedHeader(good), alg: 'none' })).toString('base64url')}.${good.split('.')[1]}.`;
    const cases: [name: string, status: number, token: string | undefined, body?: object][] = [
      ['none', 401, undefined],
      ['no JWT', 401, 'abc'],
      ['three parts that are no JWT', 401, 'a.b.c'],
      ['unsigned (alg none)', 401, new UnsecuredJWT(claims).setExpirationTime('1h').encode()],
      ['its algorithm changed to none', 401, swapped],
      ['HS256', 401, hs256],
      [
        'signed by a stranger’s key under our key’s name',
        401,
        await provider.sign({}, {}, stranger.privateKey),
      ],
      ['a key that nobody knows', 401, await provider.sign({}, { kid: 'key-99' })],
      ['no name of a key', 401, await provider.sign({}, { kid: '' })],
      ['a signature cut short', 401, signature(good, (part) => part.slice(0, -8))],
      ['no signature', 401, signature(good, () => '')],
      ['not valid yet', 401, await provider.sign({ nbf: now + HOUR })],
      ['run out', 401, await provider.sign({ exp: now - HOUR })],
      ['no end', 401, await provider.sign({}, {}, undefined, ['exp'])],
      ['another bot’s', 401, await provider.sign({ aud: randomUUID() })],
      ['no audience', 401, await provider.sign({}, {}, undefined, ['aud'])],
      ['another issuer', 401, await provider.sign({ iss: 'https://sts.windows.net/one/', tid: 'one' })],
      ['no issuer', 401, await provider.sign({}, {}, undefined, ['iss'])],
      ['another service’s address', 401, await provider.sign({ serviceurl: 'https://evil.example/' })],
      ['a channel that the key is not for', 401, good, activity({ channelId: 'webchat' })],
      [
        'a few minutes of difference between clocks',
        200,
        await provider.sign({ nbf: now + 60, exp: now - 60 }),
      ],
      ['good', 200, good],
    ];
    for (const [name, status, token, body] of cases) {
      const answer = await post(token, body);
      expect(answer.status, name).to.equal(status);
      if (status === 401) expect(answer.body.error.code, name).to.equal('not_authenticated');
    }
    expect(await conversations()).to.deep.equal([{ id: 'msteams|c' }]);
    // The keys were read once, and once more for the one that nobody knows.
    expect(provider.asked.metadata).to.be.at.most(2);
  });

  it('are asked again where a token that was good comes with another service or channel', async () => {
    const elsewhere = 'https://smba.trafficmanager.net/amer/';
    const token = await provider.sign({ jti: randomUUID() });
    for (let times = 0; times < 2; times++) expect((await post(token)).status).to.equal(200);
    expect((await post(token, activity({ serviceUrl: elsewhere }))).status).to.equal(401);
    expect((await post(token, activity({ channelId: 'webchat' }))).status).to.equal(401);
    expect((await post(token)).status).to.equal(200);
  });

  it('are refused where replies would go elsewhere, whatever they sign', async () => {
    const cases = [
      'https://evil.example/',
      'https://smba.trafficmanager.net.evil.example/',
      'https://evil.example/?smba.trafficmanager.net',
      'https://smba.trafficmanager.net@evil.example/',
      'http://smba.trafficmanager.net/emea/',
      'http://127.0.0.1:9/',
      'http://169.254.169.254/metadata',
    ];
    for (const serviceUrl of cases) {
      const answer = await post(await provider.sign({ serviceurl: serviceUrl }), activity({ serviceUrl }));
      expect(answer.status, serviceUrl).to.equal(403);
      expect(answer.body.error.message).to.include('TEAMS_SERVICE_HOSTS');
    }
  });

  it('are told what is wrong with an activity: eighteen malformed ones', async () => {
    const token = await provider.sign();
    const cases: [name: string, status: number, body: unknown, message: RegExp][] = [
      ['no type', 400, activity({ type: undefined }), /^type/],
      ['an empty type', 400, activity({ type: '' }), /^type/],
      ['a type that is no text', 400, activity({ type: 7 }), /^type/],
      ['no serviceUrl', 400, activity({ serviceUrl: undefined }), /^serviceUrl/],
      ['a serviceUrl that is none', 400, activity({ serviceUrl: 'teams' }), /^serviceUrl/],
      ['a serviceUrl of another kind', 400, activity({ serviceUrl: 'file:///etc/passwd' }), /^serviceUrl/],
      ['no conversation', 400, activity({ conversation: undefined }), /^conversation/],
      ['a conversation without an id', 400, activity({ conversation: {} }), /^conversation\.id/],
      ['a conversation id that is no text', 400, activity({ conversation: { id: 1 } }), /^conversation\.id/],
      ['no channelId', 400, activity({ channelId: undefined }), /^channelId/],
      ['a text that is none', 400, activity({ text: { $gt: '' } }), /^text/],
      ['a sender without an id', 400, activity({ from: {} }), /^from\.id/],
      ['members that are no list', 400, activity({ membersAdded: 'u' }), /^membersAdded/],
      ['entities that are no list', 400, activity({ entities: {} }), /^entities/],
      ['a locale of a thousand letters', 400, activity({ locale: 'f'.repeat(1000) }), /^locale/],
      ['an empty body', 400, {}, /^type|^serviceUrl/],
      ['a list', 400, [activity()], /object/],
      ['300 KB', 413, activity({ text: 'a'.repeat(300_000) }), /exceeds/],
    ];
    for (const [name, status, body, message] of cases) {
      const answer = await post(token, body);
      expect(answer.status, name).to.equal(status);
      expect(answer.body.error.message, name).to.match(message);
    }
  });

  it('are heard with whatever odd things Teams may put into an activity', async () => {
    const odd = [
      activity({ entities: [{ type: 'mention' }, { type: 'mention', mentioned: null, text: null }] }),
      activity({ value: 'x', text: null }),
      activity({ value: { choice: 7 }, text: 'bonjour' }),
      activity({ type: 'conversationUpdate', membersAdded: null }),
      activity({ type: 'invoke', name: 'message/submitAction', value: { actionName: 'feedback' } }),
      activity({ type: 'invoke', name: 'adaptiveCard/action', value: null }),
      activity({ type: 'messageReaction' }),
      activity({ type: 'messageDelete', id: 'never-seen' }),
      activity({ id: undefined }),
      activity({ from: undefined, recipient: undefined }),
      activity({ text: `\u0000${'a'.repeat(20_000)}\ud800` }),
    ];
    const token = await provider.sign();
    for (const body of odd)
      expect((await post(token, body)).status, JSON.stringify(body).slice(0, 99)).to.equal(200);
  });
});

describe('a remembered caller', () => {
  it('is remembered no longer than their token is good', async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
    const key = { key: await exportSPKI(publicKey), endorsements: ['msteams'] };
    let verified = 0;
    const check = createCallerCheck({
      ...{ audience: 'bot', issuer: 'us', keys: { getKey: async () => key } as unknown as SigningKeys },
      authenticate: { authenticate: async () => void verified++ },
    });
    const now = Math.floor(Date.now() / 1000);
    const ask = async (exp: number) => {
      const token = new SignJWT({}).setProtectedHeader({ alg: 'RS256', kid: 'k' }).setExpirationTime(exp);
      const signed = await token.setIssuer('us').setAudience('bot').sign(privateKey);
      verified = 0;
      for (let times = 0; times < 2; times++) await check(activity() as never, `Bearer ${signed}`);
      return verified;
    };
    expect(await ask(now + HOUR)).to.equal(1);
    // Over, but for what clocks may differ: good, and looked at each time.
    expect(await ask(now - 60)).to.equal(2);
  });
});

describe('the signing keys', () => {
  let provider: IdentityProvider;
  beforeEach(async () => {
    provider = await startIdentityProvider();
  });
  afterEach(() => provider.close());

  it('are waited for a bounded time, by everybody together: 503, and well again after', async () => {
    const app = await startApp(provider.environment);
    const token = await provider.sign();
    const post = () => call(`${app.url}/api/messages`, 'POST', token, activity());
    for (const state of ['hang', 500] as const) {
      provider.state = state;
      provider.asked.metadata = 0;
      const started = performance.now();
      const answers = await Promise.all(Array.from({ length: 300 }, post));
      expect(performance.now() - started, String(state)).to.be.below(15_000);
      for (const { status, body } of answers) {
        expect(status).to.equal(503);
        expect(body.error.code).to.equal('keys_unavailable');
      }
      expect(provider.asked.metadata, String(state)).to.be.at.most(2);
    }
    provider.state = 'well';
    await eventually(async () => ((await post()).status === 200 ? true : undefined));
    await app.close();
  });

  it('serve on where the metadata cannot be had any more', async () => {
    const app = await startApp(provider.environment);
    const post = async () =>
      (await call(`${app.url}/api/messages`, 'POST', await provider.sign({ jti: randomUUID() }), activity()))
        .status;
    expect(await post()).to.equal(200);
    provider.state = 'hang';
    expect(await post()).to.equal(200);
    await app.close();
  });
});

describe('SigningKeys', () => {
  it('finds a key that was published later, looks for unknown ones once a minute, and reads anew once a day', async () => {
    const { SigningKeys } = await import('../../src/channels/teams/signing-keys.ts');
    const provider = await startIdentityProvider();
    let now = Date.now();
    const keys = new SigningKeys(`${provider.url}/openid`, () => now);
    expect(await keys.getKey('key-1')).to.include.keys('key');
    await provider.rotate();
    expect(await keys.getKey('key-2')).to.equal(null);
    now += 61_000;
    expect(await keys.getKey('key-2')).to.include.keys('key', 'endorsements');
    expect(await keys.getKey('key-1')).to.equal(null);
    expect(provider.asked.metadata).to.equal(2);
    now += 25 * HOUR * 1000;
    await keys.getKey('key-2');
    expect(provider.asked.metadata).to.equal(3);
    await provider.close();
  });
});

describe('SigningKeys of a server that is ill', () => {
  const HOURS = HOUR * 1000;
  const KEYS_LAST = 24 * HOURS;
  let provider: IdentityProvider;
  let now: number;
  beforeEach(async () => {
    provider = await startIdentityProvider();
    now = Date.now();
  });
  afterEach(() => provider.close());
  const open = async () => {
    const { SigningKeys } = await import('../../src/channels/teams/signing-keys.ts');
    return new SigningKeys(`${provider.url}/openid`, () => now);
  };
  const outcome = (key: Promise<unknown>) =>
    key.then(
      (found) => (found ? 'found' : 'none'),
      (error) => error.code,
    );

  it('go on with old keys, and say of others that nobody can tell', async () => {
    const keys = await open();
    expect(await outcome(keys.getKey('key-1'))).to.equal('found');
    provider.state = 500;
    now += KEYS_LAST + HOURS;
    expect(await outcome(keys.getKey('key-1'))).to.equal('found');
    expect(await outcome(keys.getKey('key-9'))).to.equal('keys_unavailable');
  });

  it('let nobody wait for another try within a second, and everybody for the one that is under way', async () => {
    const keys = await open();
    provider.state = 500;
    const first = await Promise.all(Array.from({ length: 50 }, () => outcome(keys.getKey('key-1'))));
    expect(new Set(first)).to.have.keys('keys_unavailable');
    expect(provider.asked.metadata).to.equal(1);
    now += 999;
    await outcome(keys.getKey('key-1'));
    expect(provider.asked.metadata).to.equal(1);
    now += 1;
    await outcome(keys.getKey('key-1'));
    expect(provider.asked.metadata).to.equal(2);
    provider.state = 'well';
    now += 1000;
    expect(await outcome(keys.getKey('key-1'))).to.equal('found');
  });

  it('let so many wait and no more: the rest is told at once', async () => {
    const keys = await open();
    provider.state = 'hang';
    const waiting = Array.from({ length: 200 }, () => outcome(keys.getKey('key-1')));
    let isOver = false;
    void waiting[0]?.then(() => {
      isOver = true;
    });
    const told = await outcome(keys.getKey('key-1'));
    expect(isOver, 'it waited as well').to.equal(false);
    expect(told).to.equal('keys_unavailable');
    expect(new Set(await Promise.all(waiting))).to.have.keys('keys_unavailable');
    // Their places are free again.
    provider.state = 'well';
    now += 1000;
    const again = await Promise.all(Array.from({ length: 200 }, () => outcome(keys.getKey('key-1'))));
    expect(new Set(again)).to.have.keys('found');
  });
});

describe('tenants', () => {
  it('are served if they are listed', async () => {
    const provider = await startIdentityProvider();
    const app = await startApp({ ...provider.environment, TEAMS_ALLOWED_TENANTS: 'tenant-1, tenant-2' });
    const token = await provider.sign();
    const status = async (tenantId: string) =>
      (
        await call(
          `${app.url}/api/messages`,
          'POST',
          token,
          activity({ conversation: { id: tenantId, tenantId } }),
        )
      ).status;
    expect(await status('tenant-1')).to.equal(200);
    expect(await status('tenant-2')).to.equal(200);
    expect(await status('tenant-3')).to.equal(403);
    await app.close();
    await provider.close();
  });
});

describe('the bot’s own token', () => {
  let provider: IdentityProvider;
  let connector: Connector;
  beforeEach(async () => {
    provider = await startIdentityProvider();
    connector = await startConnector();
  });
  afterEach(async () => {
    await provider.close();
    await connector.close();
  });

  /** Runs two turns of a bot with these credentials, and gives the Authorization of their replies. */
  async function firstReply(environment: Record<string, string>): Promise<string | undefined> {
    const app = await startApp({ ...provider.environment, TEAMS_SERVICE_HOSTS: '127.0.0.1', ...environment });
    const token = await provider.sign({ serviceurl: connector.url });
    for (const id of ['first', 'second']) {
      const body = activity({ id, serviceUrl: connector.url });
      expect((await call(`${app.url}/api/messages`, 'POST', token, body)).status).to.equal(200);
    }
    await eventually(() => (connector.sent.length >= 2 ? true : undefined));
    await app.close();
    expect(new Set(connector.tokens).size).to.equal(1);
    return connector.tokens[0];
  }

  it('comes by secret, of several tenants or of one, and is asked for once', async () => {
    expect(await firstReply({})).to.equal('Bearer bot-token-1');
    expect(provider.asked.tokens).to.have.length(1);
    const [form] = provider.asked.tokens;
    expect(form?.get('client_id')).to.equal(provider.appId);
    expect(form?.get('client_secret')).to.equal('a-password-for-tests');
    expect(form?.get('scope')).to.include('https://api.botframework.com/.default');
  });

  it('comes by managed identity', async () => {
    // As Azure's App Service tells the programs that run there.
    Object.assign(process.env, { IDENTITY_ENDPOINT: `${provider.url}/identity`, IDENTITY_HEADER: 'header' });
    try {
      const environment = {
        TEAMS_APP_PASSWORD: '',
        TEAMS_MANAGED_IDENTITY: 'true',
        TEAMS_TENANT_ID: 'tenant-1',
      };
      expect(await firstReply(environment)).to.equal('Bearer bot-token-1');
    } finally {
      delete process.env.IDENTITY_ENDPOINT;
      delete process.env.IDENTITY_HEADER;
    }
  });

  it('comes by certificate', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const file = join(temporaryFolder(), 'key.pem');
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const environment = {
      TEAMS_APP_PASSWORD: '',
      TEAMS_CERTIFICATE_THUMBPRINT: 'A'.repeat(40),
      TEAMS_CERTIFICATE_KEY_FILE: file,
      TEAMS_TENANT_ID: 'tenant-1',
    };
    expect(await firstReply(environment)).to.equal('Bearer bot-token-1');
    const [form] = provider.asked.tokens;
    expect(form?.get('client_secret')).to.equal(null);
    expect(decodeProtectedHeader(form?.get('client_assertion') ?? '')).to.include.keys('x5t');
  });
});
