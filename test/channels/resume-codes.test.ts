import { expect } from 'chai';
import { decodeJwt } from 'jose';
import { sql } from 'kysely';
import { createClock, startApp, type TestApp } from '../helpers/app.ts';
import { call, DirectLineClient } from '../helpers/direct-line.ts';

const DAY = 24 * 3_600_000;

describe('a resume code', () => {
  const clock = createClock();
  let app: TestApp;
  beforeEach(async () => {
    app = await startApp({ RATE_LIMITS: 'on' }, clock);
  });
  afterEach(() => app.close());

  const begin = () => DirectLineClient.begin(app.url, { academy: 'paris' });
  const codeOf = async ({ base, conversationId, token }: DirectLineClient) =>
    (await call(`${base}/conversations/${conversationId}/resume-code`, 'POST', token, {})).body as {
      code: string;
      until: number;
    };
  const resume = (code: unknown) => call(`${app.url}/webchat/resume`, 'POST', undefined, { code });

  it('opens the same conversation elsewhere, and it goes on there', async () => {
    const here = await begin();
    await here.say('compte bloqué');
    const { code } = await codeOf(here);
    expect(code).to.match(/^\d{3} \d{3} \d{3} \d{3}$/);
    for (const typed of [code, code.replaceAll(' ', ''), ` ${code.replaceAll(' ', '-')}. `]) {
      const { status, body } = await resume(typed);
      expect(status, typed).to.equal(200);
      const there = new DirectLineClient(here.base, body.token, body.conversationId);
      expect(body.conversationId).to.equal(here.conversationId);
      expect((await there.say('à l’instant')).status).to.equal(200);
      expect(await there.all()).to.deep.equal(await here.all());
    }
  });

  it('does not stand in the database, which keeps a keyed hash of the last one', async () => {
    const here = await begin();
    const first = await codeOf(here);
    const { code } = await codeOf(here);
    expect((await resume(first.code)).status).to.equal(404);
    expect((await resume(code)).status).to.equal(200);
    const { rows } = await sql`select * from ${sql.table('resumeCode')}`.execute(app.store.db);
    expect(rows).to.have.length(1);
    expect(JSON.stringify(rows)).not.to.include(code.replaceAll(' ', ''));
  });

  it('opens nothing once the conversation is erased, or too old to go on with', async () => {
    const erased = await begin();
    const { code } = await codeOf(erased);
    await call(`${erased.base}/conversations/${erased.conversationId}`, 'DELETE', erased.token);
    expect((await resume(code)).body.error.code).to.equal('resume_code_unknown');
    const old = await begin();
    const last = await codeOf(old);
    expect(last.until).to.be.within(clock.now() + 13 * DAY, clock.now() + 14 * DAY);
    clock.advance(last.until - clock.now());
    expect((await resume(last.code)).status).to.equal(404);
  });

  it('gives no more time than the conversation has, and a side of its own to whoever comes back', async () => {
    const old = await begin();
    const { code, until } = await codeOf(old);
    clock.advance(until - clock.now() - 60_000);
    const { token } = (await resume(code)).body;
    const user = (jwt: string) => decodeJwt(jwt).user;
    expect(user(token)).to.match(/^dl_/).and.not.equal(user(old.token));
    const refresh = () => call(`${old.base}/tokens/refresh`, 'POST', token);
    expect((await refresh()).status).to.equal(200);
    clock.advance(60_000);
    expect((await refresh()).status).to.equal(401);
  });

  it('cannot be tried out: ten an hour, and what is no code counts too', async () => {
    const { code } = await codeOf(await begin());
    for (let tries = 0; tries < 10; tries++) {
      expect((await resume(tries < 5 ? '123 456 789 012' : 'douze')).status).to.equal(tries < 5 ? 404 : 400);
    }
    expect((await resume(code)).status).to.equal(429);
    clock.advance(3_600_000);
    expect((await resume(code)).status).to.equal(200);
  });

  it('can be tried by others while one address has tried too often', async () => {
    await app.close();
    app = await startApp({ RATE_LIMITS: 'on', TRUSTED_PROXIES: '127.0.0.1' }, clock);
    const from = (address: string) =>
      fetch(`${app.url}/webchat/resume`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
        body: JSON.stringify({ code: '123 456 789 012' }),
      });
    for (let tries = 0; tries < 10; tries++) expect((await from('192.0.2.1')).status).to.equal(404);
    expect((await from('192.0.2.1')).status).to.equal(429);
    expect((await from('192.0.2.2')).status).to.equal(404);
  });

  it('is given to whoever has the conversation’s own token only', async () => {
    const [mine, other] = [await begin(), await begin()];
    const path = `${mine.base}/conversations/${mine.conversationId}/resume-code`;
    expect((await call(path, 'POST', other.token, {})).status).to.equal(404);
    expect((await call(path, 'POST', undefined, {})).status).to.equal(401);
    for (const odd of [undefined, 12, '', '١٢٣٤٥٦٧٨٩٠١٢', '1'.repeat(13), null]) {
      expect((await resume(odd)).status, String(odd)).to.equal(400);
    }
  });
});
