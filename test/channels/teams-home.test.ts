import { expect } from 'chai';
import { createRenderer, type Shown } from '../../src/channels/teams/render.ts';
import { readRecords } from '../../src/store/queries/index.ts';
import type { LoggedActivity } from '../../src/turn/log-entries.ts';
import type { Reply } from '../../src/turn/types.ts';
import { knowledge, type TestApp } from '../helpers/app.ts';
import type { Connector, Sent } from '../helpers/connector.ts';
import { eventually } from '../helpers/eventually.ts';
import { sendAsTeams, setTeamsStage, settleReplies, teamsActivity } from '../helpers/teams.ts';

interface Button {
  readonly title: string;
  readonly data: { readonly choice: string; readonly asked: string; readonly nonce: string };
}

const cardOf = ({ activity }: Sent) => activity.attachments?.[0]?.content;
const buttonsOf = (sent: Sent | undefined): Button[] => {
  const { actions = [], body = [] } = (sent && cardOf(sent)) ?? {};
  return [...actions, ...body.flatMap((element: { actions?: Button[] }) => element.actions ?? [])];
};
const textOf = (sent: Sent) =>
  [sent.activity.text, ...(cardOf(sent)?.body ?? []).map(({ text }: { text: string }) => text)]
    .filter(Boolean)
    .join('\n');

