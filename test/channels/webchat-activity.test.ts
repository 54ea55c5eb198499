import { expect } from 'chai';
import {
  botMessage,
  inboundSchema,
  MAX_TEXT,
  readMessage,
  toDirectLine,
  typingActivity,
} from '../../src/channels/webchat/activity.ts';
import { HttpError } from '../../src/http/errors.ts';
import type { LoggedActivity } from '../../src/turn/log-entries.ts';
import type { Reply } from '../../src/turn/types.ts';
import { redacted } from '../helpers/redacted.ts';

const AT = Date.UTC(2026, 10, 23, 8);
const row = (body: string) => ({ conversationId: 'c', seq: 7, id: 'c|0000007', body, createdAt: AT });
const show = (logged: LoggedActivity) => toDirectLine(row(JSON.stringify(logged)));
const reply: Reply = { type: 'reply', text: 'Bonjour.', message: 'm', locale: 'fr', choices: [] };
const SHARED = {
  id: 'c|0000007',
  timestamp: '2026-11-23T08:00:00.000Z',
  channelId: 'directline',
  conversation: { id: 'c' },
};

describe('an activity of the log, as Direct Line clients expect it', () => {
  it('of the person is as they sent it, with its number', () => {
    const text = redacted('compte bloqué');
    const sent = { type: 'message', text, channelData: { clientActivityID: 'x' } };
    const expected = { ...SHARED, type: 'message', text };
    expect(show({ from: 'user', activity: sent })).to.deep.equal({
      ...expected,
      channelData: { clientActivityID: 'x', 'webchat:sequence-id': 7 },
    });
    for (const odd of [undefined, null, 'x', 7]) {
      const activity = { type: 'message', text, channelData: odd } as unknown as typeof sent;
      expect(show({ from: 'user', activity })).to.deep.equal({
        ...expected,
        channelData: { 'webchat:sequence-id': 7 },
      });
    }
  });

  it('of an agent says who is speaking, in words and beside them', () => {
    expect(show({ from: 'agent', name: 'Marie', text: redacted('Je regarde.') })).to.deep.equal({
      ...SHARED,
      type: 'message',
      from: { id: 'agent', name: 'Marie', role: 'bot' },
      text: 'Marie : Je regarde.',
      textFormat: 'plain',
      channelData: { 'webchat:sequence-id': 7, agent: { name: 'Marie', text: 'Je regarde.' } },
    });
  });

  it('of the bot answers what was said, and can be rated where it rests on facts', () => {
    const bot = { from: { id: 'permanence', name: 'Permanence', role: 'bot' }, textFormat: 'plain' };
    const expected = {
      ...SHARED,
      ...bot,
      type: 'message',
      text: 'Bonjour.',
      locale: 'fr-FR',
      inputHint: 'expectingInput',
    };
    expect(show({ from: 'bot', reply, replyTo: null })).to.deep.equal({
      ...expected,
      channelData: { 'webchat:sequence-id': 7 },
    });
    expect(show({ from: 'bot', reply: { ...reply, sources: [] }, replyTo: 'c|0000006' })).to.deep.equal({
      ...expected,
      replyToId: 'c|0000006',
      channelData: { 'webchat:sequence-id': 7 },
    });
    const sources = [{ name: 'guide', checkedOn: '2026-11' }];
    expect(show({ from: 'bot', reply: { ...reply, sources }, replyTo: null })).to.deep.equal({
      ...expected,
      channelData: { 'webchat:sequence-id': 7, feedbackLoop: { type: 'default' } },
    });
  });

  it('of the bot cannot be rated where it only asks, or takes down a request to a person', () => {
    const sources = [{ name: 'guide', checkedOn: '2026-11' }];
    const isRated = (change: Partial<Reply>) =>
      JSON.stringify(show({ from: 'bot', reply: { ...reply, sources, ...change }, replyTo: null })).includes(
        'feedbackLoop',
      );
    expect(isRated({ text: 'Attendez quinze minutes. Est-ce bon ?' })).to.equal(true);
    expect(isRated({ text: 'Est-ce bon ? Attendez quinze minutes.' })).to.equal(true);
    expect(isRated({ text: 'Est-ce bon ? Vraiment ?' })).to.equal(false);
    for (const message of ['handoff.packet', 'reworded.handoff.packet', 'easy.reworded.handoff.packet'])
      expect(isRated({ message }), message).to.equal(false);
    for (const message of ['reworded.lockout', 'answer.handoff.x', 'handoffs'])
      expect(isRated({ message }), message).to.equal(true);
  });

  it('of the bot has its choices as buttons that say their title', () => {
    const choices = [{ id: 'yes', title: 'Yes' }];
    const shown = botMessage({ ...reply, locale: 'en', choices });
    expect(shown).to.deep.include({
      locale: 'en-US',
      suggestedActions: { to: [], actions: [{ type: 'imBack', title: 'Yes', value: 'Yes' }] },
    });
    expect(botMessage(reply)).not.to.have.property('suggestedActions');
  });

  it('is none where its row is damaged', () => {
    expect(toDirectLine(row('{"from"'))).to.equal(undefined);
  });

  it('shows who is writing, as far as that is known', () => {
    const expected = { ...SHARED, id: 'c|typing', type: 'typing' };
    expect(typingActivity('c', 'Marie', AT)).to.deep.equal({
      ...expected,
      from: { id: 'agent', name: 'Marie', role: 'bot' },
    });
    expect(typingActivity('c', undefined, AT)).to.deep.equal({
      ...expected,
      from: { id: 'agent', role: 'bot' },
    });
  });
});

