import { expect } from 'chai';
import { type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { createClock, startApp, type TestApp } from '../helpers/app.ts';
import { call, DirectLineClient } from '../helpers/direct-line.ts';

const KEY = 'a-key-that-portal-and-service-share';
const MINUTE = 60;

describe('who a portal says that somebody is', () => {
  const clock = createClock();
  let app: TestApp;
  before(async () => {
    app = await startApp({ WEBCHAT_IDENTITY_KEY: KEY }, clock);
  });
  after(() => app.close());

  const seconds = () => Math.floor(clock.now() / 1000);
  const claims = (more: object = {}): JWTPayload => ({
    ...{ sub: '42', email: 'a.b@ac-lyon.fr', iat: seconds(), exp: seconds() + 10 * MINUTE },
    ...more,
  });
  const sign = (payload: JWTPayload, key = KEY, alg = 'HS256') =>
    new SignJWT(payload).setProtectedHeader({ alg }).sign(new TextEncoder().encode(key));
  const identify = ({ base, token }: DirectLineClient, jwt: unknown) =>
    call(new URL('/webchat/identity', base).href, 'POST', token, { token: jwt });
  /** What the bot asks once it needs to know the academy. */
  async function academyAsked(chat: DirectLineClient): Promise<string> {
    await chat.say('mot de passe expiré');
    return (await chat.hear()).at(-1)?.text ?? '';
  }

  for (const [how, more, academy] of [
    ['by the address', {}, 'Lyon'],
    ['by an address below the academy’s domain', { email: 'a.b@etu.ac-aix-marseille.fr' }, 'Aix-Marseille'],
    ['by name, which counts more than the address', { academy: 'paris' }, 'Paris'],
  ] as const) {
    it(`is believed when the portal’s key has signed it, and asked to be confirmed: ${how}`, async () => {
      const chat = await DirectLineClient.begin(app.url);
      const answer = await identify(chat, await sign(claims(more)));
      expect(answer).to.deep.equal({ status: 200, body: { academy: academy.toLowerCase() } });
      expect(await academyAsked(chat))
        .to.include(`vous travaillez dans l’académie d`)
        .and.include(academy);
      const stored = await app.store.db.selectFrom('conversation').selectAll().execute();
      expect(JSON.stringify(stored)).not.to.include('a.b@');
    });
  }

  it('changes nothing where the page stands for another academy', async () => {
    const chat = await DirectLineClient.begin(app.url, { academy: 'paris' });
    expect((await identify(chat, await sign(claims()))).status).to.equal(200);
    const asked = await academyAsked(chat);
    expect(asked).not.to.include('D’après votre adresse');
    const row = app.store.db.selectFrom('conversation').select('academy');
    const { academy } = await row.where('id', '=', chat.conversationId).executeTakeFirstOrThrow();
    expect(academy).to.equal('paris');
    // Nor does it count as something that has happened to the conversation.
    const keys = await app.store.db
      .selectFrom('inbox')
      .select('key')
      .where('key', 'like', 'identity:%')
      .execute();
    expect(keys).to.have.length(3);
  });

  it('is of no help where the academy is none of ours, and the bot asks', async () => {
    for (const more of [{ email: 'a.b@ac-lyon.fr.example.com' }, { academy: 'atlantis' }]) {
      const chat = await DirectLineClient.begin(app.url);
      await identify(chat, await sign(claims(more)));
      expect(await academyAsked(chat), JSON.stringify(more)).not.to.include('D’après votre adresse');
    }
  });

  const REFUSED: readonly (readonly [string, () => unknown])[] = [
    ['signed by another key', () => sign(claims(), `${KEY}!`)],
    ['signed by another algorithm', () => sign(claims(), KEY, 'HS512')],
    ['not signed', () => new UnsecuredJWT(claims()).encode()],
    ['with claims exchanged after signing', async () => exchange(await sign(claims()))],
    ['expired', () => sign(claims({ iat: seconds() - 20 * MINUTE, exp: seconds() - MINUTE }))],
    ['signed more than an hour ago', () => sign(claims({ iat: seconds() - 61 * MINUTE }))],
    ['from the future', () => sign(claims({ iat: seconds() + 5 * MINUTE }))],
    ['without an end', () => sign(claims({ exp: undefined }))],
    ['without a time of signing', () => sign(claims({ iat: undefined }))],
    ['about nobody', () => sign(claims({ sub: undefined }))],
    ['no token at all', () => 'moi'],
  ];
  for (const [what, make] of REFUSED) {
    it(`is refused with a clear error, and the bot asks: ${what}`, async () => {
      const chat = await DirectLineClient.begin(app.url);
      const { status, body } = await identify(chat, await make());
      expect(status).to.equal(401);
      expect(body.error.code).to.equal('identity_invalid');
      expect(body.error.message).to.include('WEBCHAT_IDENTITY_KEY').and.not.to.include(KEY);
      expect(await academyAsked(chat)).not.to.include('D’après votre adresse');
    });
  }

  it('is taken with the token of the conversation only', async () => {
    const jwt = await sign(claims());
    const url = `${app.url}/webchat/identity`;
    expect((await call(url, 'POST', undefined, { token: jwt })).status).to.equal(401);
    expect((await call(url, 'POST', jwt, { token: jwt })).status).to.equal(401);
    const { token } = await DirectLineClient.begin(app.url);
    expect((await call(url, 'POST', token, {})).status).to.equal(400);
  });

  it('is refused where there is no key', async () => {
    const keyless = await startApp({}, clock);
    const chat = await DirectLineClient.begin(keyless.url);
    const { status, body } = await identify(chat, await sign(claims()));
    expect([status, body.error.code]).to.deep.equal([404, 'identity_off']);
    await keyless.close();
  });
});

/** The same signature under other claims. */
function exchange(jwt: string): string {
  const [header, payload = '', signature] = jwt.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const other = Buffer.from(JSON.stringify({ ...claims, academy: 'paris' })).toString('base64url');
  return [header, other, signature].join('.');
}
