import { expect } from 'chai';
import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { startApp, type TestApp } from '../helpers/app.ts';
import { call } from '../helpers/direct-line.ts';

describe('callers of /api/messages', () => {
  const APP = '00000000-0000-0000-0000-000000000001';
  let app: TestApp;
  before(async () => {
    app = await startApp({ TEAMS_APP_ID: APP, TEAMS_APP_PASSWORD: 'a-password-for-tests' });
  });
  after(() => app.close());

  const activity = {
    type: 'message',
    id: '1',
    text: 'bonjour',
    channelId: 'msteams',
    serviceUrl: 'https://smba.trafficmanager.net/emea/',
    conversation: { id: 'c' },
    from: { id: 'u' },
    recipient: { id: 'b' },
  };
  const claims = { aud: APP, iss: 'https://api.botframework.com', serviceurl: activity.serviceUrl };

  it('are refused with 401 where the token is missing, unsigned, of another kind or of another issuer', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const strange = (tid: string) =>
      new SignJWT({ ...claims, iss: `https://sts.windows.net/${tid}/`, tid })
        .setProtectedHeader({ alg: 'RS256', kid: 'x' })
        .setExpirationTime('1h')
        .sign(privateKey);
    const tokens = [
      undefined,
      'abc',
      new UnsecuredJWT(claims).setExpirationTime('1h').encode(),
      await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256' })
        .setExpirationTime('1h')
        .sign(Buffer.alloc(32, 7)),
      await strange('one'),
      await strange('two'),
    ];
    for (const token of tokens) {
      const { status, body } = await call(`${app.url}/api/messages`, 'POST', token, activity);
      expect(status, token).to.equal(401);
      expect(body.error.message).to.match(/not signed by the Bot Framework/);
    }
    expect(await app.store.db.selectFrom('conversation').selectAll().execute()).to.deep.equal([]);
  });
});
