import { expect } from 'chai';
import pino from 'pino';
import { createDeskPort } from '../../src/desk/desk-port.ts';
import type { BusTopic } from '../../src/store/bus.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import * as queries from '../../src/store/queries/index.ts';
import { createCommit } from '../../src/turn/commit.ts';
import { countTrouble } from '../../src/turn/count-trouble.ts';
import { activityId, outgoingOf, readLogged, seqOf } from '../../src/turn/log-entries.ts';
import { createTurns } from '../../src/turn/run-turn.ts';
import type { Reply, TurnRequest } from '../../src/turn/types.ts';
import { createTestDesk, marie, messagesOf } from '../helpers/desk.ts';
import { engines } from '../helpers/engines.ts';
import { redacted } from '../helpers/redacted.ts';
import { createWholeStep } from '../helpers/step.ts';

const MINUTE = 60_000;
const log = pino({ level: 'silent' });

for (const { name, databaseUrl } of engines) {
  describe(`a turn on ${name}`, () => {
    let store: Store;
    let desk: ReturnType<typeof createTestDesk>;
    let told: string[];
    let person: string;
    let number = 0;
    before(async () => {
      store = await openStore(await databaseUrl(), log);
      for (const topic of ['conversation', 'outbox', 'desk'] satisfies BusTopic[])
        store.bus.subscribe(topic, (id) => told.push(`${topic} ${id}`));
    });
    after(() => store.close());
    beforeEach(() => {
      desk = createTestDesk(store);
      told = [];
      person = `p${++number}`;
    });

    const request = (text: string, more: Partial<TurnRequest> = {}): TurnRequest => ({
      conversationId: person,
      channel: 'webchat',
      start: { locale: 'fr', academy: 'paris' },
      key: text,
      event: { type: 'message', text: redacted(text), found: [] },
      echo: { type: 'message', text: redacted(text) },
      ...more,
    });
    const joined = (more: Partial<TurnRequest> = {}): TurnRequest => {
      const { echo: _, ...rest } = request('joined', { event: { type: 'joined' }, ...more });
      return rest;
    };
    const outbox = () =>
      store.db.selectFrom('outbox').selectAll().where('conversationId', '=', person).orderBy('seq').execute();
    const timers = () =>
      store.db.selectFrom('timer').selectAll().where('conversationId', '=', person).execute();
    const rowNow = async () => JSON.stringify(await desk.row(person));

    it('writes down what was said first, under ids that sort, and gives the id of it', async () => {
      const { activityId: id, repeated } = await desk.turns.run(request('Compte bloqué'));
      const rows = await queries.readActivities(store.db, person, 0, 10);
      expect(repeated).to.equal(false);
      expect(id).to.equal(`${person}|0000001`).and.equal(rows[0]?.id);
      expect(seqOf(id ?? '')).to.equal(1);
      expect(rows.map(({ seq }) => seq)).to.deep.equal(rows.map((_, index) => index + 1));
      const [said, ...answers] = rows.map(({ body }) => readLogged(body));
      expect(said).to.deep.equal({ from: 'user', activity: { type: 'message', text: 'Compte bloqué' } });
      expect(answers).not.to.be.empty;
      for (const answer of answers) expect(answer).to.include({ from: 'bot', replyTo: id });
      const { lastSeq, createdAt, updatedAt } = await desk.row(person);
      expect([lastSeq, createdAt, updatedAt]).to.deep.equal([
        rows.length,
        desk.clock.now(),
        desk.clock.now(),
      ]);
    });

    it('notes when a key came in, by which it is kept for a while', async () => {
      desk.clock.advance(MINUTE);
      await desk.turns.run(request('Compte bloqué'));
      const rows = await store.db
        .selectFrom('inbox')
        .selectAll()
        .where('conversationId', '=', person)
        .execute();
      expect(rows.map(({ receivedAt }) => receivedAt)).to.deep.equal(rows.map(() => desk.clock.now()));
      expect(rows.map(({ key }) => key)).to.include('Compte bloqué');
    });

    it('hides what was announced also behind several messages of an agent, and not behind a dozen', async () => {
      const id = await desk.request(person);
      const { fence } = await desk.cases.accept(marie, id);
      let sent = 0;
      const agentSays = async (count: number) => {
        for (let left = count; left > 0; left--)
          await desk.cases.send(marie, id, { fence, text: `Ligne ${++sent}.`, key: `${sent}` });
      };
      await desk.turns.run(request('mon mot de passe est'));
      await agentSays(11);
      await desk.turns.run(request('marmotte'));
      await desk.turns.run(request('mon mot de passe est', { key: 'again' }));
      await agentSays(12);
      await desk.turns.run(request('gribouille'));
      const said = (await desk.log(person)).flatMap((one) =>
        one.from === 'user' ? [one.activity.text] : [],
      );
      expect(said.slice(-4)).to.deep.equal([
        ...['mon mot de passe est', '[•••]', 'mon mot de passe est', 'gribouille'],
      ]);
    });

    it('counts a trouble once an hour for each academy that the person comes to name', async () => {
      const count = (academy: string) =>
        store.transact((trx) =>
          countTrouble(trx, person, { academy, trouble: 'signature_setup' }, desk.clock.now()),
        );
      for (const academy of ['corse', 'corse', 'guyane']) await count(academy);
      const rows = await store.db
        .selectFrom('troubleCount')
        .select(['academy', 'people'])
        .where('trouble', '=', 'signature_setup')
        .orderBy('academy')
        .execute();
      expect(rows).to.deep.equal([
        { academy: 'corse', people: 1 },
        { academy: 'guyane', people: 1 },
      ]);
    });

    it('notes when the conversation changed last, by which it is kept, and where the channel reaches the person now', async () => {
      await desk.turns.run(request('Compte bloqué', { reference: '{"a":1}' }));
      const begun = desk.clock.now();
      desk.clock.advance(MINUTE);
      await desk.turns.run(request('À l’instant', { reference: '{"a":2}' }));
      const { createdAt, updatedAt, reference } = await desk.row(person);
      expect([createdAt, updatedAt, reference]).to.deep.equal([begun, begun + MINUTE, '{"a":2}']);
    });

    it('reminds whoever comes back a day after they spoke, whatever has come by itself meanwhile', async () => {
      await desk.turns.run(joined());
      await desk.turns.run(request('Mot de passe expiré'));
      desk.clock.advance(23 * 60 * MINUTE);
      await desk.turns.run(joined({ key: 'address', event: { type: 'address', academy: 'lyon' } }));
      desk.clock.advance(2 * 60 * MINUTE);
      await desk.turns.run(request('oui', { key: 'back' }));
      expect(messagesOf(await desk.log(person))).to.include('reminder');
    });

    it('takes the words of a button for no secret, whatever the message before announced', async () => {
      await desk.turns.run(request('mon mot de passe est'));
      const text = redacted('marmotte');
      const pressed = { type: 'message', text, found: [], choice: 'person' } as const;
      await desk.turns.run(request('marmotte', { event: pressed, echo: { type: 'message', text } }));
      expect(JSON.stringify(await desk.log(person))).to.include('marmotte');
      // Typed, it would be one.
      await desk.turns.run(request('voici mon mot de passe'));
      await desk.turns.run(request('gribouille'));
      expect(JSON.stringify(await desk.log(person))).to.not.include('gribouille');
    });

    it('of somebody who says nothing has no id, and its replies answer nothing', async () => {
      expect(await desk.turns.run(joined())).to.deep.equal({ activityId: null, repeated: false });
      const [first] = await desk.log(person);
      expect(first).to.include({ from: 'bot', replyTo: null });
    });

    it('has no second effect and tells nobody, and gives the id of the first time', async () => {
      const first = await desk.turns.run(request('Compte bloqué'));
      const before = [await rowNow(), JSON.stringify(await desk.log(person)), JSON.stringify(await timers())];
      told = [];
      desk.clock.advance(MINUTE);
      const second = await desk.turns.run(request('autre chose', { key: 'Compte bloqué' }));
      expect(second).to.deep.equal({ activityId: first.activityId, repeated: true });
      const after = [await rowNow(), JSON.stringify(await desk.log(person)), JSON.stringify(await timers())];
      expect(after).to.deep.equal(before);
      expect(told).to.deep.equal([]);
    });

    it('tells those whom it concerns: the person’s side, the outbox of a channel, the desk of a case', async () => {
      await desk.turns.run(joined());
      expect(told).to.deep.equal([`conversation ${person}`]);
      person = `${person}-teams`;
      told = [];
      await desk.turns.run(joined({ channel: 'teams' }));
      expect(told.sort()).to.deep.equal([`conversation ${person}`, `outbox ${person}`]);
      person = `${person}-case`;
      const id = await desk.request(person);
      expect(told).to.include(`desk ${id}`);
      expect(told.filter((one) => one.startsWith('desk'))).to.have.length(1);
    });

    it('puts replies into the outbox of a channel that is called, as one message, and of no other', async () => {
      await desk.turns.run(request('Compte bloqué'));
      expect(await outbox()).to.deep.equal([]);
      person = `${person}-teams`;
      await desk.turns.run(request('Compte bloqué', { channel: 'teams', reference: '{"a":1}' }));
      const rows = await outbox();
      expect(rows).to.have.length(1);
      expect(rows[0]).to.include({ state: 'waiting', attempts: 0, fence: 0, nextAt: desk.clock.now() });
      const replies = (await desk.log(person)).filter((one) => one.from === 'bot');
      const { reply, before } = JSON.parse(rows[0]?.body ?? '');
      expect([...before, reply]).to.deep.equal(replies.map((one) => one.from === 'bot' && one.reply));
      expect((await desk.row(person)).reference).to.equal('{"a":1}');
      // What the channel does not say again stays.
      await desk.turns.run(request('à l’instant', { channel: 'teams' }));
      expect((await desk.row(person)).reference).to.equal('{"a":1}');
      expect((await outbox()).map(({ state }) => state)).to.deep.equal(['waiting', 'queued']);
    });

    it('that fails leaves the conversation as it was, and says so to the person, in their language', async () => {
      await desk.turns.run(joined({ start: { locale: 'en', academy: 'paris' } }));
      const before = await desk.row(person);
      const whole = createWholeStep();
      const broken = {
        ...whole,
        step: () => {
          throw new Error('a fault of ours');
        },
      };
      const port = createDeskPort({
        machine: undefined as never,
        texts: undefined as never,
        duty: () => ({
          agents: 0,
          open: false,
          opensAt: null,
          waiting: 0,
          staffed: false,
          estimate: () => null,
        }),
      });
      const commit = createCommit({ step: broken, desk: port, log });
      const turns = createTurns({ store, commit, desk: port, now: desk.clock.now });
      const { activityId: id } = await turns.run(request('my account is locked'));
      const [said, apology, ...more] = (await desk.log(person)).slice(before.lastSeq);
      expect(said).to.deep.include({ from: 'user' });
      expect(apology).to.deep.equal({ from: 'bot', reply: whole.apology('en'), replyTo: id });
      expect(more).to.deep.equal([]);
      const lastSeq = before.lastSeq + 2;
      expect(await desk.row(person)).to.deep.equal({ ...before, lastSeq, plainSeq: lastSeq });
    });

    it('keeps the way back over the store, question by question', async () => {
      await desk.join(person);
      await desk.say(person, 'Mot de passe expiré', 'non');
      const { backStack } = await desk.row(person);
      expect(backStack.split('\n').map((line) => JSON.parse(line).status)).to.deep.equal([
        'active',
        'active',
      ]);
      await desk.say(person, 'retour', 'retour');
      expect(messagesOf(await desk.log(person)).at(-1)).to.match(/menu$/);
      expect((await desk.row(person)).backStack).to.equal('');
    });

    describe('of a timer', () => {
      const wait = async () => {
        await desk.turns.run(joined());
        await desk.say(person, 'Compte bloqué', 'À l’instant');
        const [timer] = await timers();
        if (!timer) throw new Error('no timer');
        told = [];
        return timer;
      };
      const last = async () => messagesOf(await desk.log(person)).at(-1);

      it('takes it, tells the person, and has no second effect', async () => {
        const timer = await wait();
        desk.clock.advance(15 * MINUTE);
        await desk.turns.fire(timer);
        expect(await last()).to.equal('account_locked.retry');
        expect(await timers()).to.deep.equal([]);
        expect(told).to.deep.equal([`conversation ${person}`]);
        const { length } = await desk.log(person);
        await desk.turns.fire(timer);
        expect(await desk.log(person)).to.have.length(length);
        expect(told).to.have.length(1);
      });

      it('has one effect where several instances take it at once', async () => {
        const timer = await wait();
        desk.clock.advance(15 * MINUTE);
        const other = createTestDesk(store);
        other.clock.advance(15 * MINUTE);
        await Promise.all([desk, other, desk, other].map(({ turns }) => turns.fire(timer)));
        const log = messagesOf(await desk.log(person));
        expect(log.filter((message) => message === 'account_locked.retry')).to.have.length(1);
      });

      it('does nothing where the timer was set anew or cancelled, or the conversation is gone', async () => {
        const timer = await wait();
        await desk.turns.fire({ ...timer, token: 'older' });
        expect(await last()).to.equal('account_locked.waiting');
        expect(await timers()).to.have.length(1);
        await desk.say(person, 'C’est déjà débloqué');
        expect(await timers()).to.deep.equal([]);
        told = [];
        await desk.turns.fire(timer);
        await desk.turns.fire({ ...timer, conversationId: 'gone' });
        expect(told).to.deep.equal([]);
      });

      it('is the desk’s where it is of a case, and the bot says what came of it', async () => {
        await desk.request(person);
        const mine = await timers();
        expect(mine.length).to.be.greaterThan(0);
        desk.clock.advance(10 * MINUTE);
        for (const timer of mine) if (timer.dueAt <= desk.clock.now()) await desk.turns.fire(timer);
        expect(await last()).to.equal('handoff.overdue');
      });

      it('leaves the bot silent while an agent has the conversation', async () => {
        const timer = await wait();
        await desk.say(person, 'une personne', 'Aucun message affiché', 'À l’instant', 'Envoyer à l’équipe');
        await desk.cases.accept(marie, await desk.caseOf(person));
        const before = await desk.log(person);
        desk.clock.advance(15 * MINUTE);
        await desk.turns.fire(timer);
        await desk.say(person, 'vous êtes là ?');
        const after = (await desk.log(person)).slice(before.length);
        expect(after.map(({ from }) => from)).to.deep.equal(['user']);
      });
    });
  });
}

