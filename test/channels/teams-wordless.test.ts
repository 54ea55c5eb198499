import { expect } from 'chai';
import type { Sent } from '../helpers/connector.ts';
import { sendAsTeams, setTeamsStage, settleReplies, teamsActivity } from '../helpers/teams.ts';

const html = (content: string) => [{ contentType: 'text/html', content }];
const IMAGE = 'Je ne lis pas les images : recopiez le message affiché.'.replace(' :', '\u00a0:');
const QUESTION = 'Que se passe-t-il';

describe('what people send in Teams besides plain words', () => {
  const stage = setTeamsStage();

  /** Sends an activity and gives what the bot says to it, as one text without Teams' marks. */
  async function send(conversation: object & { id: string }, change: object): Promise<string> {
    const { app, connector } = stage;
    stage.clock.advance(60_000);
    connector.sent.length = 0;
    const from = { id: 'user-1' };
    const place = { conversationType: 'personal', ...conversation };
    const { status } = await sendAsTeams(app, teamsActivity(connector, place, { from, ...change }));
    expect(status).to.equal(200);
    await settleReplies(app);
    return connector.sent.map(saidIn).join('\n');
  }
  const saidIn = ({ activity }: Sent) =>
    [activity.text, activity.summary, activity.attachments?.[0]?.content.fallbackText]
      .filter(Boolean)
      .join('\n');

  const kinds: readonly (readonly [string, object, string])[] = [
    ['a screenshot', { text: '', attachments: [{ contentType: 'image/*', contentUrl: 'x' }] }, 'images'],
    ['a picture in the text', { attachments: html('<p><img src="x" itemtype="x/Giphy"></p>') }, 'images'],
    [
      'a GIF',
      { attachments: [{ contentType: 'application/vnd.microsoft.card.animation', content: {} }] },
      'images',
    ],
    ['a voice note', { text: null, attachments: [{ contentType: 'audio/mp4' }] }, 'vocaux'],
    ['a forwarded message', { attachments: [{ contentType: 'forwardedMessageReference' }] }, 'transférés'],
    [
      'a code snippet',
      {
        text: '<attachment id="1"></attachment>',
        attachments: [{ contentType: 'application/vnd.microsoft.card.codesnippet', content: '{}' }],
      },
      'pièces jointes',
    ],
    [
      'a file',
      { text: '', attachments: [{ contentType: 'application/vnd.microsoft.teams.file.download.info' }] },
      'pièces jointes',
    ],
  ];
  for (const [what, change, word] of kinds) {
    it(`answers ${what} alone, as the first message too, and asks its question`, async () => {
      const said = await send({ id: what }, change);
      expect(said).to.include(word).and.to.include('assistant automatique').and.to.include(QUESTION);
    });
  }

  it('says that it reads no images and asks again where it was', async () => {
    await send({ id: 'middle' }, { text: 'compte bloqué à Paris' });
    const said = await send({ id: 'middle' }, { attachments: [{ contentType: 'image/png' }] });
    expect(said.replaceAll('\u202f', '\u00a0')).to.include(IMAGE);
    expect(said)
      .to.match(/dernier essai|dernière fois/)
      .and.not.to.include('Bonjour');
  });

  it('greets whoever writes its name alone, in a group and in private', async () => {
    const entities = [{ type: 'mention', text: '<at>Permanence</at>', mentioned: { id: 'bot-1' } }];
    const called = { text: '<at>Permanence</at> ', entities };
    expect(await send({ id: 'alone' }, called)).to.include(QUESTION);
    const group = { id: 'group', conversationType: 'groupChat' };
    expect(await send(group, called)).to.include(QUESTION);
    const others = { text: '', attachments: [{ contentType: 'image/png' }] };
    expect(await send({ ...group, id: 'others' }, others)).to.equal('');
  });

  it('reads words that stand in the text/html attachment only', async () => {
    const said = await send(
      { id: 'html' },
      {
        text: '',
        attachments: html('<div><p>mon compte est bloqu&#233;&nbsp;&amp; je suis &#xe0; Paris</p></div>'),
      },
    );
    expect(said).to.include('académie de Paris').and.to.include('échecs');
  });

  it('reads a reply with a quotation as the same words without it', async () => {
    for (const [at, quoted] of [
      '<quoted messageId="1783419459151"/>Lyon',
      '<attachment id="1783419459151"></attachment>Lyon',
    ].entries()) {
      const id = `quoted-${at}`;
      await send({ id }, { text: 'compte bloqué' });
      const said = await send({ id }, { text: quoted });
      expect(said).to.include('académie de Lyon').and.not.to.include('masqué');
    }
    await send({ id: 'quoted-html' }, { text: 'compte bloqué' });
    const quotation = '<blockquote itemtype="http://schema.skype.com/Reply"><p>Paris ?</p></blockquote>';
    const said = await send(
      { id: 'quoted-html' },
      { text: '', attachments: html(`${quotation}<p>Lyon</p>`) },
    );
    expect(said).to.include('académie de Lyon');
  });

  it('is silent at a new version of the app, however long after', async () => {
    const installed = await send({ id: 'upgrade' }, { type: 'installationUpdate', action: 'add' });
    expect(installed).to.include(QUESTION);
    stage.clock.advance(30 * 24 * 3_600_000);
    const upgrade = { type: 'installationUpdate', action: 'add-upgrade' };
    expect(await send({ id: 'upgrade' }, upgrade)).to.equal('');
    expect(await send({ id: 'never seen' }, upgrade)).to.equal('');
  });
});
