import type { Activity } from 'botbuilder';
import { expect } from 'chai';
import { conversationOf, isGroup, localeOf, toTurn, typedText } from '../../src/channels/teams/activity.ts';
import { startApp } from '../helpers/app.ts';
import { startConnector } from '../helpers/connector.ts';
import { call } from '../helpers/direct-line.ts';

const BOT = { id: 'b', name: 'Permanence' };
const activity = (change: object = {}): Activity =>
  ({
    ...{ type: 'message', id: 'a', channelId: 'msteams', serviceUrl: 'http://127.0.0.1:9', text: 'bonjour' },
    ...{ conversation: { id: 'c' }, from: { id: 'u' }, recipient: BOT, ...change },
  }) as unknown as Activity;
const mention = (who: object, text: string) => ({ type: 'mention', mentioned: who, text });
const AT_BOT = mention(BOT, '<at>Permanence</at>');
const AT_ANNE = mention({ id: 'anne' }, '<at>Anne</at>');

describe('a message in Teams, as a turn', () => {
  it('holds no secret, neither for the reader nor for the log', () => {
    const turn = toTurn(activity({ text: 'mon mot de passe est Tourterelle75!' }));
    expect(turn?.event).to.deep.include({ text: 'mon mot de passe est [•••]', found: ['password'] });
    expect(turn?.echo?.text).to.equal('mon mot de passe est [•••]');
    expect(JSON.stringify(turn)).not.to.include('Tourterelle75');
  });

  it('stands in the log without its secret', async () => {
    const connector = await startConnector();
    const app = await startApp({ TEAMS_UNAUTHENTICATED: 'true' });
    const text = 'mon mot de passe est Tourterelle75!';
    await call(`${app.url}/api/messages`, 'POST', undefined, activity({ text, serviceUrl: connector.url }));
    const rows = await app.store.db.selectFrom('activity').select('body').execute();
    await app.close();
    await connector.close();
    const log = rows.map(({ body }) => body).join('\n');
    expect(log).to.include('mon mot de passe est [•••]').and.not.include('Tourterelle75');
  });

  it('is the same whatever id the press of a button comes under, and another one for another card', () => {
    const press = (id: string, nonce: unknown, choice: unknown = 'yes') =>
      toTurn(activity({ id, text: undefined, value: { choice, nonce, asked: 'q' } }))?.key;
    expect(press('1', 'n')).to.equal('card:n:yes').and.equal(press('2', 'n'));
    expect(press('1', 'm')).not.to.equal(press('1', 'n'));
    expect(press('1', 'n', 'no')).not.to.equal(press('1', 'n'));
    expect(press('1', 'not a nonce')).to.equal('activity:1').and.equal(press('1', undefined));
    expect(press('1', 'n'.repeat(41))).to.equal('activity:1');
    const turn = toTurn(activity({ text: undefined, value: { choice: 'yes', nonce: 'n', asked: 'q' } }));
    expect(turn?.event).to.deep.equal({ type: 'message', text: '', found: [], choice: 'yes', asked: 'q' });
    expect(turn?.echo).to.deep.equal({ type: 'message', text: '', value: { choice: 'yes' } });
    const words = toTurn(activity());
    expect(words?.key).to.equal('activity:a');
    expect(words?.event).to.deep.equal({ type: 'message', text: 'bonjour', found: [] });
    expect(words?.echo).to.deep.equal({ type: 'message', text: 'bonjour' });
  });

  it('that has no id is never the one before', () => {
    const key = () => toTurn(activity({ id: undefined }))?.key;
    expect(key()).to.match(/^activity:.{36}$/);
    expect(key()).not.to.equal(key());
  });

  it('is no turn where a button is not ours, or in a group nobody calls the bot', () => {
    expect(toTurn(activity({ text: '', value: { other: 1 } }))).to.equal(undefined);
    expect(toTurn(activity({ type: 'typing' }))).to.equal(undefined);
    const group = { id: 'g', conversationType: 'groupChat' };
    const picture = { text: '', attachments: [{ contentType: 'image/png' }] };
    expect(toTurn(activity({ ...picture, conversation: group }))).to.equal(undefined);
    expect(toTurn(activity({ ...picture, conversation: group, entities: [AT_ANNE] }))).to.equal(undefined);
    const called = toTurn(activity({ ...picture, conversation: group, entities: [AT_BOT, AT_ANNE] }));
    expect(called?.event).to.deep.equal({ type: 'wordless', what: 'image' });
    const alone = toTurn(
      activity({ ...picture, locale: 'en-GB', attachments: [{ contentType: 'audio/ogg' }] }),
    );
    expect(alone?.echo?.text).to.equal('[voice message]');
    expect(toTurn(activity({ text: '' }))?.event).to.deep.equal({ type: 'joined' });
  });

  it('of somebody who comes in begins the conversation, of a new version of the app it does not', () => {
    const joins = (change: object) =>
      toTurn(activity({ text: undefined, ...change }))?.event.type === 'joined';
    const install = { type: 'installationUpdate' };
    expect(joins(install)).to.equal(true);
    expect(joins({ ...install, action: 'add' })).to.equal(true);
    expect(joins({ ...install, action: 'add-upgrade' })).to.equal(false);
    expect(joins({ ...install, action: 'remove' })).to.equal(false);
    const update = { type: 'conversationUpdate' };
    const group = { conversation: { id: 'g', conversationType: 'channel' } };
    expect(joins({ ...update, membersAdded: [{ id: 'u' }] })).to.equal(true);
    expect(joins({ ...update, membersAdded: [{ id: 'b' }] })).to.equal(false);
    expect(joins({ ...update, membersAdded: [{ id: 'b' }, { id: 'u' }] })).to.equal(true);
    expect(joins({ ...update, ...group, membersAdded: [{ id: 'u' }] })).to.equal(false);
    expect(joins({ ...update, ...group, membersAdded: [{ id: 'u' }, { id: 'b' }] })).to.equal(true);
    expect(joins(update)).to.equal(false);
    expect(joins({ type: 'messageReaction', membersAdded: [{ id: 'u' }] })).to.equal(false);
  });
});