describe('the log', () => {
  const reply = (text: string): Reply => ({ type: 'reply', text, message: text, locale: 'fr', choices: [] });
  const answer = (text: string) => ({ from: 'bot' as const, reply: reply(text), replyTo: null });
  const entry = (seq: number) => ({
    conversationId: 'c',
    seq,
    id: `c|${seq}`,
    body: `body ${seq}`,
    createdAt: 0,
  });

  it('goes out as one message a turn, under the number of the last reply', () => {
    expect(outgoingOf([], [])).to.deep.equal([]);
    expect(outgoingOf([], [entry(1)])).to.deep.equal([]);
    expect(outgoingOf([answer('a')], [entry(1), entry(2)])).to.deep.equal([{ seq: 2, body: 'body 2' }]);
    const three = outgoingOf(['a', 'b', 'c'].map(answer), [1, 2, 3].map(entry));
    expect(three).to.have.length(1);
    expect(three[0]?.seq).to.equal(3);
    expect(JSON.parse(three[0]?.body ?? '')).to.deep.equal({
      ...answer('c'),
      before: [reply('a'), reply('b')],
    });
  });

  it('gives each activity an id that says its number', () => {
    const row = { id: 'msteams|a|b' } as queries.ConversationRow;
    expect(seqOf(activityId(row, 12))).to.equal(12);
    expect(activityId(row, 9) < activityId(row, 10)).to.equal(true);
  });

  it('gives no activity where a row is damaged', () => {
    const sound = { from: 'agent', name: 'Marie', text: 'Bonjour' };
    expect(readLogged(JSON.stringify(sound))).to.deep.equal(sound);
    for (const bad of [
      '',
      '{',
      'null',
      '{"from":"user"}',
      '{"from":"bot","reply":{}}',
      '{"from":"agent"}',
      '{}',
    ])
      expect(readLogged(bad), bad).to.equal(undefined);
  });
});
