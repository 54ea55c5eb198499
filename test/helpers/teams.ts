import { randomUUID } from 'node:crypto';
import { type Clock, createClock, startApp, type TestApp } from './app.ts';
import { type Connector, startConnector } from './connector.ts';
import { type Answer, call } from './direct-line.ts';
import { eventually } from './eventually.ts';

/** What Teams sends of a conversation: a message of somebody in French, with an id of its own, unless `more` says otherwise. */
export function teamsActivity({ url }: Connector, conversation: string | object, more: object) {
  return {
    ...{ type: 'message', id: randomUUID(), channelId: 'msteams', serviceUrl: url, locale: 'fr-FR' },
    conversation: typeof conversation === 'string' ? { id: conversation } : conversation,
    from: { id: 'user-1', name: 'User' },
    recipient: { id: 'bot-1', name: 'Permanence' },
    ...more,
  };
}

/** Sends an activity as Teams does. */
export function sendAsTeams(app: TestApp, activity: object): Promise<Answer> {
  return call(`${app.url}/api/messages`, 'POST', undefined, activity);
}

/** Waits until every reply has gone out, or was given up. */
export async function settleReplies({ store }: TestApp): Promise<void> {
  await eventually(async () => {
    const waiting = store.db
      .selectFrom('outbox')
      .select('seq')
      .where('state', 'in', ['waiting', 'sending'])
      .execute();
    return (await waiting).length === 0 ? true : undefined;
  });
}

export interface TeamsStage {
  readonly app: TestApp;
  readonly connector: Connector;
  readonly clock: Clock;
}

/** Gives the tests of the describe around it one service that takes activities from anybody, and the connector that it answers to. */
export function setTeamsStage(): TeamsStage {
  const clock = createClock();
  let app: TestApp;
  let connector: Connector;
  before(async () => {
    connector = await startConnector();
    app = await startApp({ TEAMS_UNAUTHENTICATED: 'true' }, clock);
  });
  after(async () => {
    await app.close();
    await connector.close();
  });
  return {
    clock,
    get app() {
      return app;
    },
    get connector() {
      return connector;
    },
  };
}
