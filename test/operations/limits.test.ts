import { expect } from 'chai';
import { createBuckets } from '../../src/http/buckets.ts';
import { createCallerAddress, isProxyList } from '../../src/http/caller-address.ts';
import { createClock, startApp, type TestApp } from '../helpers/app.ts';
import { call, DirectLineClient } from '../helpers/direct-line.ts';

describe('a rate limit', () => {
  it('lets a minute’s worth through at once, and then as much as comes by in a minute', () => {
    const clock = createClock();
    const take = createBuckets(60, clock.now);
    for (let index = 0; index < 60; index++) expect(take('a')).to.equal(0);
    expect(take('a')).to.equal(1000);
    expect(take('b')).to.equal(0);
    clock.advance(990);
    expect(take('a')).to.be.within(9, 11);
    clock.advance(20);
    expect(take('a')).to.equal(0);
    expect(take('a')).to.be.within(980, 1000);
  });

  it('forgets nobody by a flood of others, and takes no more memory for it', () => {
    const clock = createClock();
    const take = createBuckets(2, clock.now, { maxKeys: 100 });
    take('known');
    take('known');
    let passed = 0;
    for (let index = 0; index < 10_000; index++) if (take(`fresh-${index}`) === 0) passed++;
    expect(take('known')).to.be.above(0);
    // 99 of their own, and two out of the bucket that all others share.
    expect(passed).to.equal(101);
    clock.advance(60_000);
    expect(take('later')).to.equal(0);
  });

  it('lets through what weighs more than it holds, once it is full', () => {
    const clock = createClock();
    const take = createBuckets(6, clock.now);
    expect(take('long', 16)).to.equal(0);
    expect(take('long', 16)).to.equal(60_000);
    expect(take('long', 0), 'a look').to.be.above(0);
    clock.advance(60_000);
    expect(take('long', 0), 'a look takes nothing').to.equal(0);
    expect(take('long', 16)).to.equal(0);
  });

  it('stands where the clock is put back', () => {
    const clock = createClock();
    const take = createBuckets(1, clock.now);
    expect(take('a')).to.equal(0);
    clock.advance(-3_600_000);
    expect(take('a')).to.be.at.most(60_000);
  });
});

describe('the address of a caller', () => {
  const at = (remoteAddress: string, forwarded?: string) =>
    ({
      socket: { remoteAddress },
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    }) as unknown as Parameters<ReturnType<typeof createCallerAddress>>[0];

  const cases: [string, string[], string, string | undefined, string][] = [
    ['is that of the socket', [], '192.0.2.1', undefined, '192.0.2.1'],
    ['is not what a stranger writes', ['10.0.0.0/8'], '192.0.2.1', '198.51.100.7', '192.0.2.1'],
    ['comes from a trusted proxy', ['10.0.0.0/8'], '10.1.2.3', '198.51.100.7', '198.51.100.7'],
    [
      'is the last that no proxy has',
      ['10.0.0.0/8'],
      '10.1.2.3',
      '6.6.6.6, 198.51.100.7, 10.9.9.9',
      '198.51.100.7',
    ],
    ['is the proxy’s own where it names nobody', ['127.0.0.1'], '127.0.0.1', undefined, '127.0.0.1'],
    ['is read out of IPv6’s form of IPv4', ['127.0.0.1'], '::ffff:127.0.0.1', '192.0.2.9', '192.0.2.9'],
    ['is a network in IPv6', [], '2001:db8:1:2:aaaa::1', undefined, '2001:db8:1:2'],
    ['is a network in IPv6, shortened too', [], '2001:db8::1', undefined, '2001:db8:0:0'],
    ['is not nonsense', ['127.0.0.1'], '127.0.0.1', 'unknown, "x"', '127.0.0.1'],
  ];
  for (const [name, proxies, remote, forwarded, expected] of cases) {
    it(name, () => {
      expect(createCallerAddress(proxies)(at(remote, forwarded))).to.equal(expected);
    });
  }

  it('is trusted by address or network only', () => {
    expect(isProxyList(['127.0.0.1', '10.0.0.0/8', 'fd00::/8', '::1'])).to.equal(true);
    for (const wrong of ['proxy.example', '10.0.0.0/40', '10.0.0', '::1/129', '*']) {
      expect(isProxyList([wrong]), wrong).to.equal(false);
    }
  });
});