describe('a chat in Teams', () => {
  it('is one that others read, by each sign of it alone', () => {
    const chat = (sign: object) => isGroup({ id: 'c', ...sign } as Activity['conversation']);
    expect(chat({})).to.equal(false);
    expect(chat({ isGroup: false })).to.equal(false);
    expect(chat({ conversationType: 'personal' })).to.equal(false);
    expect(chat({ isGroup: true })).to.equal(true);
    // What a later version of Teams may bring is no private chat.
    for (const conversationType of ['groupChat', 'channel', 'meeting', 'thread'])
      expect(chat({ conversationType }), conversationType).to.equal(true);
  });

  it('of several people is a conversation for each of them, also where the channel gives their account', () => {
    const idOf = (change: object) => conversationOf(activity(change));
    const channel = { id: 'g', conversationType: 'channel' };
    expect(idOf({})).to.equal('msteams|c');
    expect(idOf({ conversation: channel })).to.equal('msteams|g|u');
    expect(idOf({ conversation: channel, from: { id: 'u', aadObjectId: 'x' } })).to.equal('msteams|g|x');
    expect(idOf({ conversation: channel, from: undefined })).to.equal('msteams|g');
  });

  it('is in French unless Teams is in English', () => {
    expect(localeOf(activity({ locale: 'en-US' }))).to.equal('en');
    for (const locale of [undefined, 'fr-FR', 'de-DE']) expect(localeOf(activity({ locale }))).to.equal('fr');
  });
});

describe('what a person typed in Teams', () => {
  const group = { conversation: { id: 'g', conversationType: 'groupChat' } };
  const typed = (text: string, change: object = {}) => typedText(activity({ text, ...change }));

  it('is without the bot’s name anywhere, and without anybody’s in a group', () => {
    const text = '<at>Permanence</at> <at>Anne</at> ne peut plus entrer';
    const entities = [AT_BOT, AT_ANNE, { type: 'clientInfo', text: 'entrer' }, mention({ id: 'x' }, '')];
    expect(typed(text, { entities }).trim()).to.equal('<at>Anne</at> ne peut plus entrer');
    expect(typed(text, { entities, ...group }).trim()).to.equal('ne peut plus entrer');
    // Where the list of mentions does not have it.
    expect(typed(text, group).trim()).to.equal('ne peut plus entrer');
    expect(typed(text)).to.equal(text);
  });

  it('is cut at 8,000 characters, and has plain spaces', () => {
    expect(typed('a'.repeat(9000))).to.have.length(8000);
    expect(typed('mot&nbsp;de&nbsp;passe')).to.equal('mot de passe');
    const many = Array.from({ length: 60 }, (_, at) => mention({ id: `p${at}` }, `<at>P${at}</at>`));
    const all = many.map(({ text }) => text).join('');
    expect(typed(`${all} bonjour`, { entities: many, ...group }).trim()).to.equal('bonjour');
  });

  it('is looked through so far and for so many mentions, each of which costs its length, and no further', () => {
    const entities = Array.from({ length: 60 }, (_, at) => mention({ id: `p${at}` }, `@P${at};`));
    const words = typed(entities.map(({ text }) => text).join(' '), { entities, ...group });
    expect(words).to.include('@P50;').and.not.include('@P49;');
    const long = `${'<at>Permanence</at>'.repeat(2000)} bonjour`;
    expect(typed(long, { entities: [AT_BOT], ...group }).trim()).to.not.include('bonjour');
  });
});
