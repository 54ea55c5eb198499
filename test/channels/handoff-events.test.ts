import { type Activity, ActivityTypes, EventFactory, TestAdapter, TurnContext } from 'botbuilder';
import { expect } from 'chai';
import {
  type HandoffInitiation,
  readHandoffStatus,
  type TranscriptLine,
  toHandoffInitiate,
} from '../../src/channels/teams/handoff-events.ts';
import { HttpError } from '../../src/http/errors.ts';

const incoming = {
  type: ActivityTypes.Message,
  id: 'activity-1',
  channelId: 'msteams',
  serviceUrl: 'https://smba.example/fr/',
  conversation: { id: 'conversation-1', isGroup: false, conversationType: 'personal', name: '' },
  from: { id: 'user-1', name: 'Camille Dupont' },
  recipient: { id: 'bot-1', name: 'Permanence' },
} as Activity;
const reference = TurnContext.getConversationReference(incoming) as HandoffInitiation['reference'];
const context = {
  caseId: 'case-1',
  academy: 'paris',
  trouble: 'password_expired',
  urgent: false,
  locale: 'fr',
  summary: 'Problème : mot de passe expiré',
} as const;
const at = Date.UTC(2026, 10, 23, 8, 0);
const transcript: TranscriptLine[] = [
  { seq: 1, from: 'person', text: 'mot de passe expiré', at },
  { seq: 2, from: 'bot', text: 'Bonjour.', at },
  { seq: 3, from: 'agent', name: 'Nadia', text: 'Je regarde.', at },
];
const initiate = (more: Partial<HandoffInitiation> = {}) =>
  toHandoffInitiate({ reference, context, transcript, at, ...more });
const linesOf = (event: Partial<Activity>) =>
  event.attachments?.[0]?.content.activities as Partial<Activity>[];

describe('the Bot Framework’s hand-off events', () => {
  it('announce a case in the shape of the SDK’s own', () => {
    const theirs = EventFactory.createHandoffInitiation(
      new TurnContext(new TestAdapter(), incoming),
      context,
      {
        activities: [],
      },
    );
    const ours = initiate({ transcript: [] });
    for (const field of [
      'type',
      'name',
      'value',
      'attachments',
      'entities',
      'channelId',
      'serviceUrl',
    ] as const)
      expect(ours[field], field).to.deep.equal(theirs[field]);
    expect(ours.conversation?.id).to.equal(theirs.conversation?.id);
    expect(ours.relatesTo).to.deep.equal(theirs.relatesTo);
    expect([ours.from?.id, ours.recipient?.id], 'sent by the bot').to.deep.equal(['bot-1', 'user-1']);
    expect(initiate(), 'the same case again').to.deep.equal(initiate());
  });

  it('hold the transcript, without names of the directory', () => {
    const event = initiate();
    expect(linesOf(event).map(({ from, text }) => [from?.role, from?.name, text])).to.deep.equal([
      ['user', undefined, 'mot de passe expiré'],
      ['bot', undefined, 'Bonjour.'],
      ['bot', 'Nadia', 'Je regarde.'],
    ]);
    expect(JSON.stringify(linesOf(event))).not.to.include('Dupont');
  });

  it('fit into an activity of Teams: a long conversation is cut at its beginning', () => {
    const long = Array.from(
      { length: 400 },
      (_, index): TranscriptLine => ({ seq: index, from: 'person', text: 'é'.repeat(90), at }),
    );
    const lines = linesOf(initiate({ transcript: long }));
    expect(Buffer.byteLength(JSON.stringify(initiate({ transcript: long })))).to.be.below(28_000);
    expect(lines.length).to.be.within(40, 399);
    expect(lines.at(-1)?.id).to.equal('399');
    expect(lines.map(({ id }) => Number(id))).to.deep.equal(
      Array.from(lines, (_, index) => 400 - lines.length + index),
    );
    const huge: TranscriptLine[] = [{ seq: 1, from: 'person', text: 'x'.repeat(40_000), at }, ...transcript];
    expect(linesOf(initiate({ transcript: huge }))).to.have.length(3);
  });

  it('are read as the SDK makes them', () => {
    for (const state of ['accepted', 'failed', 'completed'] as const) {
      const event = EventFactory.createHandoffStatus(
        incoming.conversation,
        state,
        'tél 06 12 34 56 78',
      ) as Activity;
      const status = readHandoffStatus({ ...event, channelId: 'msteams' });
      expect(status).to.deep.include({ conversationId: 'msteams|conversation-1', state });
      expect(status?.key).to.equal(`handoff.status:${event.id}`);
      expect(status?.message, 'redacted').to.match(/^tél/).and.not.to.include('56 78');
    }
  });

  it('are told apart from everything else, and refused where they make no sense', () => {
    const status = { ...incoming, type: ActivityTypes.Event, name: 'handoff.status' } as Activity;
    expect(readHandoffStatus(incoming)).to.equal(undefined);
    expect(readHandoffStatus({ ...status, name: 'handoff.initiate' })).to.equal(undefined);
    expect(readHandoffStatus({ ...status, value: { state: 'Accepted' } })?.message).to.equal(null);
    for (const value of [
      undefined,
      null,
      'accepted',
      {},
      { state: 'maybe' },
      { state: 1 },
      { state: 'failed', message: {} },
    ])
      expect(() => readHandoffStatus({ ...status, value }), JSON.stringify(value)).to.throw(
        HttpError,
        /accepted/,
      );
  });
});