describe('the service under a flood', () => {
  let app: TestApp | undefined;
  afterEach(async () => {
    await app?.close();
    app = undefined;
  });
  const start = async (environment: Record<string, string>, clock = createClock()) => {
    app = await startApp({ RATE_LIMITS: 'on', ...environment }, clock);
    return { url: app.url, clock };
  };

  it('stops one conversation and nobody else, says until when, and loses nothing of what it took', async () => {
    const { url, clock } = await start({ RATE_CONVERSATION: '6' });
    const flooding = await DirectLineClient.begin(url, { academy: 'paris' });
    const other = await DirectLineClient.begin(url, { academy: 'paris' });
    // Joining was the first of six.
    const answers = [];
    for (let index = 0; index < 8; index++) answers.push(await flooding.say('bonjour'));
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200, 200, 200, 429, 429, 429]);
    expect(answers.at(-1)?.body.error.code).to.equal('limit_conversation');
    expect((await other.say('bonjour')).status).to.equal(200);
    expect((await flooding.all()).filter(({ from }) => from.role === 'user')).to.have.length(5);
    clock.advance(10_000);
    expect((await flooding.say('bonjour')).status).to.equal(200);
  });

  it('weighs long messages of one address, over all its conversations', async () => {
    const { url } = await start({ RATE_MESSAGES: '60' });
    const clients = await Promise.all(
      [1, 2, 3, 4].map(() => DirectLineClient.begin(url, { academy: 'paris' })),
    );
    // Four joined, and each message counts sixteen: 52 after the third.
    const answers = [];
    for (const client of clients) answers.push(await client.say('la page reste blanche '.repeat(360)));
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200, 429]);
    expect(answers.at(-1)?.body.error.code).to.equal('limit_messages');
  });

  it('stops an address that begins too many conversations, but not those that are under way', async () => {
    const { url } = await start({ RATE_NEW: '3' });
    const client = await DirectLineClient.begin(url, { academy: 'paris' });
    const statuses = [];
    for (let index = 0; index < 3; index++) {
      statuses.push((await call(`${url}/webchat/token`, 'POST', undefined, {})).status);
    }
    expect(statuses).to.deep.equal([200, 200, 429]);
    expect((await client.say('bonjour')).status).to.equal(200);
  });

  it('stops one that asks too often with the same token', async () => {
    const { url } = await start({ RATE_TOKEN: '5' });
    const client = await DirectLineClient.begin(url, { academy: 'paris' });
    const statuses = [];
    for (let index = 0; index < 6; index++) {
      statuses.push((await call(client.path, 'GET', client.token)).status);
    }
    expect(statuses).to.deep.equal([200, 200, 200, 200, 429, 429]);
  });

  it('stops an address with 429, Retry-After in seconds, and CORS headers; probes go on', async () => {
    const { url } = await start({ RATE_ADDRESS: '2' });
    const origin = 'https://portail.ac-paris.fr';
    const ask = () => fetch(`${url}/webchat/token`, { method: 'POST', headers: { origin } });
    const answers = [await ask(), await ask(), await ask()];
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 429]);
    expect(answers[2]?.headers.get('retry-after')).to.equal('30');
    expect(answers[2]?.headers.get('access-control-allow-origin')).to.equal(origin);
    expect(answers[2]?.headers.get('x-request-id')).to.match(/^[\w-]{36}$/);
    for (const path of ['/healthz', '/readyz', '/metrics']) {
      expect((await fetch(`${url}${path}`)).status, path).to.equal(200);
    }
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).to.include('permanence_limited_total{rule="address"} 1');
  });

  it('is named by the id that a proxy gave it, and by no other text that comes in its place', async () => {
    const { url } = await start({});
    const longest = 'x'.repeat(64);
    for (const given of ['proxy-01', longest, 'short', '<script>alert(1)</script>', `${longest}x`]) {
      const { headers } = await fetch(`${url}/nowhere`, { headers: { 'x-request-id': given } });
      const named = headers.get('x-request-id');
      if (/^[\w-]{8,64}$/.test(given)) expect(named).to.equal(given);
      else expect(named, given).to.match(/^[\w-]{36}$/);
    }
  });

  it('counts each person behind a trusted proxy, and the proxy itself where it is not trusted', async () => {
    const from = (url: string, address: string) =>
      fetch(`${url}/webchat`, { headers: { 'x-forwarded-for': address } }).then(({ status }) => status);
    const trusted = await start({ RATE_ADDRESS: '1', TRUSTED_PROXIES: '127.0.0.0/8' });
    expect(await from(trusted.url, '192.0.2.1')).to.equal(200);
    expect(await from(trusted.url, '192.0.2.2')).to.equal(200);
    expect(await from(trusted.url, '192.0.2.1')).to.equal(429);
    await app?.close();
    const strange = await start({ RATE_ADDRESS: '1' });
    expect(await from(strange.url, '192.0.2.1')).to.equal(200);
    expect(await from(strange.url, '192.0.2.2')).to.equal(429);
  });

  it('takes a school behind one address as it comes: 300 people within a minute', async () => {
    const { url } = await start({});
    for (let batch = 0; batch < 10; batch++) {
      const clients = await Promise.all(
        Array.from({ length: 30 }, () => DirectLineClient.begin(url, { academy: 'paris' })),
      );
      const answers = await Promise.all(clients.map((client) => client.say('Compte bloqué')));
      expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([200]));
    }
  });
});
