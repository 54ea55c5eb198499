import { expect } from 'chai';
import { createClock, startApp, type TestApp } from '../helpers/app.ts';
import { type SignedIn, signIn } from '../helpers/desk-server.ts';
import { call, DirectLineClient } from '../helpers/direct-line.ts';
import { engines } from '../helpers/engines.ts';

/** A control character that PostgreSQL refuses, others, and half of a character. */
const ODD = ['\u0000', 'a\u0000b', '\u0007', '\ud800', 'x'.repeat(600)];

for (const { name, databaseUrl } of engines) {
  describe(`ids, keys and groups from outside, on ${name}`, () => {
    let app: TestApp;
    let marie: SignedIn;
    const clock = createClock();
    before(async () => {
      app = await startApp({ DATABASE_URL: await databaseUrl(), TEAMS_UNAUTHENTICATED: 'true' }, clock);
      marie = await signIn({ ...app, clock }, 'Marie', 'agent', ['paris']);
    });
    after(() => app.close());

    it('are refused with 400 where they could not be stored as they are: of the web chat', async () => {
      const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
      for (const clientActivityID of ODD) {
        const { status } = await call(client.path, 'POST', client.token, {
          ...{ type: 'message', text: 'bonjour', channelData: { clientActivityID } },
        });
        expect(status, JSON.stringify(clientActivityID)).to.equal(400);
      }
    });

    it('are refused with 400: of the Bot Framework', async () => {
      const activity = (change: object) => ({
        ...{
          type: 'message',
          id: 'a',
          channelId: 'msteams',
          serviceUrl: 'http://127.0.0.1:9',
          text: 'bonjour',
        },
        ...{ conversation: { id: 'c' }, from: { id: 'u' }, recipient: { id: 'b' }, ...change },
      });
      for (const odd of ODD) {
        const changes = [{ id: odd }, { from: { id: odd } }, { channelId: odd }, { recipient: { id: odd } }];
        if (odd.length < 10) changes.push({ conversation: { id: odd } } as never);
        for (const change of [...changes, { from: { id: 'u', aadObjectId: odd } }]) {
          const { status } = await call(`${app.url}/api/messages`, 'POST', undefined, activity(change));
          expect(status, JSON.stringify(change)).to.equal(400);
        }
      }
    });

    it('are refused with 4xx, or named unknown: of the desk', async () => {
      for (const odd of ODD) {
        const escaped = encodeURIComponent(odd.toWellFormed());
        const statuses = [
          await marie.call('GET', `/desk/api/agents?case=${escaped}`),
          await marie.call('GET', `/desk/api/cases/${escaped}`),
          await marie.call('GET', `/desk/api/cases/${escaped}/activities`),
          await marie.call('POST', `/desk/api/cases/${escaped}/accept`),
          await marie.call('POST', '/desk/api/cases/x/messages', { fence: 1, text: 'a', key: odd }),
          await marie.call('POST', '/desk/api/cases/x/transfer', { fence: 1, group: odd }),
          await marie.call('POST', '/desk/api/cases/x/transfer', { fence: 1, agent: odd }),
        ].map(({ status }) => status);
        for (const status of statuses) expect(status, JSON.stringify(odd)).to.be.oneOf([400, 404]);
      }
    });
  });
}
