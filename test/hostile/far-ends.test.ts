import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline, Readable } from 'node:stream';
import { expect } from 'chai';
import { createConnector } from '../../src/channels/teams/connector.ts';
import { createCredentialsFactory } from '../../src/channels/teams/credentials.ts';
import { SigningKeys } from '../../src/channels/teams/signing-keys.ts';
import { readConfig } from '../../src/config/config.ts';
import { createOidc } from '../../src/desk/sign-in/oidc.ts';
import { createRequestTracker } from '../../src/desk/tickets/request-tracker.ts';
import { createClock, startApp } from '../helpers/app.ts';
import { signIn } from '../helpers/desk-server.ts';
import { DirectLineClient } from '../helpers/direct-line.ts';

/** Megabytes that a far end would send in all, and that any of our readers may take. */
const WHOLE = 64;
const TAKEN = 8;

describe('a far end whose answer does not end', () => {
  let server: Server;
  let url = '';
  let sent = 0;
  before(async () => {
    const chunk = Buffer.alloc(64 * 1024, ' ');
    function* endless() {
      for (sent = 0; sent < WHOLE * 1024 * 1024; sent += chunk.length) yield chunk;
    }
    server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      pipeline(Readable.from(endless()), response, () => {});
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  const ticket = {
    ...{ key: 'k', referenceCode: 'P-7K3M9Q', academy: null, urgent: false },
    ...{ subject: 's', body: 'b', createdAt: 0 },
  };
  const readers: Record<string, () => Promise<unknown>> = {
    'Request Tracker': () =>
      createRequestTracker({ url, token: 't', queue: new Map([['*', 'q']]) } as never).open(ticket as never),
    'the signing keys of the Bot Framework': () => new SigningKeys(url, Date.now).getKey('k'),
    'the login service of the bot': async () => {
      const set = { TEAMS_APP_ID: randomUUID(), TEAMS_APP_PASSWORD: 'a-password-for-tests' };
      const config = readConfig({ ...set, TEAMS_LOGIN_URL: url });
      const factory = createCredentialsFactory(config, set.TEAMS_APP_ID);
      const own = await factory.createCredentials(
        set.TEAMS_APP_ID,
        'https://api.botframework.com',
        url,
        true,
      );
      await (own as unknown as { getToken(): Promise<string> }).getToken();
    },
    'the connector': () =>
      createConnector(async () => undefined).send(
        { serviceUrl: url, conversation: { id: 'c' } as never },
        {},
      ),
    'the issuer of the desk': () =>
      createOidc({
        ...{ issuer: url, clientId: 'c', clientSecret: 's', knowsAcademy: () => true },
        claims: { role: 'roles', academy: 'academies' },
      }).begin('http://127.0.0.1/'),
  };
  for (const [name, read] of Object.entries(readers)) {
    it(`is left: ${name}`, async () => {
      await read().catch(() => {});
      expect(sent).to.be.above(0);
      expect(sent / 1024 / 1024).to.be.below(TAKEN);
    });
  }
});

describe('an activity row that is damaged', () => {
  it('does not take its conversation along, for the person or the desk', async () => {
    const clock = createClock();
    const app = await startApp({}, clock);
    const marie = await signIn({ ...app, clock }, 'Marie', 'agent', ['paris']);
    const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
    for (const text of [
      'Compte bloqué',
      'À l’instant',
      'une personne',
      'Aucun message affiché',
      'À l’instant',
    ]) {
      await client.say(text);
    }
    await client.say('Envoyer à l’assistance');
    const damaged = ['{', 'null', '5', '{"from":"bot"}', '{"from":"agent","name":1}', '{"from":"user"}', ''];
    for (const [index, body] of damaged.entries()) {
      await app.store.db
        .updateTable('activity')
        .set({ body })
        .where('seq', '=', index + 3)
        .execute();
    }
    expect((await client.all()).length).to.be.above(3);
    expect((await client.say('bonjour')).status).to.equal(200);
    const [{ id }] = (await marie.call('GET', '/desk/api/cases')).body.cases;
    const { status, body } = await marie.call('GET', `/desk/api/cases/${id}/activities`);
    expect(status).to.equal(200);
    expect(body.activities.filter(({ text }: { text: string }) => text === '[…]')).to.have.lengthOf(7);
    await app.store.db.updateTable('activity').set({ body: '{' }).execute();
    expect((await marie.call('GET', '/desk/api/cases')).status).to.equal(200);
    await app.close();
  });
});
