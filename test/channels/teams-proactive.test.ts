import { expect } from 'chai';
import pg from 'pg';
import { createClock, startApp } from '../helpers/app.ts';
import { type Connector, startConnector } from '../helpers/connector.ts';
import { call } from '../helpers/direct-line.ts';
import { engines } from '../helpers/engines.ts';
import { eventually } from '../helpers/eventually.ts';
import { sharedPostgres } from '../helpers/postgres.ts';

const MINUTE = 60_000;

const activity = (connector: Connector, more: object) => ({
  type: 'message',
  id: crypto.randomUUID(),
  channelId: 'msteams',
  serviceUrl: connector.url,
  conversation: { id: 'c', conversationType: 'personal' },
  from: { id: 'user-1' },
  recipient: { id: 'bot-1' },
  locale: 'fr-FR',
  ...more,
});

for (const { name, databaseUrl } of engines) {
  describe(`what Teams is told unasked, on ${name}`, () => {
    let connector: Connector;
    let environment: Record<string, string>;
    beforeEach(async () => {
      connector = await startConnector();
      environment = { TEAMS_UNAUTHENTICATED: 'true', DATABASE_URL: await databaseUrl() };
    });
    afterEach(() => connector.close());

    /** A conversation that waits for the end of a lockout, in a service that has ended since. */
    async function wait(clock: ReturnType<typeof createClock>, then?: object): Promise<void> {
      const app = await startApp(environment, clock);
      const post = (more: object) =>
        call(`${app.url}/api/messages`, 'POST', undefined, activity(connector, more));
      await post({ text: 'compte bloqué à Paris' });
      await post({ text: 'à l’instant' });
      await eventually(() => (connector.sent.length >= 2 ? true : undefined));
      if (then) await post(then);
      await app.close();
      connector.sent.length = 0;
    }

    it('arrives after a restart: the wait is over', async () => {
      const clock = createClock();
      await wait(clock);
      clock.advance(20 * MINUTE);
      const app = await startApp(environment, clock);
      const [sent] = await eventually(() => (connector.sent.length > 0 ? connector.sent : undefined));
      expect(JSON.stringify(sent?.activity)).to.include('15\u00a0minutes ont passé');
      expect(sent?.path).to.equal('/v3/conversations/c/activities');
      await app.close();
      expect(connector.sent).to.have.length(1);
    });

    it('is not sent to somebody who has removed the bot, and is again once they come back', async () => {
      const clock = createClock();
      await wait(clock, { type: 'installationUpdate', action: 'remove' });
      clock.advance(20 * MINUTE);
      const app = await startApp(environment, clock);
      expect(await app.store.db.selectFrom('timer').selectAll().execute()).to.deep.equal([]);
      await call(`${app.url}/api/messages`, 'POST', undefined, activity(connector, { text: 'bonjour' }));
      const [sent] = await eventually(() => (connector.sent.length > 0 ? connector.sent : undefined));
      expect(JSON.stringify(sent?.activity)).not.to.include('15\u00a0minutes ont passé');
      await app.close();
    });
  });
}

describe('typing', () => {
  it('is shown where a turn takes long', async () => {
    const connector = await startConnector();
    const database = await (await sharedPostgres()).createDatabase();
    const app = await startApp({ TEAMS_UNAUTHENTICATED: 'true', DATABASE_URL: database });
    const post = (text: string) =>
      call(`${app.url}/api/messages`, 'POST', undefined, activity(connector, { text }));
    await post('bonjour');
    await eventually(() => (connector.sent.length === 1 ? true : undefined));
    // Somebody else holds the conversation for a moment.
    const other = new pg.Client({ connectionString: database });
    await other.connect();
    await other.query('begin');
    await other.query('select * from conversation for update');
    const answered = post('compte bloqué');
    await eventually(() => (connector.sent[1]?.activity.type === 'typing' ? true : undefined));
    await other.query('rollback');
    await other.end();
    expect((await answered).status).to.equal(200);
    await eventually(() => (connector.sent.length === 3 ? true : undefined));
    await app.close();
    await connector.close();
  });
});