describe('at home in Teams', () => {
  const stage = setTeamsStage();
  const { clock } = stage;
  let app: TestApp;
  let connector: Connector;
  before(() => {
    ({ app, connector } = stage);
  });
  beforeEach(() => {
    connector.sent.length = 0;
    connector.updated.length = 0;
    connector.opened.length = 0;
    // Each message counts towards the limits of its conversation.
    clock.advance(60_000);
  });

  const activity = (conversation: string | object, more: object) =>
    teamsActivity(
      connector,
      typeof conversation === 'string' ? { id: conversation, conversationType: 'personal' } : conversation,
      { from: { id: 'user-1', name: 'Camille Martin' }, ...more },
    );
  const post = async (body: object) => {
    const answer = await sendAsTeams(app, body);
    expect(answer.status).to.equal(200);
    return answer.body;
  };
  const settled = () => settleReplies(app);
  const press = async (conversation: string | object, title: string, more: object = {}) => {
    const button = buttonsOf(
      connector.sent.findLast((sent) => buttonsOf(sent).some((b) => b.title === title)),
    ).find((b) => b.title === title);
    expect(button, title).not.to.equal(undefined);
    await post(activity(conversation, { text: undefined, value: button?.data, ...more }));
    await settled();
    return button;
  };

  it('shows choices as a card of version 1.5, which says the same to whoever cannot draw it', async () => {
    await post(activity('card', { text: 'compte bloqué' }));
    await settled();
    const sent = connector.sent.at(-1) as Sent;
    const card = cardOf(sent);
    expect(card).to.include({ type: 'AdaptiveCard', version: '1.5' });
    for (const { title } of buttonsOf(sent)) {
      expect(card.fallbackText).to.include(title);
      expect(sent.activity.summary).to.include(title);
    }
    expect(card.fallbackText).to.include('académie');
    // Who has the text alone types a title.
    await post(activity('card', { text: 'Lyon' }));
    await settled();
    expect(textOf(connector.sent.at(-1) as Sent)).to.include('académie de Lyon');
  });

  it('shows the button for easy texts beside the choices, of which it hides what is over six', async () => {
    await post(activity('easy', { text: 'bonjour' }));
    await settled();
    const sent = connector.sent.at(-1) as Sent;
    const actions: Button[] = cardOf(sent).actions ?? [];
    expect(actions).to.have.length.at.most(6);
    expect(actions.map(({ title }) => title)).not.to.include('Facile à lire');
    await press('easy', 'Facile à lire');
    expect(textOf(connector.sent.at(-1) as Sent)).to.include('phrases courtes et simples');
    await press('easy', 'Textes complets');
    expect(textOf(connector.sent.at(-1) as Sent)).to.include('textes complets');
  });

  it('replaces a card once it is answered, by its button or in words', async () => {
    await post(activity('step', { text: 'compte bloqué' }));
    await settled();
    await press('step', 'Paris');
    const first = await eventually(() => connector.updated[0]);
    expect(cardOf(first).actions).to.equal(undefined);
    expect(textOf(first)).to.include('✓ Paris');
    expect(first.path).to.equal('/v3/conversations/step/activities/sent-1');
    await post(activity('step', { text: 'à l’instant' }));
    const second = await eventually(() => connector.updated[1]);
    expect(cardOf(second).actions).to.equal(undefined);
  });

  it('gives a second press of a button no second effect, under whatever id it comes', async () => {
    await post(activity('twice', { text: 'compte bloqué' }));
    await settled();
    const button = await press('twice', 'Paris');
    const before = connector.sent.length;
    for (let times = 0; times < 3; times++)
      await post(activity('twice', { text: undefined, value: button?.data }));
    const execute = {
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', data: button?.data } },
    };
    const answer = await post(activity('twice', { type: 'invoke', ...execute }));
    expect(answer).to.include({ statusCode: 200 });
    await settled();
    expect(connector.sent).to.have.length(before);
  });

  it('labels what it says and names the sources of its facts', async () => {
    await post(activity('sources', { text: 'compte bloqué à Paris' }));
    await settled();
    for (const sent of connector.sent) {
      expect(sent.activity.entities[0].additionalType).to.deep.equal(['AIGeneratedContent']);
      expect(sent.activity.channelData.feedbackLoop).to.deep.equal({ type: 'default' });
    }
    const sourced = connector.sent.find(({ activity: { entities } }) => entities[0].citation) as Sent;
    expect(textOf(sourced)).to.include('[1]');
    expect(sourced.activity.entities[0].citation[0]).to.deep.include({ '@type': 'Claim', position: 1 });
    expect(sourced.activity.entities[0].citation[0].appearance.name).to.include('Convergence');
  });

  it('speaks the language that the person’s Teams is in', async () => {
    await post(activity('english', { type: 'installationUpdate', action: 'add', locale: 'en-GB' }));
    await settled();
    expect(textOf(connector.sent[0] as Sent)).to.include('automated assistant');
    await post(activity('german', { type: 'installationUpdate', action: 'add', locale: 'de-DE' }));
    await settled();
    expect(textOf(connector.sent[1] as Sent)).to.include('assistant automatique');
  });

  it('keeps feedback, redacted, and the last word of it', async () => {
    const feedback = (reaction: string, feedbackText: string) =>
      activity('feedback', {
        type: 'invoke',
        name: 'message/submitAction',
        replyToId: 'sent-7',
        value: {
          actionName: 'feedback',
          actionValue: { reaction, feedback: JSON.stringify({ feedbackText }) },
        },
      });
    await post(feedback('like', 'merci'));
    await post(feedback('dislike', 'mon mot de passe est Soleil2024! et ça ne marche pas'));
    const rows = await app.store.db.selectFrom('feedback').selectAll().execute();
    expect(rows).to.have.length(1);
    expect(rows[0]).to.include({
      remoteId: 'sent-7',
      reaction: 'dislike',
      conversationId: 'msteams|feedback',
    });
    expect(rows[0]?.comment).to.include('ça ne marche pas').and.not.to.include('Soleil');
  });

  const logOf = async (conversationId: string) => {
    const rows = await app.store.db
      .selectFrom('activity')
      .selectAll()
      .where('conversationId', '=', conversationId)
      .orderBy('seq')
      .execute();
    return rows.map(({ body }) => JSON.parse(body) as LoggedActivity);
  };
  const everything = async (conversationId: string) => {
    const row = await app.store.db
      .selectFrom('conversation')
      .selectAll()
      .where('id', '=', conversationId)
      .executeTakeFirstOrThrow();
    return JSON.stringify([row, await logOf(conversationId)]);
  };

  it('follows an edit: the log has the new words, and the last message is answered anew', async () => {
    const first = activity('edit', { text: 'gloubi Atlantis boulga' });
    await post(first);
    await settled();
    const before = connector.sent.length;
    // Teams tells of other changes too, such as a preview: the words are the same.
    await post({ ...first, type: 'messageUpdate' });
    await settled();
    expect(connector.sent).to.have.length(before);
    await post({
      ...first,
      type: 'messageUpdate',
      text: 'compte bloqué à Paris',
      channelData: { eventType: 'editMessage' },
    });
    await settled();
    expect(textOf(connector.sent.at(-1) as Sent)).to.include('Après 3\u00a0échecs');
    expect(connector.sent.length).to.be.greaterThan(before);
    expect(await everything('msteams|edit')).not.to.include('Atlantis');
    const said = (await logOf('msteams|edit')).filter((entry) => entry.from === 'user');
    expect(said.map((entry) => entry.from === 'user' && entry.activity.text)).to.deep.equal([
      'compte bloqué à Paris',
    ]);
    const edited = connector.sent.length;
    await post({ ...first, type: 'messageUpdate', text: 'compte bloqué à Paris' });
    await settled();
    expect(connector.sent).to.have.length(edited);
  });

  it('follows a deletion: nothing of the message is left, in the log or in what the conversation remembers', async () => {
    const first = activity('delete', { text: 'compte bloqué depuis que Gertrude a essayé' });
    await post(first);
    await settled();
    expect(await everything('msteams|delete')).to.include('Gertrude');
    await post({
      ...first,
      type: 'messageDelete',
      text: undefined,
      channelData: { eventType: 'softDeleteMessage' },
    });
    expect(await everything('msteams|delete')).not.to.include('Gertrude');
    await post(activity('delete', { text: 'Paris' }));
    await settled();
    expect(textOf(connector.sent.at(-1) as Sent)).to.include('Après 3\u00a0échecs');
  });

  it('follows a deletion into the state that was left, the summary and every other quote of the bot', async () => {
    for (const text of ['compte bloqué à Paris', 'je veux parler à quelqu’un']) {
      await post(activity('taken-back', { text }));
      await settled();
    }
    const answer = activity('taken-back', { text: 'La session de Gertrude a expiré' });
    await post(answer);
    await settled();
    await post(activity('taken-back', { text: 'À l’instant' }));
    await settled();
    const quotes = (await logOf('msteams|taken-back')).filter(({ from }) => from === 'bot');
    expect(JSON.stringify(quotes)).to.include('Gertrude');
    await post({ ...answer, type: 'messageDelete', text: undefined });
    const records = await readRecords(app.store.db, 'msteams|taken-back');
    expect(JSON.stringify(records)).not.to.include('Gertrude');
  });

  it('hides a secret that an edit brings, and answers no message anew that is not the last', async () => {
    const first = activity('edited-secret', { text: 'mot de passe expiré à Paris' });
    await post(first);
    await settled();
    await post(activity('edited-secret', { text: 'non' }));
    await settled();
    const said = connector.sent.length;
    await post({ ...first, type: 'messageUpdate', text: 'expiré, mdp : Framboise!2024' });
    await settled();
    const records = JSON.stringify(await readRecords(app.store.db, 'msteams|edited-secret'));
    expect(records).to.include('mdp : [•••]').and.not.to.include('Framboise');
    expect(connector.sent).to.have.length(said);
  });

  it('hides in an edit what the message before announced, and keeps no words in the key of the edit', async () => {
    await post(activity('announced', { text: 'mon mot de passe est' }));
    await settled();
    const value = activity('announced', { text: 'chocolat' });
    await post(value);
    await settled();
    await post({ ...value, type: 'messageUpdate', text: 'framboise' });
    await settled();
    const records = JSON.stringify(await readRecords(app.store.db, 'msteams|announced'));
    expect(records).not.to.include('chocolat').and.not.to.include('framboise');
    const other = activity('announced-later', { text: 'je l’ai oublié' });
    await post(activity('announced-later', { text: 'mon mot de passe est' }));
    await settled();
    await post(other);
    await settled();
    await post({ ...other, type: 'messageUpdate', text: 'framboise' });
    await settled();
    const warning = connector.sent.at(-1) as Sent;
    // However late they put it right, and whatever they have said since.
    clock.advance(20 * 60_000);
    await post(activity('announced-later', { text: 'merci' }));
    await settled();
    await post({ ...other, type: 'messageUpdate', text: 'groseille' });
    const later = JSON.stringify(await readRecords(app.store.db, 'msteams|announced-later'));
    expect(later).not.to.include('framboise').and.not.to.include('groseille');
    expect(textOf(warning), 'the person is warned').to.match(/^J’ai masqué.* mot de passe/);
  });

  it('hides what comes behind words that an edit has made an announcement of', async () => {
    const first = activity('edited-announcement', { text: 'bonjour' });
    await post(first);
    await settled();
    await post({ ...first, type: 'messageUpdate', text: 'mon mot de passe est' });
    await settled();
    await post(activity('edited-announcement', { text: 'chocolat' }));
    await settled();
    const records = JSON.stringify(await readRecords(app.store.db, 'msteams|edited-announcement'));
    expect(records).not.to.include('chocolat');
  });

  describe('in a group', () => {
    const group = { id: '19:group@thread.v2', conversationType: 'groupChat', isGroup: true };
    const mention = {
      type: 'mention',
      text: '<at>Permanence</at>',
      mentioned: { id: 'bot-1', name: 'Permanence' },
    };
    const other = {
      type: 'mention',
      text: '<at>Dominique</at>',
      mentioned: { id: 'user-2', name: 'Dominique' },
    };

    it('hears what is said to it without the mentions, and keeps people apart', async () => {
      const text = '<at>Permanence</at> compte bloqué pour <at>Dominique</at>';
      await post(activity(group, { text, entities: [mention, other] }));
      await settled();
      expect(await everything(`msteams|${group.id}|user-1`)).not.to.match(/Dominique|<at>/);
      await press(group, 'Paris');
      await post(
        activity(group, { text: '<at>Permanence</at> bonjour', entities: [mention], from: { id: 'user-2' } }),
      );
      // The wait of somebody else may end meanwhile, and be told after it.
      const greeted = await eventually(() =>
        connector.sent.findLast(({ activity: { recipient } }) => recipient?.id === 'user-2'),
      );
      expect(textOf(greeted)).to.include('Que se passe-t-il');
    });

    it('offers to go on in private, and does so where the person wants it', async () => {
      await post(activity(group, { text: 'mot de passe expiré', from: { id: 'user-3' } }));
      await settled();
      const button = await press(group, 'Continuer en privé', { from: { id: 'user-3' } });
      const opened = await eventually(() => connector.opened[0]);
      expect(opened.activity).to.deep.include({ isGroup: false, members: [{ id: 'user-3' }] });
      const heard = await eventually(() =>
        connector.sent.find(({ path }) => path.includes('/private-user-3/')),
      );
      expect(textOf(heard)).to.include('assistant automatique');
      await eventually(() =>
        connector.sent.find((sent) => textOf(sent).includes('Je vous ai écrit en privé')),
      );
      expect(button?.data.choice).to.equal('private');
      // The words of the button do the same.
      const told = (id: string) =>
        connector.sent.filter(
          (sent) => textOf(sent).includes('Je vous ai écrit en privé') && sent.activity.recipient?.id === id,
        ).length;
      const asks = (id: string) => activity(group, { text: 'continuer en privé', from: { id } });
      const again = asks('user-3');
      await post(again);
      await eventually(() => told('user-3') === 2 || undefined);
      // The same activity once more opens the same chat, and is not told of again.
      await post(again);
      await eventually(() => connector.opened[2]);
      await post(asks('user-5'));
      await eventually(() => told('user-5') === 1 || undefined);
      expect(told('user-3')).to.equal(2);
    });

    it('says nothing there that a person told about their case', async () => {
      const from = { id: 'user-4' };
      await post(activity(group, { text: 'compte bloqué à Paris', from }));
      await post(activity(group, { text: 'une personne', from }));
      await post(activity(group, { text: 'message « Erreur 4711 du serveur »', from }));
      await post(activity(group, { text: 'ce matin', from }));
      await settled();
      expect(JSON.stringify(connector.sent)).not.to.include('4711');
      expect(connector.sent.map(textOf).join('\n')).to.include('Cela est personnel');
    });

    it('welcomes once when it is added, and not each person who comes in', async () => {
      const team = { id: '19:team@thread.tacv2', conversationType: 'channel', isGroup: true };
      await post(activity(team, { type: 'conversationUpdate', membersAdded: [{ id: 'user-9' }] }));
      await settled();
      expect(connector.sent).to.deep.equal([]);
      await post(activity(team, { type: 'conversationUpdate', membersAdded: [{ id: 'bot-1' }] }));
      await settled();
      expect(textOf(connector.sent[0] as Sent)).to.include('assistant automatique');
    });
  });

  describe('the academy', () => {
    it('is guessed from the domain of the person’s address, confirmed once, and nothing else is kept', async () => {
      connector.members.set('user-lyon', { email: 'camille.martin@ac-lyon.fr' });
      const from = { id: 'user-lyon' };
      await post(activity('lyon', { type: 'installationUpdate', action: 'add', from }));
      await eventually(async () =>
        (await everything('msteams|lyon')).includes('\\"guessedAcademy\\":\\"lyon\\"') ? true : undefined,
      );
      await post(activity('lyon', { text: 'mot de passe oublié', from }));
      await settled();
      expect(textOf(connector.sent.at(-1) as Sent)).to.include('vous travaillez dans l’académie de Lyon');
      await press('lyon', 'Oui', { from });
      expect(textOf(connector.sent.at(-1) as Sent)).to.include('DSI');
      expect(await everything('msteams|lyon')).not.to.include('camille');
    });

    it('is asked for where the guess is wrong, or there is none', async () => {
      connector.members.set('user-paris', { userPrincipalName: 'c.martin@etu.ac-paris.fr' });
      const from = { id: 'user-paris' };
      await post(activity('paris', { type: 'installationUpdate', action: 'add', from }));
      await eventually(async () =>
        (await everything('msteams|paris')).includes('\\"guessedAcademy\\":\\"paris\\"') ? true : undefined,
      );
      await post(activity('paris', { text: 'mot de passe oublié', from }));
      await settled();
      await press('paris', 'Non', { from });
      expect(buttonsOf(connector.sent.at(-1)).map(({ title }) => title)).to.include.members([
        'Paris',
        'Lyon',
      ]);
    });
  });
});