describe('what Direct Line clients post', () => {
  const read = (activity: object) => readMessage(inboundSchema.parse({ type: 'message', ...activity }));
  const refusal = (activity: object) => {
    try {
      return read(activity);
    } catch (error) {
      return error instanceof HttpError ? error.statusCode : error;
    }
  };

  it('is words, or a pressed choice', () => {
    expect(read({ text: 'bon\u0000jour' })).to.deep.equal({ text: 'bonjour' });
    expect(read({ value: { choice: 'yes' } })).to.deep.equal({ text: '', choice: 'yes' });
    expect(read({ text: 'Oui', value: { choice: 'yes', asked: 'q' } })).to.deep.equal({
      text: 'Oui',
      choice: 'yes',
      asked: 'q',
    });
    expect(read({ text: 'Oui', value: 'Oui' })).to.deep.equal({ text: 'Oui' });
  });

  it('is taken without what is odd in it, and not at all where its key is', () => {
    const parse = (activity: object) => inboundSchema.safeParse({ type: 'message', ...activity });
    for (const replyToId of ['c|1', 'dl_a-b|0000007', undefined, null])
      expect(parse({ replyToId }).data?.replyToId, String(replyToId)).to.equal(replyToId);
    for (const replyToId of ['x', 'c|', '|1', 'c|1|2', ' c|1', 'c|1 ', `c|${'1'.repeat(10)}`, {}, 5])
      expect(parse({ replyToId }).data?.replyToId, JSON.stringify(replyToId)).to.equal(undefined);
    expect(parse({ name: 'x'.repeat(101) }).data?.name).to.equal(undefined);
    expect(parse({ name: 'x'.repeat(100) }).data?.name).to.have.length(100);
    expect(parse({ secret: 'x' }).data).to.deep.equal({ type: 'message' });
    for (const type of ['', 'x'.repeat(65), 5]) expect(parse({ type }).success, String(type)).to.equal(false);
    for (const [clientActivityID, success] of [
      ...[['a', true] as const, ['', true] as const, ['x'.repeat(100), true] as const],
      ...[['x'.repeat(101), false] as const, ['a\u0000', false] as const, [5, false] as const],
    ])
      expect(parse({ channelData: { clientActivityID } }).success, String(clientActivityID)).to.equal(
        success,
      );
  });

  it('is refused with the reason where there is nothing to take, or too much', () => {
    expect(refusal({})).to.equal(400);
    expect(refusal({ text: '\u0000' })).to.equal(400);
    expect(refusal({ text: 'x', attachments: [{}] })).to.equal(415);
    expect(refusal({ text: 'x', attachments: [] })).to.deep.equal({ text: 'x' });
    expect(refusal({ text: 'x'.repeat(MAX_TEXT) })).to.have.property('text');
    expect(refusal({ text: 'x'.repeat(MAX_TEXT + 1) })).to.equal(413);
  });
});
