import { expect } from 'chai';
import { startApp, type TestApp } from '../helpers/app.ts';
import { DirectLineClient } from '../helpers/direct-line.ts';

describe('what a person thinks of an answer in the web chat', () => {
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.close());

  const rows = () => app.store.db.selectFrom('feedback').selectAll().orderBy('createdAt').execute();
  const invoke = (replyToId: unknown, reaction: unknown, feedbackText?: string) => ({
    ...{ type: 'invoke', name: 'message/submitAction', replyToId },
    value: {
      actionName: 'feedback',
      actionValue: { reaction, ...(feedbackText && { feedback: { feedbackText } }) },
    },
  });

  it('is asked for under answers that rest on facts, and kept redacted, the last word of it', async () => {
    const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
    await client.say('compte bloqué');
    const said = await client.hear();
    expect(said[0]?.channelData).not.to.have.property('feedbackLoop');
    const answer = said.at(-1);
    expect(answer?.channelData.feedbackLoop).to.deep.equal({ type: 'default' });
    expect((await client.post(invoke(answer?.id, 'like'))).status).to.equal(200);
    const comment = 'mon mot de passe est Soleil2024! et ça ne marche pas';
    expect((await client.post(invoke(answer?.id, 'dislike', comment))).status).to.equal(200);
    const [row, ...others] = await rows();
    expect(others).to.deep.equal([]);
    expect(row).to.include({
      reaction: 'dislike',
      conversationId: client.conversationId,
      remoteId: answer?.id,
    });
    expect(row?.comment).to.include('ça ne marche pas').and.not.to.include('Soleil');
    expect(await client.hear(), 'the bot says nothing to it').to.deep.equal([]);
  });

  it('is not asked for under a mere question, nor under a request to a person', async () => {
    const client = await DirectLineClient.begin(app.url, { academy: 'lyon' });
    await client.say('mot de passe expiré');
    const question = (await client.hear()).at(-1);
    expect(question?.text).to.match(/^[^.]* messagerie [^.]*\?$/);
    await client.say('je veux parler à une personne');
    const request = (await client.hear()).at(-1);
    expect(request?.text).to.include('Je prépare votre demande');
    for (const one of [question, request]) expect(one?.channelData).not.to.have.property('feedbackLoop');
  });

  it('is refused where it belongs to no reply of the conversation', async () => {
    const [mine, other] = [await DirectLineClient.begin(app.url), await DirectLineClient.begin(app.url)];
    const theirs = (await other.hear())[0]?.id;
    const before = (await rows()).length;
    for (const id of [theirs, undefined, 'x', `${mine.conversationId}|x`, `${mine.conversationId}|0000099`]) {
      expect((await mine.post(invoke(id, 'like'))).status, String(id)).to.equal(400);
    }
    const own = (await mine.hear())[0]?.id;
    for (const reaction of ['love', null, {}])
      expect((await mine.post(invoke(own, reaction))).status).to.equal(400);
    expect(await rows()).to.have.length(before);
  });
});
