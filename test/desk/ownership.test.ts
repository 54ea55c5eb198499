import { expect } from 'chai';
import { sql } from 'kysely';
import pino from 'pino';
import { buildCaseMachine } from '../../dialogs/case/chart.ts';
import { availabilityOf } from '../../src/desk/availability/availability.ts';
import { estimateWait } from '../../src/desk/availability/estimate.ts';
import { isCaseTimer, transitionCase } from '../../src/desk/cases/transition.ts';
import { CaseError } from '../../src/desk/cases/types.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import * as queries from '../../src/store/queries/index.ts';
import { createTestDesk, karim, lea, marie, messagesOf, ON_DUTY, odile } from '../helpers/desk.ts';
import { engines } from '../helpers/engines.ts';
import { eventually } from '../helpers/eventually.ts';
import { redacted } from '../helpers/redacted.ts';

const MINUTE = 60_000;

/** Whether somebody waits for a lock. */
async function isWaitedFor({ db }: Store): Promise<true | undefined> {
  const { rows } = await sql`select 1 from pg_locks where not granted`.execute(db);
  return rows.length > 0 ? true : undefined;
}

for (const { name, databaseUrl } of engines) {
  describe(`ownership on ${name}`, () => {
    let store: Store;
    let desk: ReturnType<typeof createTestDesk>;
    let person: string;
    let number = 0;
    before(async () => {
      store = await openStore(await databaseUrl(), pino({ level: 'silent' }));
    });
    after(() => store.close());
    beforeEach(() => {
      desk = createTestDesk(store);
      person = `p${++number}`;
    });

    const refusal = async (command: Promise<unknown>) => {
      const error = await command.then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (!(error instanceof CaseError)) throw error ?? new Error('it was not refused');
      return error.by === undefined ? error.code : `${error.code} by ${error.by}`;
    };
    const owner = async () => {
      const { owner: id, fence, caseId } = await desk.row(person);
      return { id, fence, caseId };
    };
    const caseRow = async (id: string) => {
      const row = await queries.findCase(store.db, id);
      if (!row) throw new Error('no case');
      return row;
    };
    const trail = async (id: string) => {
      const { audit } = await desk.cases.get(lea, id);
      return audit.map(({ action, by, detail }) => ({ action, by, ...detail }));
    };

    it('lets two colleagues say something under the same key, one after the other', async () => {
      const id = await desk.request(person);
      const { fence } = await desk.cases.accept(marie, id);
      await desk.cases.send(marie, id, { fence, text: 'Ici Marie.', key: '1' });
      await desk.cases.transfer(marie, id, { fence, agent: karim });
      await desk.cases.send(karim, id, { fence: fence + 1, text: 'Ici Karim.', key: '1' });
      const said = (await desk.log(person)).flatMap((one) => (one.from === 'agent' ? [one.text] : []));
      expect(said).to.deep.equal(['Ici Marie.', 'Ici Karim.']);
    });

    it('drops what the bot still had to say when a lead gives a waiting case to somebody', async () => {
      const id = await desk.request(person, 'teams');
      const bots = async () =>
        (await store.db.selectFrom('outbox').selectAll().where('conversationId', '=', person).execute())
          .filter(({ fence }) => fence !== null)
          .map(({ state }) => state);
      expect(await bots()).to.include('waiting');
      const { fence } = await desk.row(person);
      await desk.cases.transfer(lea, id, { fence, agent: marie });
      expect(new Set(await bots())).to.deep.equal(new Set(['superseded']));
    });

    it('is refused to who may not see the case any more, though they could when they asked', async () => {
      const id = await desk.request(person);
      let asked: Promise<string> | undefined;
      await store.transact(async (trx) => {
        await queries.lockConversation(trx, person);
        asked = refusal(desk.cases.note(marie, id, 'Vu.'));
        // On PostgreSQL they have read the case, and wait for the conversation.
        if (store.engine === 'postgres') await eventually(() => isWaitedFor(store), 10_000);
        await trx.updateTable('helpCase').set({ academy: 'lyon' }).where('id', '=', id).execute();
      });
      expect(await asked).to.equal('case.unknown');
    });

    it('passes to who accepts, once, with the time waited and where the log stood', async () => {
      const id = await desk.request(person);
      const { lastSeq, fence } = await desk.row(person);
      desk.clock.advance(3 * MINUTE);
      expect(await desk.cases.accept(marie, id)).to.deep.equal({ fence: fence + 1 });
      expect(await owner()).to.deep.equal({ id: 'marie', fence: fence + 1, caseId: id });
      const row = await caseRow(id);
      expect(row).to.include({ agentId: 'marie', agentName: 'Marie', state: 'assigned' });
      expect(row.acceptedAt).to.equal(desk.clock.now());
      // Again by the same: nothing more, and the same answer.
      desk.clock.advance(MINUTE);
      expect(await desk.cases.accept(marie, id)).to.deep.equal({ fence: fence + 1 });
      expect((await caseRow(id)).acceptedAt).to.equal(row.acceptedAt);
      expect((await trail(id)).at(-1)).to.deep.equal({
        action: 'case.accepted',
        by: 'Marie',
        seq: lastSeq,
        waited: 3 * MINUTE,
      });
      expect(await refusal(desk.cases.accept(karim, id))).to.equal('case.taken by Marie');
      await desk.cases.send(marie, id, { fence: fence + 1, text: 'Bonjour.', key: 'k' });
      expect(await refusal(desk.cases.accept(karim, id)), 'while they talk').to.equal('case.taken by Marie');
    });

    it('is of one case: who has the conversation again acts by its present case and by no earlier one', async () => {
      const first = await desk.request(person);
      const before = await desk.cases.accept(marie, first);
      await desk.cases.close(marie, first, { fence: before.fence, outcome: 'solved' });
      await desk.say(
        person,
        'Passer',
        'Compte bloqué',
        'À l’instant',
        'une personne',
        'Aucun message affiché',
      );
      await desk.say(person, 'À l’instant', 'Envoyer à l’assistance');
      const second = await desk.caseOf(person);
      expect(second).not.to.equal(first);
      const { fence } = await desk.cases.accept(marie, second);
      const words = { fence, text: 'Bonjour.', key: 'present' };
      expect(await refusal(desk.cases.send(marie, first, words))).to.match(/^case\.stale/);
      expect(await refusal(desk.cases.handBack(marie, first, { fence }))).to.match(/^case\.stale/);
      expect(await refusal(desk.cases.close(marie, first, { fence, outcome: 'solved' }))).to.match(
        /^case\.stale/,
      );
      await desk.cases.send(marie, second, words);
    });

    it('passes to a colleague, whose case it is then, and who accepted first stays known', async () => {
      const id = await desk.request(person);
      const { fence } = await desk.cases.accept(marie, id);
      const { acceptedAt } = await caseRow(id);
      desk.clock.advance(MINUTE);
      const agent = { id: karim.id, name: karim.name };
      await desk.cases.transfer(marie, id, { fence, agent, note: 'voir le certificat' });
      expect(await owner()).to.deep.equal({ id: 'karim', fence: fence + 1, caseId: id });
      expect(await caseRow(id)).to.include({ agentId: 'karim', agentName: 'Karim', acceptedAt });
      expect((await trail(id)).at(-1)).to.include({ action: 'case.transferred', by: 'Marie', to: 'Karim' });
      const { notes } = await desk.cases.get(karim, id);
      expect(notes).to.deep.equal([{ by: 'Marie', text: 'voir le certificat', at: desk.clock.now() }]);
      expect(await refusal(desk.cases.send(marie, id, { fence, text: 'tard', key: 'l' }))).to.match(
        /^case\.stale/,
      );
      await desk.cases.send(karim, id, { fence: fence + 1, text: 'Bonjour.', key: 'l' });
    });

    it('of a waiting case is given by a lead as if it had been accepted', async () => {
      const id = await desk.request(person);
      const { fence } = await desk.row(person);
      desk.clock.advance(MINUTE);
      await desk.cases.transfer(lea, id, { fence, agent: { id: marie.id, name: marie.name } });
      expect(await owner()).to.deep.equal({ id: 'marie', fence: fence + 1, caseId: id });
      expect(await caseRow(id)).to.include({ state: 'assigned', acceptedAt: desk.clock.now() });
    });

    it('is nobody’s in the queue of a group, and the bot says so', async () => {
      const id = await desk.request(person);
      const { fence } = await desk.cases.accept(marie, id);
      await desk.cases.transfer(marie, id, { fence, group: 'mfa' });
      expect(await owner()).to.deep.equal({ id: null, fence: fence + 1, caseId: id });
      expect(await caseRow(id)).to.include({
        state: 'waiting',
        groupName: 'mfa',
        agentId: null,
        agentName: null,
      });
      expect((await trail(id)).at(-1)).to.include({ action: 'case.transferred', to: 'mfa' });
      expect(messagesOf(await desk.log(person))).to.include('handoff.moved');
    });

    it('goes back to the bot, where the person left or into a flow, and the case has ended', async () => {
      const id = await desk.request(person);
      const { fence } = await desk.cases.accept(marie, id);
      expect(await refusal(desk.cases.handBack(marie, id, { fence, flow: 'pizza' }))).to.equal('case.state');
      desk.clock.advance(MINUTE);
      await desk.cases.handBack(marie, id, { fence, flow: 'password_expired' });
      expect(await owner()).to.deep.equal({ id: null, fence: fence + 1, caseId: id });
      expect(await caseRow(id)).to.include({
        state: 'returned',
        outcome: 'returned',
        endedAt: desk.clock.now(),
      });
      expect((await trail(id)).at(-1)).to.include({
        action: 'case.returned',
        by: 'Marie',
        flow: 'password_expired',
      });
      expect(messagesOf(await desk.log(person)).at(-1)).to.match(/^(password_expired|reset)\./);
      const stale = await desk.row(person);
      expect(await refusal(desk.cases.handBack(marie, id, { fence: stale.fence }))).to.match(/^case\.stale/);
      const other = await desk.request(`${person}-plain`);
      const accepted = await desk.cases.accept(marie, other);
      await desk.cases.handBack(marie, other, accepted);
      expect((await trail(other)).at(-1)).to.include({ flow: null });
    });

    it('ends with an outcome, as a ticket where there is a system for them', async () => {
      const id = await desk.request(person);
      const { fence } = await desk.cases.accept(marie, id);
      desk.clock.advance(MINUTE);
      await desk.cases.close(marie, id, { fence, outcome: 'ticket' });
      expect(await owner()).to.deep.equal({ id: null, fence: fence + 1, caseId: id });
      expect(await caseRow(id)).to.include({ outcome: 'ticket', state: 'ticketed', comment: null });
      expect((await caseRow(id)).endedAt).to.equal(desk.clock.now());
      expect(desk.wishes.map(({ caseId, kind }) => `${caseId} ${kind}`)).to.deep.equal([`${id} ticket`]);
      expect((await trail(id)).map(({ action }) => action)).to.include('case.ticketed');
      const other = await desk.request(`${person}-other`);
      const accepted = await desk.cases.accept(marie, other);
      await desk.cases.close(marie, other, { ...accepted, outcome: 'not_solved', comment: 'rappelé' });
      expect(await caseRow(other)).to.include({ outcome: 'not_solved', state: 'closed', comment: 'rappelé' });
      expect((await trail(other)).at(-1)).to.include({ action: 'case.closed', outcome: 'not_solved' });
      expect(desk.wishes).to.have.length(1);
    });

    it('is left alone by auditors, by other academies, and by leads whose fence is old', async () => {
      const id = await desk.request(person);
      const { fence } = await desk.cases.accept(marie, id);
      const closing = { fence, outcome: 'solved' } as const;
      expect(await refusal(desk.cases.close(odile, id, closing))).to.equal('case.forbidden');
      expect(await refusal(desk.cases.close({ ...marie, academies: ['lyon'] }, id, closing))).to.equal(
        'case.unknown',
      );
      expect(await refusal(desk.cases.close(karim, id, closing))).to.equal('case.stale by Marie');
      expect(await refusal(desk.cases.close(lea, id, { ...closing, fence: fence - 1 }))).to.equal(
        'case.stale by Marie',
      );
      expect(await refusal(desk.cases.typing(karim, id))).to.equal('case.stale');
      await desk.cases.close(lea, id, closing);
      expect(await refusal(desk.cases.accept(marie, id))).to.equal('case.state');
    });

    it('keeps what the person says meanwhile for the agent, and when they said it', async () => {
      const id = await desk.request(person, 'teams');
      await desk.cases.accept(marie, id);
      const before = await desk.row(person);
      desk.clock.advance(MINUTE);
      const start = { locale: 'fr', academy: 'paris' } as const;
      const turn = { conversationId: person, channel: 'teams', start } as const;
      const text = redacted('vous êtes là ?');
      await desk.turns.run({
        ...{ ...turn, key: 'here', reference: '{"new":1}' },
        event: { type: 'message', text, found: ['password', 'iban'] },
        echo: { type: 'message', text },
      });
      const after = await desk.row(person);
      expect(after).to.deep.equal({
        ...before,
        reference: '{"new":1}',
        lastSeq: before.lastSeq + 1,
        spokenAt: desk.clock.now(),
        updatedAt: desk.clock.now(),
      });
      expect((await trail(id)).at(-1)).to.deep.equal({
        action: 'secret.removed',
        by: null,
        kinds: 'password, iban',
      });
      desk.clock.advance(MINUTE);
      await desk.turns.run({ ...turn, key: 'install', event: { type: 'joined' } });
      expect(await desk.row(person)).to.deep.equal({ ...after, updatedAt: desk.clock.now() });
      expect(await trail(id)).to.have.length(3);
      // A picture says nothing that the bot could read, and is somebody who is there.
      desk.clock.advance(MINUTE);
      await desk.turns.run({
        ...{ ...turn, key: 'picture', event: { type: 'wordless', what: 'image' } },
        echo: { type: 'message', text: redacted('') },
      });
      expect((await desk.row(person)).spokenAt).to.equal(desk.clock.now());
    });

    it('lets an agent say a thing once, also when the case has passed on since, and to Teams by the outbox', async () => {
      const id = await desk.request(person, 'teams');
      const { fence } = await desk.cases.accept(marie, id);
      const message = { fence, text: 'Bonjour.', key: 'one' };
      const first = await desk.cases.send(marie, id, message);
      expect(first.seq).to.equal((await desk.row(person)).lastSeq);
      await desk.cases.transfer(marie, id, { fence, agent: { id: karim.id, name: karim.name } });
      expect(await desk.cases.send(marie, id, message)).to.deep.equal(first);
      expect(await refusal(desk.cases.send(marie, id, { ...message, key: 'two' }))).to.equal(
        'case.stale by Karim',
      );
      const rows = await store.db
        .selectFrom('outbox')
        .selectAll()
        .where('conversationId', '=', person)
        .execute();
      const own = rows.filter(({ seq }) => seq === first.seq);
      expect(own).to.have.length(1);
      expect(own[0]).to.include({ fence: null, state: 'waiting' });
      const web = `${person}-web`;
      const other = await desk.request(web);
      const accepted = await desk.cases.accept(marie, other);
      await desk.cases.send(marie, other, { ...accepted, text: 'Bonjour.', key: 'one' });
      expect(
        await store.db.selectFrom('outbox').selectAll().where('conversationId', '=', web).execute(),
      ).to.deep.equal([]);
    });

    it('is asked of the desk as the person sees it: their own request, its place, and what there is left', async () => {
      const first = await desk.request(person);
      desk.clock.advance(MINUTE);
      const mine = await desk.request(`${person}-mine`);
      const duty = () => ({
        ...ON_DUTY,
        waiting: 4,
        estimate: (position: number) => ({ from: position, to: 9 }),
      });
      const see = (caseId: string | null, deps: object = {}) =>
        availabilityOf({ duty, ...deps } as never, store.db, { academy: 'paris', caseId }, 'caller');
      const line = (await desk.cases.list(marie, { ended: false })).find(({ id }) => id === mine)?.position;
      expect((await see(mine)).request).to.deep.equal({ kind: 'live', position: line });
      expect((await see(mine)).estimate?.from).to.equal(line);
      expect(await see(null)).to.deep.include({
        request: null,
        estimate: { from: 5, to: 9 },
        tickets: false,
        incidents: [],
      });
      expect((await see(null, { requestTicket: () => {} })).tickets).to.equal(true);
      expect((await see(null, { duty: () => ({ ...duty(), agents: 0 }) })).estimate).to.equal(null);
      expect((await see(null, { duty: () => ({ ...duty(), open: false }) })).estimate).to.equal(null);
      expect(await see(null, { duty: undefined })).to.include({ agents: 0, staffed: false, tickets: false });
      // What is used up is not offered.
      const left = (kind: string) => ({ left: (asked: string) => asked !== kind, take: () => {} });
      expect(await see(mine, { allowance: left('cases') })).to.deep.include({
        agents: 0,
        staffed: false,
        tickets: false,
      });
      expect((await see(mine, { allowance: left('cases') })).request).not.to.equal(null);
      const noTickets = await see(null, { requestTicket: () => {}, allowance: left('tickets') });
      expect(noTickets).to.include({ agents: 2, tickets: false });
      const { fence } = await desk.cases.accept(marie, mine);
      expect((await see(mine)).request, 'once somebody has it').to.equal(null);
      await desk.cases.close(marie, mine, { fence, outcome: 'solved' });
      await desk.cases.close(lea, first, { fence: (await desk.row(person)).fence, outcome: 'solved' });
    });
  });
}

