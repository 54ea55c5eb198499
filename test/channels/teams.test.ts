import { expect } from 'chai';
import type { TestApp } from '../helpers/app.ts';
import type { Connector } from '../helpers/connector.ts';
import { eventually } from '../helpers/eventually.ts';
import { sendAsTeams, setTeamsStage, settleReplies, teamsActivity } from '../helpers/teams.ts';

const MINUTE = 60_000;

describe('Teams', () => {
  const stage = setTeamsStage();
  const { clock } = stage;
  let app: TestApp;
  let connector: Connector;
  before(() => {
    ({ app, connector } = stage);
  });
  beforeEach(() => {
    connector.sent.length = 0;
  });
  afterEach(() => settled());

  const activity = (conversation: string, more: object) => teamsActivity(connector, conversation, more);
  const post = (body: object) => sendAsTeams(app, body);
  const settled = () => settleReplies(app);
  const outbox = () => app.store.db.selectFrom('outbox').selectAll();
  const heard = (number: number) =>
    eventually(() => (connector.sent.length >= number ? connector.sent.slice() : undefined));
  const buttons = (sent: {
    activity: { attachments?: { content: { actions: { title: string; data: object }[] } }[] };
  }) => sent.activity.attachments?.[0]?.content.actions ?? [];

  it('welcomes once at installation, whatever events come at the same time', async () => {
    const install = activity('install', { type: 'installationUpdate', action: 'add' });
    const joined = activity('install', {
      type: 'conversationUpdate',
      membersAdded: [{ id: 'bot-1' }, { id: 'user-1' }],
    });
    await Promise.all([post(install), post(joined)]);
    await settled();
    expect(connector.sent).to.have.length(1);
    expect(connector.sent[0]?.activity.summary).to.include('assistant automatique');
    await post({ ...install, id: 'removed', action: 'remove' });
    await settled();
    expect(connector.sent).to.have.length(1);
  });

  it('says all of a turn in one message, with the choices as buttons of a card', async () => {
    expect((await post(activity('order', { text: 'mon compte est bloqué' }))).status).to.equal(200);
    const sent = await heard(1);
    expect(sent[0]?.activity.summary).to.match(/assistant automatique.*académie/s);
    expect(sent[0] && buttons(sent[0]).map(({ title }) => title)).to.include.members(['Paris', 'Lyon']);
    expect(sent[0]?.path).to.include('/v3/conversations/order/activities');
  });

  it('takes a pressed button, and a redelivered activity has no second effect', async () => {
    await post(activity('again', { text: 'compte bloqué' }));
    await heard(1);
    const pressed = activity('again', { text: undefined, value: { choice: 'academy.paris' } });
    await Promise.all([post(pressed), post(pressed)]);
    await post(pressed);
    await heard(2);
    await post(activity('again', { text: 'à l’instant' }));
    const sent = await heard(3);
    expect(sent).to.have.length(3);
    expect(JSON.stringify(sent[1]?.activity)).to.include('Après 3\u00a0échecs');
    expect(JSON.stringify(sent[2]?.activity)).to.include('essayer avant peut prolonger');
  });

  it('comes back by itself when the lockout wait is over', async () => {
    await post(activity('wait', { text: 'compte bloqué à Paris' }));
    await post(activity('wait', { text: 'à l’instant' }));
    await settled();
    const before = connector.sent.length;
    clock.advance(15 * MINUTE);
    const sent = await heard(before + 1);
    expect(JSON.stringify(sent.at(-1)?.activity)).to.include('15\u00a0minutes ont passé');
  });

  it('sends again after 429, in order, and does not repeat what a 500 may have shown', async () => {
    connector.statuses.push(429);
    await post(activity('busy', { text: 'bonjour' }));
    await eventually(() =>
      outbox().where('attempts', '=', 1).where('state', '=', 'waiting').executeTakeFirst(),
    );
    clock.advance(3000);
    const sent = await heard(1);
    expect(sent[0]?.activity.summary).to.include('assistant automatique');

    connector.statuses.push(500, 500, 500, 500, 500, 500);
    connector.sent.length = 0;
    await post(activity('busy', { text: 'compte bloqué' }));
    const row = await eventually(() => outbox().where('failure', 'like', '%500%').executeTakeFirst());
    expect(row.conversationId).to.equal('msteams|busy');
    expect(connector.sent).to.deep.equal([]);
    connector.statuses.length = 0;
  });

  it('goes on at once when the clock is put back by an hour, also with what waited for a second try', async () => {
    for (let turn = 0; turn < 12; turn++) {
      clock.advance(400);
      await post(activity('back', { text: 'bonjour' }));
    }
    await eventually(async () => {
      clock.advance(1000);
      return (
        (await outbox().where('state', 'in', ['waiting', 'sending']).execute()).length === 0 || undefined
      );
    });
    connector.sent.length = 0;
    connector.statuses.push(429);
    await post(activity('back', { text: 'merci' }));
    await eventually(() =>
      outbox().where('attempts', '=', 1).where('state', '=', 'waiting').executeTakeFirst(),
    );
    clock.advance(-3_600_000);
    await post(activity('back', { text: 'au revoir' }));
    await heard(2);
    clock.advance(3_600_000);
  });

  it('refuses activities that lack what an answer needs', async () => {
    for (const missing of ['type', 'serviceUrl', 'conversation', 'channelId']) {
      const { status, body } = await post(activity('bad', { [missing]: undefined }));
      expect(status, missing).to.equal(400);
      expect(body.error.message, missing).to.include(missing);
    }
  });
});
