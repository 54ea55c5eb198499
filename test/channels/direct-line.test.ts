import { expect } from 'chai';
import { WebSocket } from 'ws';
import { createClock, startApp, type TestApp } from '../helpers/app.ts';
import { call, DirectLineClient } from '../helpers/direct-line.ts';
import { eventually } from '../helpers/eventually.ts';

const HOUR = 3_600_000;

describe('Direct Line', () => {
  const clock = createClock();
  let app: TestApp;
  before(async () => {
    app = await startApp({ WEBCHAT_SECRET: 'a-secret-of-the-portal' }, clock);
  });
  after(() => app.close());

  it('greets once, however often the conversation is opened', async () => {
    const client = await DirectLineClient.begin(app.url, { academy: 'lyon' });
    const again = await call(`${client.base}/conversations`, 'POST', client.token, { user: {} });
    expect(again.status).to.equal(201);
    expect(again.body.conversationId).to.equal(client.conversationId);
    expect((await client.all()).filter(({ text }) => text.includes('assistant automatique'))).to.have.length(
      1,
    );
  });

  it('greets together with the first answer where a client only posts', async () => {
    const { body } = await call(`${app.url}/webchat/token`, 'POST', undefined, { academy: 'paris' });
    const client = new DirectLineClient(`${app.url}/v3/directline`, body.token, body.conversationId);
    await client.say('mot de passe expiré');
    const texts = (await client.all()).map(({ text }) => text);
    expect(texts[0]).to.equal('mot de passe expiré');
    expect(texts[1]).to.include('assistant automatique');
    expect(texts[2]).to.include('notification');
  });

  it('echoes each activity with its clientActivityID before the reply to it', async () => {
    const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
    const { body } = await client.say('Compte bloqué', 'mine');
    const activities = await client.all();
    const echo = activities.findIndex(({ id }) => id === body.id);
    expect(activities[echo]).to.deep.include({ text: 'Compte bloqué', type: 'message' });
    expect(activities[echo]?.channelData.clientActivityID).to.equal('mine');
    expect(activities[echo + 1]?.replyToId).to.equal(body.id);
    const order = activities.map(({ channelData }) => channelData['webchat:sequence-id']);
    expect(order).to.deep.equal(activities.map((_, index) => index + 1));
  });

  it('answers an activity that is posted twice once, also when both arrive together', async () => {
    const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
    await client.hear();
    const [first, second] = await Promise.all([
      client.say('Compte bloqué', 'a'),
      client.say('Compte bloqué', 'a'),
    ]);
    const third = await client.say('Compte bloqué', 'a');
    expect(first.body.id).to.equal(second.body.id).and.to.equal(third.body.id);
    expect(await client.hear()).to.have.length(1);
  });

  it('takes no key of a client’s for one of our own', async () => {
    const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
    for (const key of ['joined', 'address']) {
      await client.say('Compte bloqué', key);
      const said = (await client.all()).filter(({ from }) => from.role === 'user');
      expect(said.at(-1)?.channelData.clientActivityID).to.equal(key);
    }
  });

  it('answers two messages at once one after the other', async () => {
    const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
    await client.hear();
    await Promise.all([client.say('Compte bloqué'), client.say('À l’instant')]);
    const all = (await client.all()).slice(2);
    expect(all.map(({ from }) => from.role)).to.deep.equal(['user', 'bot', 'user', 'bot']);
    expect(all[1]?.replyToId).to.equal(all[0]?.id);
    expect(all[3]?.replyToId).to.equal(all[2]?.id);
  });

  it('hands out only what is new after a watermark', async () => {
    const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
    expect(await client.hear()).not.to.be.empty;
    expect(await client.hear()).to.be.empty;
    await client.say('Compte bloqué');
    expect(await client.hear()).to.have.length(1);
  });

  it('ignores typing and events', async () => {
    const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
    await client.hear();
    for (const type of ['typing', 'event', 'endOfConversation']) {
      expect((await client.post({ type, name: 'webchat/join', value: {} })).status).to.equal(200);
    }
    expect(await client.hear()).to.be.empty;
  });

  it('takes a choice that is pressed on a card', async () => {
    const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
    await client.hear();
    await client.post({
      type: 'message',
      value: { choice: 'trouble.account_locked' },
      channelData: { postBack: true },
    });
    expect((await client.hear())[0]?.text).to.include('échecs');
  });

  it('gives tokens to the portal’s server for its secret only', async () => {
    const path = `${app.url}/v3/directline/tokens/generate`;
    expect((await call(path, 'POST', 'wrong')).status).to.equal(401);
    const { status, body } = await call(path, 'POST', 'a-secret-of-the-portal', {
      academy: 'lyon',
      locale: 'en-GB',
    });
    expect(status).to.equal(200);
    const client = new DirectLineClient(`${app.url}/v3/directline`, body.token, body.conversationId);
    await call(`${client.base}/conversations`, 'POST', body.token, {});
    expect((await client.hear())[0]?.text).to.include('académie de Lyon');
  });

  it('refuses a token that is over, and renews it for a day', async () => {
    const client = await DirectLineClient.begin(app.url);
    clock.advance(2 * HOUR);
    const late = await client.say('bonjour');
    expect(late.status).to.equal(401);
    expect(late.body.error.code).to.equal('token_expired');
    const renewed = await call(`${client.base}/tokens/refresh`, 'POST', client.token);
    expect(renewed.body.conversationId).to.equal(client.conversationId);
    expect((await call(client.path, 'GET', renewed.body.token)).status).to.equal(200);
    clock.advance(30 * HOUR);
    expect((await call(`${client.base}/tokens/refresh`, 'POST', client.token)).status).to.equal(401);
  });

  describe('stream', () => {
    const open = (url: string, origin?: string) => new WebSocket(url, origin ? { origin } : {});
    const frames = (socket: WebSocket) => {
      const received: { activities: { text: string; id: string }[]; watermark: string }[] = [];
      socket.on('message', (data) => received.push(JSON.parse(String(data))));
      return received;
    };

    it('replays the log, then pushes each turn as it is committed', async () => {
      const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
      const { body } = await call(
        `${client.base}/conversations/${client.conversationId}?watermark=`,
        'GET',
        client.token,
      );
      const socket = open(body.streamUrl);
      const received = frames(socket);
      await eventually(() => (received.length > 0 ? true : undefined));
      expect(received[0]?.activities).to.have.length(2);
      socket.send('');
      await client.say('Compte bloqué');
      await eventually(() => (received.at(-1)?.watermark === '4' ? true : undefined));
      const ids = received.flatMap(({ activities }) => activities.map(({ id }) => id));
      expect(new Set(ids).size).to.equal(ids.length).and.to.equal(4);
      socket.close();
    });

    it('pushes a greeting to a reader that was there before it', async () => {
      const { body } = await call(`${app.url}/webchat/token`, 'POST', undefined, {});
      const base = `${app.url}/v3/directline/conversations`;
      const { streamUrl } = (await call(`${base}/${body.conversationId}`, 'GET', body.token)).body;
      const socket = open(streamUrl);
      const received = frames(socket);
      await new Promise((resolve) => socket.on('open', resolve));
      await call(base, 'POST', body.token, {});
      await eventually(() => (received.length > 0 ? true : undefined));
      socket.close();
    });

    it('goes on from the watermark of a reader that comes back', async () => {
      const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
      await client.say('Compte bloqué');
      const { body } = await call(
        `${client.base}/conversations/${client.conversationId}?watermark=2`,
        'GET',
        client.token,
      );
      const socket = open(body.streamUrl);
      const received = frames(socket);
      await eventually(() => (received.length > 0 ? true : undefined));
      expect(received[0]?.activities[0]?.text).to.equal('Compte bloqué');
      socket.close();
    });

    it('refuses other conversations, forged tokens and pages of strangers', async () => {
      const client = await DirectLineClient.begin(app.url);
      const other = await DirectLineClient.begin(app.url);
      const refusal = (url: string, origin?: string) =>
        new Promise((resolve) => {
          open(url, origin)
            .on('unexpected-response', (_, response) => resolve(response.statusCode))
            .on('error', () => {});
        });
      const path = (id: string, token: string) =>
        `${app.url.replace('http', 'ws')}/v3/directline/conversations/${id}/stream?t=${token}`;
      expect(await refusal(path(client.conversationId, other.token))).to.equal(404);
      expect(await refusal(path(client.conversationId, `${client.token}x`))).to.equal(401);
      expect(await refusal(`${app.url.replace('http', 'ws')}/elsewhere?t=${client.token}`)).to.equal(404);
      expect(await refusal(path(client.conversationId, client.token), 'https://evil.example')).to.equal(403);
      expect(
        await refusal(path(client.conversationId, client.token), 'https://ac-lyon.fr.evil.example'),
      ).to.equal(403);
    });

    it('lets its own page in where a proxy changes the host', async () => {
      const proxied = await startApp({ PUBLIC_URL: 'https://assistance.example.fr' });
      const client = await DirectLineClient.begin(proxied.url);
      const path = `${proxied.url.replace('http', 'ws')}/v3/directline/conversations/${client.conversationId}/stream`;
      const socket = open(`${path}?t=${client.token}`, 'https://assistance.example.fr');
      await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
      await proxied.close();
    });

    it('lets pages of the academies in', async () => {
      const client = await DirectLineClient.begin(app.url);
      const { body } = await call(
        `${client.base}/conversations/${client.conversationId}`,
        'GET',
        client.token,
      );
      const socket = open(body.streamUrl, 'https://portail.ac-lyon.fr');
      await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
      socket.close();
    });
  });
});
