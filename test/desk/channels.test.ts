import { expect } from 'chai';
import { WebSocket } from 'ws';
import { findConversation } from '../../src/store/queries/index.ts';
import { createClock, startApp, type TestApp } from '../helpers/app.ts';
import { type Connector, startConnector } from '../helpers/connector.ts';
import { karim, ON_DUTY } from '../helpers/desk.ts';
import { call, DirectLineClient } from '../helpers/direct-line.ts';
import { eventually } from '../helpers/eventually.ts';

const MINUTE = 60_000;
const ASKING = ['Aucun message affiché', 'À l’instant', 'Envoyer à l’assistance'];

describe('an agent’s words', () => {
  const clock = createClock();
  let app: TestApp;
  let connector: Connector;
  before(async () => {
    connector = await startConnector();
    app = await startApp({ TEAMS_UNAUTHENTICATED: 'true' }, clock, { duty: () => ON_DUTY });
  });
  after(async () => {
    await app.close();
    await connector.close();
  });
  beforeEach(() => {
    connector.sent.length = 0;
  });

  let count = 0;
  const post = (conversation: string, text: string, more: object = {}) =>
    call(`${app.url}/api/messages`, 'POST', undefined, {
      type: 'message',
      id: `agent-${++count}`,
      channelId: 'msteams',
      serviceUrl: connector.url,
      conversation: { id: conversation },
      from: { id: 'user-1', name: 'User' },
      recipient: { id: 'bot-1', name: 'Bot' },
      locale: 'fr-FR',
      text,
      ...more,
    });
  const caseOf = async (conversationId: string) => {
    const row = await findConversation(app.store.db, conversationId);
    if (!row?.caseId) throw new Error('there is no case');
    return row.caseId;
  };
  const states = async (conversationId: string) => {
    const rows = await app.store.db
      .selectFrom('outbox')
      .selectAll()
      .where('conversationId', '=', conversationId)
      .orderBy('seq')
      .execute();
    return rows.map(({ state }) => state);
  };
  const settled = (conversationId: string) =>
    eventually(async () =>
      (await states(conversationId)).every((state) => state === 'sent' || state === 'superseded')
        ? true
        : undefined,
    );

  it('arrive in Teams under the agent’s name, and what the bot said late does not', async () => {
    for (const text of ['une personne', 'Paris', ...ASKING.slice(0, 2)]) {
      await post('late', text);
      await settled('msteams|late');
      // Teams takes so many messages a second, and the clock stands.
      clock.advance(MINUTE);
    }
    connector.sent.length = 0;
    connector.statuses.push(429);
    await post('late', 'Envoyer à l’assistance');
    await eventually(() => (connector.statuses.length === 0 ? true : undefined));
    await eventually(async () => ((await states('msteams|late')).includes('waiting') ? true : undefined));
    const id = await caseOf('msteams|late');
    const { fence } = await app.cases.accept(karim, id);
    await app.cases.send(karim, id, { fence, text: 'Bonjour, je regarde.', key: 'one' });
    clock.advance(MINUTE);
    await settled('msteams|late');
    // What the person puts right in their last words the agent is told, though they have written since.
    const told: string[] = [];
    const end = app.store.bus.subscribe('desk', (caseId) => told.push(caseId));
    await post('late', 'Envoyer à l’équipe', { type: 'messageUpdate', id: `agent-${count}` });
    end();
    expect(told).to.include(id);
    expect(connector.sent.map(({ activity }) => activity.text)).to.deep.equal([
      'Karim : Bonjour, je regarde.',
    ]);
    expect((await states('msteams|late')).filter((state) => state === 'superseded')).to.have.length(1);
    await app.cases.handBack(karim, id, { fence });
    await settled('msteams|late');
    expect(JSON.stringify(connector.sent)).to.include('Karim me rend la main');
    expect(JSON.stringify(connector.sent)).not.to.include('C’est envoyé');
  });

  it('arrive in the web chat under the agent’s name, with typing both ways that is kept nowhere', async () => {
    const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
    for (const text of ['une personne', ...ASKING]) await client.say(text);
    await client.hear();
    const id = await caseOf(client.conversationId);
    const typed: string[] = [];
    const end = app.store.bus.subscribe('typing', (caseId) => typed.push(caseId));
    await client.post({ type: 'typing' });
    expect(typed, 'nobody looks on yet').to.deep.equal([]);
    const { fence } = await app.cases.accept(karim, id);
    await client.post({ type: 'typing' });
    expect(typed).to.deep.equal([id]);
    end();

    const { body } = await call(`${client.base}/conversations/${client.conversationId}`, 'GET', client.token);
    const frames: { activities: { type: string }[]; watermark: string }[] = [];
    const socket = new WebSocket(body.streamUrl);
    socket.on('message', (data) => frames.push(JSON.parse(String(data))));
    await eventually(() => (frames.length > 0 ? true : undefined));
    await app.cases.typing(karim, id);
    const typing = await eventually(() => frames.find(({ activities }) => activities[0]?.type === 'typing'));
    expect(typing.watermark).to.equal(frames[0]?.watermark);
    await app.cases.send(karim, id, { fence, text: 'Bonjour !', key: 'one' });
    const [heard] = await client.hear();
    expect(heard).to.deep.include({ text: 'Karim : Bonjour !', type: 'message' });
    expect(heard?.from).to.deep.include({ name: 'Karim', role: 'bot' });
    expect((await client.all()).filter(({ type }) => type === 'typing')).to.deep.equal([]);
    socket.close();
  });
});
