import { expect } from 'chai';
import { decodeJwt, SignJWT } from 'jose';
import { createTokenKey, createTokens, TOKEN_SECONDS } from '../../src/channels/webchat/token.ts';
import { HttpError } from '../../src/http/errors.ts';
import { createClock } from '../helpers/app.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('a token of the web chat', () => {
  const key = createTokenKey();
  const clock = createClock();
  const make = () => createTokens(key, clock.now);
  type Tokens = ReturnType<typeof make>;
  /** Both ways to look at a token: by who signed it, and by another process, which has never seen it. */
  const verifiers = (signer: Tokens) => [signer, make()];
  const refusal = async (attempt: Promise<unknown>): Promise<string> => {
    const error = await attempt.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    return error instanceof HttpError ? `${error.statusCode} ${error.code}` : `not refused: ${error}`;
  };

  it('says whose conversation it is, in ids that nobody guesses', async () => {
    const tokens = make();
    const claims = tokens.fresh({ academy: 'lyon', locale: 'en' });
    expect(claims.user).to.match(/^dl_.{36}$/);
    expect(claims.begunAt).to.equal(clock.now() / 1000);
    expect(tokens.fresh({}).conversationId).not.to.equal(claims.conversationId);
    const token = tokens.sign(claims);
    for (const one of verifiers(tokens)) {
      expect(await one.verify(token)).to.deep.equal(claims);
      // A second look goes by what was found at the first.
      expect(await one.verify(token)).to.deep.equal(claims);
    }
    const payload = decodeJwt(token);
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).to.equal(TOKEN_SECONDS);
    expect(payload).not.to.have.property('use');
  });

  it('is over after an hour, and can be renewed for a day', async () => {
    const tokens = make();
    const token = tokens.sign(tokens.fresh({}));
    clock.advance(HOUR - 1000);
    for (const one of verifiers(tokens)) await one.verify(token);
    clock.advance(1000);
    for (const one of verifiers(tokens))
      expect(await refusal(one.verify(token))).to.equal('401 token_expired');
    clock.advance(DAY - 1000);
    for (const one of verifiers(tokens)) await one.verify(token, { renewable: true });
    clock.advance(2000);
    for (const one of verifiers(tokens))
      expect(await refusal(one.verify(token, { renewable: true }))).to.equal('401 token_expired');
  });

  it('goes on for fourteen days, however often it is renewed', async () => {
    const tokens = make();
    const claims = tokens.fresh({});
    clock.advance(14 * DAY - HOUR / 2);
    const late = tokens.sign(claims);
    for (const one of verifiers(tokens)) await one.verify(late);
    clock.advance(HOUR / 2);
    for (const one of verifiers(tokens)) {
      expect(await refusal(one.verify(late))).to.equal('401 token_expired');
      expect(await refusal(one.verify(late, { renewable: true }))).to.equal('401 token_expired');
      expect(await refusal(one.verify(tokens.sign(claims)))).to.equal('401 token_expired');
    }
  });

  it('is of no use once a clock is right again that was a year ahead when it was signed', async () => {
    const tokens = make();
    const claims = tokens.fresh({});
    clock.advance(365 * DAY);
    const [later, renewed] = [tokens.sign(tokens.fresh({})), tokens.sign(claims)];
    await tokens.verify(later);
    clock.advance(-365 * DAY);
    for (const one of verifiers(tokens)) {
      expect(await refusal(one.verify(later))).to.equal('401 token_expired');
      // Of a conversation of now it goes on, as long as that may.
      await one.verify(renewed);
    }
    clock.advance(14 * DAY);
    for (const one of verifiers(tokens))
      expect(await refusal(one.verify(renewed))).to.equal('401 token_expired');
    clock.advance(-14 * DAY);
    // Put back by an hour, it stays good.
    const present = tokens.sign(tokens.fresh({}));
    clock.advance(-HOUR);
    for (const one of verifiers(tokens)) await one.verify(present);
    clock.advance(HOUR);
  });

  it('of a stream opens that stream and nothing else', async () => {
    const tokens = make();
    const claims = tokens.fresh({});
    const token = tokens.signStream(claims);
    for (const one of verifiers(tokens)) {
      expect(await refusal(one.verify(token))).to.equal('401 token_invalid');
      expect(await one.verify(token, { stream: true })).to.deep.equal(claims);
      expect(await refusal(one.verify(token))).to.equal('401 token_invalid');
      expect(await one.verify(tokens.sign(claims), { stream: true })).to.deep.equal(claims);
    }
  });

  it('is refused where it is missing, of another key, of another algorithm, changed, or for something else', async () => {
    const tokens = make();
    const claims = tokens.fresh({});
    const token = tokens.sign(claims);
    const [header, payload, signature] = token.split('.');
    const secret = Buffer.from(key, 'base64');
    const signed = (body: object, alg = 'HS256') =>
      new SignJWT({ ...body })
        .setProtectedHeader({ alg })
        .setExpirationTime(clock.now() / 1000 + 3600)
        .sign(secret);
    const other = createTokens(createTokenKey(), clock.now).sign(claims);
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const foreign = Buffer.from(JSON.stringify({ ...claims, conversationId: 'x' })).toString('base64url');
    const bad = [
      ...['abc', other, `${none}.${payload}.`, `${header}.${foreign}.${signature}`, `${token}x`],
      await signed(claims, 'HS512'),
      await signed({ user: 'u', conversationId: 'c' }),
      await signed({ ...claims, locale: 'de' }),
      await signed({ ...claims, use: 'desk' }),
    ];
    for (const one of bad) expect(await refusal(make().verify(one)), one).to.equal('401 token_invalid');
    for (const missing of [undefined, ''])
      expect(await refusal(tokens.verify(missing))).to.equal('401 token_missing');
  });

  it('is remembered for a busy hour, and no more of them', async () => {
    const tokens = make();
    const first = tokens.sign(tokens.fresh({}));
    for (let one = 0; one < 10_001; one++)
      tokens.sign({ user: 'u', conversationId: String(one), begunAt: 0 });
    expect((await tokens.verify(first)).conversationId).to.have.length(36);
  });
});