describe('a message for Teams', () => {
  const renderer = createRenderer(knowledge.texts);
  const to = { conversation: { id: 'c', conversationType: 'personal', isGroup: false, name: '' } };
  const logged = (text: string): LoggedActivity => ({
    from: 'bot',
    replyTo: null,
    reply: {
      type: 'reply',
      text,
      message: 'menu',
      locale: 'fr',
      asked: 'menu',
      choices: [{ id: 'yes', title: 'Oui' }],
    },
  });

  it('is a card below 28 KB, and else a text with its choices', () => {
    for (const length of [10, 1000, 5000, 20_000, 200_000]) {
      const sent = renderer.reply(logged('é🙂'.repeat(length / 2)), to, 1);
      expect(Buffer.byteLength(JSON.stringify(sent), 'utf16le'), String(length)).to.be.below(28 * 1024);
      expect(sent.attachments ? sent.summary : sent.text).to.include('• Oui');
    }
    expect(renderer.reply(logged('a'), to, 1).attachments).to.have.length(1);
    expect(renderer.reply(logged('a'.repeat(20_000)), to, 1).attachments).to.equal(undefined);
  });

  const group = { conversation: { id: 'g', conversationType: 'channel', isGroup: true, name: '' } };
  const said = (message: string, text: string, names: readonly string[] = []): Reply => ({
    type: 'reply',
    ...{ text, message, locale: 'fr', choices: [] },
    sources: names.map((name) => ({ name, checkedOn: '2026-11' })),
  });
  const inOne = (...parts: readonly Reply[]): Shown => {
    const [last = said('menu', ''), ...before] = parts.toReversed();
    return { from: 'bot', replyTo: null, reply: last, before: before.toReversed() };
  };

  it('is all that a turn says; in a group each part is held back by itself where it quotes the person', () => {
    const personal = knowledge.texts
      .keys('fr')
      .find((key) => knowledge.texts.arguments('fr', key).includes('error_message')) as string;
    const logged = inOne(said('welcome', 'Bonjour.'), said(personal, 'Gertrude'), said(personal, 'Gaspard'));
    expect(renderer.reply(logged, to, 3).text).to.equal('Bonjour.\nGertrude\nGaspard');
    const shown = JSON.stringify(renderer.reply(logged, group, 3));
    expect(shown)
      .to.include('Bonjour.')
      .and.not.match(/Gertrude|Gaspard/);
    expect(JSON.stringify(renderer.answered(logged, group))).not.to.match(/Gertrude|Gaspard/);
    expect(shown.split(knowledge.texts.render('fr', 'teams.in_private_only', {}))).to.have.length(2);
  });

  it('names each document once, and by its number in every part that rests on it', () => {
    const logged = inOne(
      said('a', 'Un.', ['Guide']),
      said('b', 'Deux.', ['Charte', 'Guide']),
      said('c', 'Trois.'),
    );
    const { text, entities } = renderer.reply(logged, to, 3);
    expect(text).to.equal('Un. [1]\nDeux. [2] [1]\nTrois.');
    const names = entities?.[0]?.citation.map(
      ({ appearance }: { appearance: { name: string } }) => appearance.name,
    );
    expect(names).to.deep.equal(['Guide', 'Charte']);
  });
});
