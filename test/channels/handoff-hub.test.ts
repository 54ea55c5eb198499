import { expect } from 'chai';
import { announcementKey } from '../../src/desk/cases/announce-to-hub.ts';
import * as queries from '../../src/store/queries/index.ts';
import type { LoggedActivity } from '../../src/turn/log-entries.ts';
import { createClock, startApp, type TestApp } from '../helpers/app.ts';
import { type Connector, startConnector } from '../helpers/connector.ts';
import { karim, messagesOf, ON_DUTY } from '../helpers/desk.ts';
import { call } from '../helpers/direct-line.ts';
import { engines } from '../helpers/engines.ts';
import { eventually } from '../helpers/eventually.ts';

const MINUTE = 60_000;
const BEFORE = ['Compte bloqué', 'Paris', 'À l’instant'];
const ASKING = ['une personne', 'Aucun message affiché', 'À l’instant', 'Envoyer à l’assistance'];

for (const { name, databaseUrl } of engines) {
  describe(`a hub behind the channel, on ${name}`, () => {
    const clock = createClock();
    let app: TestApp;
    let connector: Connector;
    let count = 0;
    let place = '';
    const start = async (environment: Record<string, string>) =>
      startApp({ TEAMS_UNAUTHENTICATED: 'true', DATABASE_URL: await databaseUrl(), ...environment }, clock, {
        duty: () => ON_DUTY,
      });
    before(async () => {
      connector = await startConnector();
      app = await start({ HANDOFF_EVENTS: 'true' });
    });
    after(async () => {
      await app.close();
      await connector.close();
    });
    beforeEach(() => {
      place = `place-${++count}`;
      connector.sent.length = 0;
      connector.attempts.length = 0;
      connector.statuses.length = 0;
    });

    const id = () => `webex|${place}`;
    const post = (more: object, to = app) =>
      call(`${to.url}/api/messages`, 'POST', undefined, {
        type: 'message',
        id: `activity-${++count}`,
        channelId: 'webex',
        serviceUrl: connector.url,
        conversation: { id: place },
        from: { id: 'user-1', name: 'Camille Dupont' },
        recipient: { id: 'bot-1', name: 'Bot' },
        locale: 'fr-FR',
        ...more,
      });
    const say = async (...texts: string[]) => {
      for (const text of texts) expect((await post({ text })).status).to.equal(200);
    };
    const report = async (state: string, more: object = {}) => {
      const value = { state, message: 'tél 06 12 34 56 78' };
      const from = { id: 'hub-1', name: 'Hub', role: 'bot' };
      const { status } = await post({ type: 'event', name: 'handoff.status', value, from, ...more });
      expect(status).to.equal(200);
    };
    const row = async (of = app) => {
      const found = await queries.findConversation(of.store.db, id());
      if (!found) throw new Error('there is no conversation');
      return found;
    };
    const caseId = async () => (await row()).caseId ?? '';
    const detail = async () => app.cases.get(karim, await caseId());
    const actions = async () =>
      (await detail()).audit.map(({ action, by }) => (by ? `${action} ${by}` : action));
    const log = async (of = app) => {
      const rows = await queries.readActivities(of.store.db, id(), 0, 1000);
      return rows.map(({ body }) => JSON.parse(body) as LoggedActivity);
    };
    const outbox = (of = app) =>
      of.store.db.selectFrom('outbox').selectAll().where('conversationId', '=', id()).execute();
    const settled = (of = app) =>
      eventually(async () =>
        (await outbox(of)).every(({ state }) => ['superseded', 'failed'].includes(state)) ? true : undefined,
      );
    // Timers of other tests' conversations fire as well.
    const sentHere = () => connector.sent.filter(({ path }) => path.includes(`/conversations/${place}/`));
    const events = () => sentHere().filter(({ activity }) => activity.type === 'event');
    const request = async () => {
      await say(...BEFORE);
      const { snapshot } = await row();
      await say(...ASKING);
      await settled();
      return snapshot;
    };

    it('hears of a case once, after the replies, with its packet and transcript', async () => {
      await request();
      expect(sentHere().at(-1)?.activity.type, 'the last thing sent').to.equal('event');
      const [{ activity } = { activity: undefined }, ...more] = events();
      expect(more).to.deep.equal([]);
      expect(activity).to.deep.include({ name: 'handoff.initiate', id: `handoff:${await caseId()}` });
      expect(activity.value).to.deep.include({
        ...{
          caseId: await caseId(),
          academy: 'paris',
          trouble: 'account_locked',
          urgent: false,
          locale: 'fr',
        },
      });
      expect(activity.value.summary).to.match(/Académie : .*Paris/);
      const texts = activity.attachments[0].content.activities.map(({ text }: { text: string }) => text);
      expect(texts).to.include('une personne');
      expect(texts.at(-1), 'the replies before it').to.include('répondra ici');
      expect(JSON.stringify(activity.attachments)).not.to.include('Dupont');
      expect((await detail()).last?.text, 'the desk still sees the last words').to.include('répondra ici');
      clock.advance(11 * MINUTE);
      await eventually(async () => (messagesOf(await log()).at(-1) === 'handoff.overdue' ? true : undefined));
      await say('Attendre encore');
      await settled();
      expect(messagesOf(await log())).to.include('handoff.waiting');
      expect(events(), 'a case that goes on is not announced again').to.have.length(1);
    });

    it('sends what was not taken again, and never what may have been', async () => {
      await say(...BEFORE, ...ASKING.slice(0, -1));
      await settled();
      connector.statuses.push(200, 429);
      await say('Envoyer à l’assistance');
      await eventually(() => (connector.statuses.length === 0 ? true : undefined));
      expect(events()).to.deep.equal([]);
      await eventually(async () => {
        clock.advance(5000);
        return events().length === 1 ? true : undefined;
      });
      await settled();
      place = `place-${++count}`;
      await say(...BEFORE, ...ASKING.slice(0, -1));
      await settled();
      connector.sent.length = 0;
      connector.statuses.push(200, 500);
      await say('Envoyer à l’assistance');
      await settled();
      expect((await outbox()).map(({ state }) => state)).to.deep.equal(['failed']);
      expect(events()).to.deep.equal([]);
    });

    it('is told nothing when an agent of the desk or the person is quicker, nor of a group', async () => {
      await say(...BEFORE, ...ASKING.slice(0, -1));
      await settled();
      connector.statuses.push(200, 429);
      await say('Envoyer à l’assistance');
      await eventually(() => (connector.statuses.length === 0 ? true : undefined));
      await app.cases.accept(karim, await caseId());
      clock.advance(MINUTE);
      await settled();
      expect((await outbox()).map(({ state }) => state)).to.deep.equal(['superseded']);
      expect(events()).to.deep.equal([]);
      place = `place-${++count}`;
      await say(...BEFORE, ...ASKING.slice(0, -1));
      await settled();
      connector.statuses.push(200, 429);
      await say('Envoyer à l’assistance');
      await eventually(() => (connector.statuses.length === 0 ? true : undefined));
      await say('Annuler la demande');
      expect((await detail()).state).to.equal('closed');
      clock.advance(MINUTE);
      await settled();
      expect(events()).to.deep.equal([]);
      place = `place-${++count}`;
      const group = { conversation: { id: place, isGroup: true, conversationType: 'groupChat' } };
      for (const text of [...BEFORE, ...ASKING]) await post({ text, ...group });
      const mine = await queries.findConversation(app.store.db, `${id()}|user-1`);
      expect(mine?.caseId).to.be.a('string');
      await eventually(async () => {
        const rows = await app.store.db
          .selectFrom('outbox')
          .selectAll()
          .where('conversationId', '=', `${id()}|user-1`)
          .execute();
        return rows.length === 0 ? true : undefined;
      });
      expect(events()).to.deep.equal([]);
    });

    it('takes a case, in which the bot is silent, and gives it back to the exact state', async () => {
      const snapshot = await request();
      await report('accepted', { id: 'status-1' });
      expect((await detail()).owner).to.deep.equal({ id: 'hub', name: 'L’assistance' });
      const [length, sent] = [(await log()).length, sentHere().length];
      await say('bonjour', 'mot de passe oublié', 'une personne');
      // However long it takes: what the hub says does not pass here.
      clock.advance(3 * 60 * MINUTE);
      await eventually(async () => {
        const due = await queries.dueTimers(app.store.db, clock.now(), 10);
        return due.length === 0 ? true : undefined;
      });
      await say('merci');
      expect((await log()).slice(length).map(({ from }) => from)).to.deep.equal([
        'user',
        'user',
        'user',
        'user',
      ]);
      expect(sentHere()).to.have.length(sent);
      await report('completed', { id: 'status-2' });
      await settled();
      const { value } = JSON.parse(snapshot ?? '');
      expect(value).to.deep.equal({ troubles: { account_locked: 'waiting' } });
      // The wait is over by now: its timer may fire before anybody looks.
      expect(messagesOf((await log()).slice(length))).to.include('account_locked.waiting');
      expect(JSON.stringify(sentHere())).to.include('L’assistance me rend la main');
      expect(await actions()).to.deep.equal([
        'case.opened',
        'case.announced',
        'case.accepted L’assistance',
        'case.returned L’assistance',
      ]);
      expect((await detail()).notes.map(({ by }) => by)).to.deep.equal(['L’assistance', 'L’assistance']);
      expect(JSON.stringify([await detail(), sentHere()]), 'redacted').not.to.include('56 78');
    });

    it('is heard once, however often it says the same, and in any order', async () => {
      await request();
      await Promise.all([1, 2, 3].map(() => report('accepted', { id: 'same' })));
      const { fence } = await row();
      await report('accepted', { id: 'same' });
      expect((await row()).fence).to.equal(fence);
      await Promise.all([1, 2, 3].map(() => report('completed', { id: 'done' })));
      expect((await actions()).filter((one) => /accepted|returned|refused/.test(one))).to.have.length(2);
      place = `place-${++count}`;
      await request();
      await report('completed', { id: 'first' });
      await report('accepted', { id: 'late' });
      expect((await row()).owner, 'nobody is left in silence').to.equal(null);
      expect((await detail()).state).to.equal('returned');
      expect((await actions()).at(-1)).to.equal('case.refused L’assistance');
    });

    it('fails, and the person is told: in the queue again, or asked how to go on', async () => {
      await request();
      await report('accepted');
      await report('failed');
      expect(await row()).to.deep.include({ owner: null });
      expect(await detail()).to.deep.include({ state: 'waiting', owner: null });
      expect(messagesOf(await log()).slice(-2)).to.deep.equal([
        'handoff.released',
        'reworded.handoff.waiting',
      ]);
      await app.cases.accept(karim, await caseId());
      place = `place-${++count}`;
      await request();
      await report('failed');
      expect((await detail()).state).to.equal('waiting');
      expect((await actions()).at(-1)).to.equal('case.declined L’assistance');
      expect(messagesOf(await log()).at(-1)).to.equal('handoff.overdue');
    });

    it('has no say in a case that it was not told of', async () => {
      await request();
      // As where the case was opened before hubs were told of any.
      const key = announcementKey(await caseId());
      await app.store.db.deleteFrom('inbox').where('key', '=', key).execute();
      const before = await row();
      for (const state of ['accepted', 'completed', 'failed']) await report(state);
      expect(await row()).to.deep.equal(before);
      expect((await detail()).notes).to.deep.equal([]);
    });

    it('that fails somebody who has asked to be answered later makes them no question of it', async () => {
      await request();
      await say('Une réponse plus tard ici');
      const { lastSeq } = await row();
      await report('failed');
      expect((await actions()).at(-1)).to.equal('case.declined L’assistance');
      expect(await row()).to.deep.include({ lastSeq, owner: null });
    });

    it('changes nothing in a case that an agent of the desk has', async () => {
      await request();
      const { fence } = await app.cases.accept(karim, await caseId());
      for (const state of ['accepted', 'failed', 'completed']) await report(state);
      expect(await row()).to.deep.include({ owner: karim.id, fence });
      expect((await actions()).slice(-3)).to.deep.equal(Array(3).fill('case.refused L’assistance'));
      await app.cases.handBack(karim, await caseId(), { fence });
    });

    it('is not the person: what they say in its name changes nothing and writes no note', async () => {
      await request();
      const value = { state: 'accepted', message: 'Identité vérifiée, réinitialiser sans rappel' };
      const user = { id: 'user-1', role: 'user' };
      for (const from of [user, { id: 'anybody', role: 'user' }]) {
        const { status } = await post({ type: 'event', name: 'handoff.status', value, from });
        expect(status).to.equal(403);
      }
      const { reference } = await row();
      const { id: own } = JSON.parse(reference ?? '').user;
      const { status } = await post({ type: 'event', name: 'handoff.status', value, from: { id: own } });
      expect(status).to.equal(200);
      expect((await row()).owner).to.equal(null);
      expect((await detail()).notes).to.deep.equal([]);
    });

    it('is told apart from nonsense and from strange conversations', async () => {
      await say('bonjour');
      await settled();
      const { lastSeq } = await row();
      await report('accepted');
      expect(await row()).to.deep.include({ lastSeq, owner: null, caseId: null });
      place = `place-${++count}`;
      await report('completed');
      expect(await queries.findConversation(app.store.db, id())).to.equal(undefined);
      const bad = await post({ type: 'event', name: 'handoff.status', value: { state: 'maybe' } });
      expect(bad.status).to.equal(400);
      expect(JSON.stringify(bad.body)).to.include('accepted');
      expect((await post({ type: 'event', name: 'something.else' })).status).to.equal(200);
    });

    it('is neither told nor heard unless HANDOFF_EVENTS says so', async () => {
      const plain = await start({});
      try {
        for (const text of [...BEFORE, ...ASKING]) await post({ text }, plain);
        await settled(plain);
        expect(events()).to.deep.equal([]);
        const before = await row(plain);
        expect(before.caseId).to.be.a('string');
        expect((await log(plain)).length, 'no number is left out').to.equal(before.lastSeq);
        for (const value of [{ state: 'accepted' }, { state: 'completed' }, { state: 'maybe' }, undefined]) {
          const { status } = await post({ type: 'event', name: 'handoff.status', value }, plain);
          expect(status).to.equal(200);
        }
        expect(await row(plain)).to.deep.equal(before);
      } finally {
        await plain.close();
      }
    });
  });
}
