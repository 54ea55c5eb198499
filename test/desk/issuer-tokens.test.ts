import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { readConfig } from '../../src/config/config.ts';
import { ConfigError } from '../../src/config/errors.ts';
import { createOidc } from '../../src/desk/sign-in/oidc.ts';
import { startApp } from '../helpers/app.ts';
import { sendRaw } from '../helpers/raw-socket.ts';

/** An issuer that signs with one key and publishes another, unless they are the same. */
async function startForger(honest: boolean): Promise<{ url: string; nonce: string; server: Server }> {
  const [own, strange] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'k', alg: 'RS256', use: 'sig' };
  const forger = { url: '', nonce: '', server: createServer() };
  forger.server.on('request', async (request, response) => {
    const { url } = forger;
    const endpoint = (name: string) => `${url}/${name}`;
    const metadata = {
      ...{ issuer: url, authorization_endpoint: endpoint('auth'), token_endpoint: endpoint('token') },
      ...{ jwks_uri: endpoint('jwks'), response_types_supported: ['code'] },
      ...{ subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'] },
    };
    const idToken = () =>
      new SignJWT({ nonce: forger.nonce, name: 'Ines', roles: ['lead'], academies: ['*'] })
        .setProtectedHeader({ alg: 'RS256', kid: 'k' })
        .setIssuer(url)
        .setAudience('permanence')
        .setSubject('s')
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign((honest ? own : strange).privateKey);
    const answers: Record<string, () => unknown> = {
      '/.well-known/openid-configuration': () => metadata,
      '/jwks': () => ({ keys: [jwk] }),
      '/token': async () => ({ access_token: 'a', token_type: 'bearer', id_token: await idToken() }),
    };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify((await answers[request.url ?? '']?.()) ?? {}));
  });
  await new Promise<void>((resolve) => forger.server.listen(0, '127.0.0.1', resolve));
  forger.url = `http://127.0.0.1:${(forger.server.address() as AddressInfo).port}`;
  return forger;
}

describe('an ID token', () => {
  for (const honest of [true, false]) {
    it(honest ? 'signed by the issuer’s key is taken' : 'signed by a stranger’s key is refused', async () => {
      const forger = await startForger(honest);
      const oidc = createOidc({
        ...{ issuer: forger.url, clientId: 'permanence', clientSecret: 'secret' },
        ...{ claims: { role: 'roles', academy: 'academies' }, knowsAcademy: () => true },
      });
      const { pending } = await oidc.begin('http://127.0.0.1/desk/callback');
      forger.nonce = pending.nonce;
      const back = new URL(`http://127.0.0.1/desk/callback?code=c&state=${pending.state}`);
      const person = await oidc.finish(back, pending).catch((error: { reason: string }) => error.reason);
      if (honest) expect(person).to.include({ name: 'Ines', role: 'lead' });
      else expect(person).to.equal('failed');
      forger.server.close();
    });
  }
});

describe('the address that an issuer sends people back to', () => {
  it('is never out of a Host header', async () => {
    const forger = await startForger(true);
    const oidc = { OIDC_ISSUER: forger.url, OIDC_CLIENT_ID: 'permanence', OIDC_CLIENT_SECRET: 'secret' };
    const app = await startApp(oidc);
    const ask = async (host: string) => {
      const head = `GET /desk/sign-in HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
      return (await sendRaw(Number(new URL(app.url).port), Buffer.from(head))).text;
    };
    expect(await ask('evil.example'))
      .to.match(/^HTTP\/1\.1 400/)
      .and.not.include('evil.example');
    expect(await ask('127.0.0.1:3978')).to.match(/^HTTP\/1\.1 302/);
    await app.close();
    forger.server.close();
  });

  it('belongs to one issuer: those that stand for many are refused at start, with the reason', () => {
    for (const path of ['common/v2.0', 'organizations/v2.0', 'consumers/v2.0', 'common']) {
      const set = { OIDC_ISSUER: `https://login.microsoftonline.com/${path}` };
      const read = () => readConfig({ ...set, OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' });
      expect(read, path).to.throw(ConfigError, /OIDC_ISSUER: common.*id of your tenant/);
    }
  });
});
