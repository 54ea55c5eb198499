import type { Activity } from 'botbuilder';
import { expect } from 'chai';
import { conversationOf } from '../../src/channels/teams/activity.ts';
import { startApp, type TestApp } from '../helpers/app.ts';
import { call } from '../helpers/direct-line.ts';

const activity = (change: object = {}) => ({
  ...{ type: 'message', id: 'a', channelId: 'msteams', serviceUrl: 'http://127.0.0.1:9', text: 'bonjour' },
  ...{ conversation: { id: 'c' }, from: { id: 'u' }, recipient: { id: 'b' }, ...change },
});

describe('a Bot Framework activity of an odd shape', () => {
  let app: TestApp;
  afterEach(() => app.close());
  const send = async (change: object) =>
    (await call(`${app.url}/api/messages`, 'POST', undefined, activity(change))).status;

  it('is refused where it names no tenant and the bot serves only some', async () => {
    app = await startApp({ TEAMS_UNAUTHENTICATED: 'true', TEAMS_ALLOWED_TENANTS: 'Tenant-1' });
    const foreign: unknown[] = [{}, { tenantId: ['tenant-1'] }, { tenantId: { id: 'tenant-1' } }];
    foreign.push(
      { tenantId: '__proto__' },
      { tenantId: 'constructor' },
      { tenantId: '' },
      { tenantId: 'tenant-2' },
    );
    for (const conversation of foreign) {
      const status = await send({ conversation: { id: 'c', ...(conversation as object) } });
      expect(status, JSON.stringify(conversation)).to.equal(403);
    }
    expect(await send({ channelData: { tenant: ['tenant-1'] } })).to.equal(403);
    expect(await send({ channelData: { tenant: { id: 'tenant-1' } } })).to.equal(200);
    expect(await send({ conversation: { id: 'c', tenantId: 'TENANT-1' } })).to.equal(200);
    // Only Teams has tenants.
    expect(await send({ channelId: 'webchat' })).to.equal(200);
  });

  it('is no error of ours: feedback to nothing, and levels without end', async () => {
    app = await startApp({ TEAMS_UNAUTHENTICATED: 'true' });
    const value = { actionName: 'feedback', actionValue: { reaction: 'like', feedback: '{}' } };
    for (const replyToId of [{}, [], 5, { toString: 1 }, '']) {
      const feedback = { type: 'invoke', name: 'message/submitAction', value, replyToId };
      expect(await send(feedback), JSON.stringify(replyToId)).to.equal(200);
    }
    const deep = (levels: number) => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);
    for (const levels of [70, 20_000]) {
      for (const part of ['conversation', 'from', 'recipient', 'channelData', 'value', 'entities']) {
        const body = JSON.stringify(activity({ [part]: { id: 'x', deep: '#' } })).replace(
          '"#"',
          levels === 70 ? JSON.stringify(deep(levels)) : `${'['.repeat(levels)}${']'.repeat(levels)}`,
        );
        const headers = { 'content-type': 'application/json' };
        const { status } = await fetch(`${app.url}/api/messages`, { method: 'POST', headers, body });
        expect(status, `${part} ${levels}`).to.equal(400);
      }
    }
  });
});

describe('our id of a conversation', () => {
  const idOf = (change: object) => conversationOf(activity(change) as unknown as Activity);

  it('is never that of another one, whatever signs stand in the ids of others', () => {
    const group = { conversationType: 'channel' };
    const ids = [
      idOf({ conversation: { id: 'g', ...group }, from: { id: 'u' } }),
      idOf({ conversation: { id: 'g|u' } }),
      idOf({ conversation: { id: 'g%7Cu' } }),
      idOf({ conversation: { id: 'g|', ...group }, from: { id: 'u' } }),
      idOf({ conversation: { id: 'g', ...group }, from: { id: '|u' } }),
      idOf({ channelId: 'msteams|g', conversation: { id: 'u' } }),
    ];
    expect(new Set(ids)).to.have.property('size', ids.length);
    expect(ids[0]).to.equal('msteams|g|u');
    expect(idOf({ conversation: { id: 'a:1_x-Y;messageid=1' } })).to.equal('msteams|a:1_x-Y;messageid=1');
  });
});