describe('a case on its way', () => {
  const machine = buildCaseMachine();
  const NOW = Date.UTC(2026, 10, 23, 8);
  const opened = () => transitionCase(machine, undefined, { type: 'person.waits' }, NOW);

  it('has timers of its own, under names that no state of the dialogue has', () => {
    const waiting = opened();
    expect(waiting.columns.state).to.equal('waiting');
    const [timer] = waiting.timers;
    expect(timer?.type).to.equal('timer.set');
    expect(isCaseTimer({ id: timer?.id ?? '' })).to.equal(true);
    expect(isCaseTimer({ id: 'xstate.after.lockout' })).to.equal(false);
    const accepted = transitionCase(machine, waiting.columns, { type: 'agent.accepted' }, NOW);
    expect(accepted.timers.some(({ type, id }) => type === 'timer.cancel' && id === timer?.id)).to.equal(
      true,
    );
    expect(accepted).to.include({ moved: true });
  });

  it('does not move by what has no place in its state', () => {
    const { columns } = opened();
    expect(transitionCase(machine, columns, { type: 'agent.wrote' }, NOW).moved).to.equal(false);
    expect(transitionCase(machine, columns, { type: 'nothing' }, NOW).moved).to.equal(false);
    const closed = transitionCase(machine, columns, { type: 'case.closed' }, NOW);
    expect(transitionCase(machine, closed.columns, { type: 'agent.accepted' }, NOW).moved).to.equal(false);
  });

  it('of another version, or that cannot be read, goes on from where its row says that it stands', () => {
    const stored = opened().columns;
    for (const odd of [
      { ...stored, chartVersion: -1 },
      { ...stored, snapshot: 'garbage' },
      {
        ...stored,
        snapshot: '{"status":"done","value":"closed","context":{},"children":{},"historyValue":{}}',
      },
    ]) {
      const accepted = transitionCase(machine, odd, { type: 'agent.accepted' }, NOW);
      expect(accepted.columns.state).to.equal('assigned');
      expect(accepted.moved).to.equal(true);
      const talking = { ...odd, state: 'with_agent' as const };
      expect(transitionCase(machine, talking, { type: 'case.closed' }, NOW).columns.state).to.equal('closed');
      const assigned = { ...odd, state: 'assigned' as const };
      expect(transitionCase(machine, assigned, { type: 'case.returned' }, NOW).columns.state).to.equal(
        'returned',
      );
    }
  });
});

describe('the wait that is told', () => {
  const handled = [4, 6, 8, 10, 12].map((minutes) => minutes * MINUTE);

  it('is between agents about to finish and agents who have just begun', () => {
    expect(estimateWait(1, 1, handled)).to.deep.equal({ from: 0, to: 10 });
    expect(estimateWait(3, 2, handled)).to.deep.equal({ from: 6, to: 20 });
    expect(estimateWait(1, 1, [...handled].reverse())).to.deep.equal({ from: 0, to: 10 });
    expect(estimateWait(1, 3, [0, 0, 0, 0, 0])).to.deep.equal({ from: 0, to: 1 });
  });

  it('is not told where nobody can know, or it would be more than an hour', () => {
    expect(estimateWait(1, 0, handled)).to.equal(null);
    expect(estimateWait(0, 1, handled)).to.equal(null);
    expect(estimateWait(1, 1, handled.slice(1))).to.equal(null);
    expect(estimateWait(6, 1, handled)).to.deep.equal({ from: 30, to: 60 });
    expect(estimateWait(7, 1, handled)).to.equal(null);
  });
});
