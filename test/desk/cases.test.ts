import { expect } from 'chai';
import pino from 'pino';
import { CaseError } from '../../src/desk/cases/types.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import * as queries from '../../src/store/queries/index.ts';
import { createTestDesk, karim, lea, marie, messagesOf, odile } from '../helpers/desk.ts';
import { engines } from '../helpers/engines.ts';
import { redacted } from '../helpers/redacted.ts';

const MINUTE = 60_000;

/** The code of the `CaseError` that a refused act rejects with. */
async function refusal(act: Promise<unknown> | (() => Promise<unknown>)): Promise<string> {
  const error = await (typeof act === 'function' ? act() : act).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof CaseError) return error.code;
  throw error ?? new Error('it was not refused');
}

for (const { name, databaseUrl } of engines) {
  describe(`a case on ${name}`, () => {
    let store: Store;
    let desk: ReturnType<typeof createTestDesk>;
    let number = 0;
    let person = '';
    before(async () => {
      store = await openStore(await databaseUrl(), pino({ level: 'silent' }));
    });
    after(() => store.close());
    beforeEach(() => {
      desk = createTestDesk(store);
      person = `person-${++number}`;
    });

    /** Ends what other tests have left waiting. */
    async function endAll() {
      const open = await desk.cases.list(marie, { ended: false });
      for (const { id } of open.filter(({ state }) => state === 'waiting')) {
        const { fence } = await desk.cases.accept(karim, id);
        await desk.cases.close(karim, id, { fence, outcome: 'solved' });
      }
    }

    it('opens when the person sends the packet, which they have seen', async () => {
      const id = await desk.request(person);
      const log = await desk.log(person);
      expect(messagesOf(log).slice(-4)).to.deep.equal([
        'handoff.packet',
        'handoff.review',
        'handoff.sent',
        'handoff.waiting',
      ]);
      const detail = await desk.cases.get(marie, id);
      expect(detail).to.deep.include({
        state: 'waiting',
        kind: 'live',
        academy: 'paris',
        trouble: 'account_locked',
      });
      expect(detail.packet).to.deep.include({
        state: 'troubles.account_locked.waiting',
        attempt: 'À l’instant',
        error: null,
        urgent: false,
        locale: 'fr',
      });
      expect(detail.packet.transcript.map(({ text }) => text)).to.include('une personne');
      expect(detail.last?.text).to.include('répondra ici');
    });

    it('silences the bot from the acceptance to the hand-back, and loses no message', async () => {
      const id = await desk.request(person);
      const { fence } = await desk.cases.accept(marie, id);
      const before = (await desk.log(person)).length;
      await desk.say(person, 'bonjour', 'mon mot de passe est perdu', 'une personne', 'retour');
      await desk.cases.send(marie, id, { fence, text: 'Bonjour, je regarde.', key: 'one' });
      await desk.say(person, 'merci');
      expect((await desk.log(person)).slice(before).map(({ from }) => from)).to.deep.equal([
        ...['user', 'user', 'user', 'user', 'agent', 'user'],
      ]);
      await desk.cases.handBack(marie, id, { fence });
      expect((await desk.log(person)).slice(before + 6).map(({ from }) => from)).to.include('bot');
    });

    it('goes back to the exact state where the person left, its wait included', async () => {
      await desk.join(person);
      await desk.say(person, 'Compte bloqué', 'À l’instant');
      const { snapshot } = await desk.row(person);
      desk.clock.advance(5 * MINUTE);
      await desk.say(
        person,
        'une personne',
        'Aucun message affiché',
        'À l’instant',
        'Envoyer à l’assistance',
      );
      const id = await desk.caseOf(person);
      const { fence } = await desk.cases.accept(marie, id);
      await desk.cases.handBack(marie, id, { fence });
      const [left, back] = [JSON.parse(snapshot ?? ''), JSON.parse((await desk.row(person)).snapshot ?? '')];
      expect(back.value).to.deep.equal(left.value);
      expect(back.historyValue).to.deep.equal(left.historyValue);
      for (const kept of ['trouble', 'story', 'steps', 'waitUntil', 'paused', 'urgent', 'academy']) {
        expect(back.context[kept], kept).to.deep.equal(left.context[kept]);
      }
      expect(back.context.agent).to.deep.equal({ by: 'Marie', outcome: 'returned' });
      expect(messagesOf(await desk.log(person)).slice(-2)).to.deep.equal([
        'handoff.returned',
        'account_locked.waiting',
      ]);
      await desk.fireDue();
      expect(messagesOf(await desk.log(person)).at(-1)).to.equal('account_locked.waiting');
      desk.clock.advance(10 * MINUTE);
      await desk.fireDue();
      expect(messagesOf(await desk.log(person)).at(-1)).to.equal('account_locked.retry');
    });

    it('lets a wait that ended under the agent end when the bot is back, and not before', async () => {
      const id = await desk.request(person);
      await desk.say(person, 'Continuer avec l’assistant');
      const { fence } = await desk.cases.accept(marie, id);
      await desk.cases.send(marie, id, { fence, text: 'Bonjour.', key: 'one' });
      desk.clock.advance(20 * MINUTE);
      await desk.fireDue();
      expect((await desk.log(person)).at(-1)?.from).to.equal('agent');
      await desk.cases.handBack(marie, id, { fence });
      await desk.fireDue();
      expect(messagesOf(await desk.log(person)).at(-1)).to.equal('account_locked.retry');
    });

    it('goes on in the flow that the agent chooses', async () => {
      const id = await desk.request(person);
      const { fence } = await desk.cases.accept(marie, id);
      await desk.cases.handBack(marie, id, { fence, flow: 'mfa_reset' });
      expect(messagesOf(await desk.log(person)).at(-1)).to.equal('mfa_reset.symptom');
      expect((await desk.cases.get(marie, id)).state).to.equal('returned');
    });

    it('is taken by one of several agents, and the others are told by whom', async () => {
      const id = await desk.request(person);
      const tries = await Promise.allSettled([desk.cases.accept(marie, id), desk.cases.accept(karim, id)]);
      const lost = tries.find((one) => one.status === 'rejected');
      expect(tries.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      expect(lost?.status === 'rejected' && lost.reason).to.deep.include({ code: 'case.taken' });
      const { owner } = await desk.cases.get(karim, id);
      expect(lost?.status === 'rejected' && lost.reason.by).to.equal(owner?.name);
    });

    it('says a message once, however often it is sent, and redacts it', async () => {
      const id = await desk.request(person);
      const { fence } = await desk.cases.accept(marie, id);
      const message = { fence, text: 'Votre mot de passe est Soleil2026!', key: 'same' };
      const sent = await Promise.all([1, 2, 3].map(() => desk.cases.send(marie, id, message)));
      expect(new Set(sent.map(({ seq }) => seq)).size).to.equal(1);
      const { activities } = await desk.cases.activities(marie, id, 0);
      const said = activities.filter(({ from }) => from === 'agent');
      expect(said).to.have.length(1);
      expect(said[0]?.text).not.to.include('Soleil2026');
    });

    it('refuses what comes after it has changed hands', async () => {
      const id = await desk.request(person);
      const { fence } = await desk.cases.accept(marie, id);
      await desk.cases.transfer(marie, id, { fence, agent: { id: karim.id, name: karim.name } });
      const late = { fence, text: 'encore moi', key: 'late' };
      expect(await refusal(desk.cases.send(marie, id, late))).to.equal('case.stale');
      expect(await refusal(desk.cases.handBack(marie, id, { fence }))).to.equal('case.stale');
      expect(await refusal(desk.cases.send(karim, id, { ...late, fence }))).to.equal('case.stale');
      const present = (await desk.cases.get(karim, id)).fence;
      await desk.cases.send(karim, id, { ...late, fence: present });
      await desk.cases.handBack(karim, id, { fence: present });
      expect(await refusal(desk.cases.send(karim, id, { ...late, fence: present, key: 'after' }))).to.equal(
        'case.stale',
      );
      expect(await refusal(desk.cases.accept(marie, id))).to.equal('case.state');
    });

    it('shows nobody what is not theirs, and lets auditors only read', async () => {
      const id = await desk.request(person);
      const elsewhere = { ...marie, id: 'other', academies: ['lyon'] };
      for (const act of [
        () => desk.cases.get(elsewhere, id),
        () => desk.cases.activities(elsewhere, id, 0),
        () => desk.cases.accept(elsewhere, id),
        () => desk.cases.note(elsewhere, id, 'x'),
        () => desk.cases.get(marie, 'no-such-case'),
      ]) {
        expect(await refusal(act)).to.equal('case.unknown');
      }
      expect(await desk.cases.list(elsewhere, { ended: false })).to.deep.equal([]);
      expect((await desk.cases.get(odile, id)).id).to.equal(id);
      for (const act of [() => desk.cases.accept(odile, id), () => desk.cases.note(odile, id, 'x')]) {
        expect(await refusal(act)).to.equal('case.forbidden');
      }
    });

    it('goes to a group’s queue, and the person is told', async () => {
      const id = await desk.request(person);
      const { fence } = await desk.cases.accept(marie, id);
      await desk.cases.transfer(marie, id, { fence, group: 'réseau', note: 'serveur en panne ?' });
      const detail = await desk.cases.get(karim, id);
      expect(detail).to.deep.include({ state: 'waiting', owner: null, group: 'réseau' });
      expect(detail.notes[0]).to.deep.include({ by: 'Marie', text: 'serveur en panne ?' });
      expect(messagesOf(await desk.log(person)).slice(-2)).to.deep.equal([
        'handoff.moved',
        'reworded.handoff.waiting',
      ]);
      await desk.cases.accept(karim, id);
    });

    it('comes back into the queue when whoever accepted it writes nothing', async () => {
      const id = await desk.request(person);
      const { fence } = await desk.cases.accept(marie, id);
      desk.clock.advance(3 * MINUTE);
      await desk.fireDue();
      expect(messagesOf(await desk.log(person)).slice(-2)).to.deep.equal([
        'handoff.released',
        'reworded.handoff.waiting',
      ]);
      expect(await refusal(desk.cases.send(marie, id, { fence, text: 'tard', key: 'late' }))).to.equal(
        'case.stale',
      );
      const { acceptedAt } = (await queries.findCase(store.db, id)) ?? {};
      await desk.cases.accept(karim, id);
      // How long the person waited for somebody is known by the first who came.
      expect((await queries.findCase(store.db, id))?.acceptedAt).to.equal(acceptedAt);
      expect(acceptedAt).to.equal(desk.clock.now() - 3 * MINUTE);
    });

    it('asks how to go on when the wait is too long, and does what the person chooses', async () => {
      const id = await desk.request(person);
      desk.clock.advance(10 * MINUTE);
      await desk.fireDue();
      expect(messagesOf(await desk.log(person)).at(-1)).to.equal('handoff.overdue');
      await desk.say(person, 'Attendre encore');
      desk.clock.advance(10 * MINUTE);
      await desk.fireDue();
      expect(messagesOf(await desk.log(person)).at(-1)).to.equal('handoff.overdue');
      await desk.say(person, 'Une réponse plus tard ici');
      expect(await desk.cases.get(marie, id)).to.deep.include({ state: 'waiting', kind: 'callback' });
      desk.clock.advance(24 * 60 * MINUTE);
      await desk.fireDue();
      const { fence } = await desk.cases.accept(marie, id);
      await desk.cases.send(marie, id, { fence, text: 'Bonjour, me voici.', key: 'one' });
      expect((await desk.log(person)).at(-1)?.from).to.equal('agent');
    });

    it('becomes a ticket, whose reference the person is told once', async () => {
      const id = await desk.request(person);
      desk.clock.advance(10 * MINUTE);
      await desk.fireDue();
      await desk.say(person, 'Ouvrir un ticket');
      expect(desk.wishes.map(({ caseId, kind }) => ({ caseId, kind }))).to.deep.equal([
        { caseId: id, kind: 'ticket' },
      ]);
      const opened = { caseId: id, conversationId: person, reference: 'P-7K3M9' };
      await Promise.all([desk.noteTicketOutcome(opened), desk.noteTicketOutcome(opened)]);
      const log = await desk.log(person);
      expect(messagesOf(log).filter((message) => message === 'handoff.ticket_opened')).to.have.length(1);
      expect(JSON.stringify(log)).to.include('P-7K3M9');
      expect(await desk.cases.get(marie, id)).to.deep.include({ state: 'ticketed', reference: 'P-7K3M9' });
    });

    it('adds what the person writes while they wait, and the bot goes on helping', async () => {
      const id = await desk.request(person);
      await desk.say(person, 'c’est le troisième compte de la semaine zzkrt');
      expect(messagesOf(await desk.log(person)).at(-1)).to.match(/^handoff\./);
      await desk.say(person, 'Continuer avec l’assistant');
      expect(messagesOf(await desk.log(person)).at(-1)).to.equal('account_locked.waiting');
      await desk.say(person, 'C’est déjà débloqué');
      expect(messagesOf(await desk.log(person)).at(-1)).to.equal('settled');
      await desk.say(person, 'Retirer ma demande');
      expect(await desk.cases.get(marie, id)).to.deep.include({ state: 'closed', owner: null });
      expect(await refusal(desk.cases.accept(marie, id))).to.equal('case.state');
    });

    it('lets the wait of whoever goes on with the bot end at its time', async () => {
      await desk.join(person);
      await desk.say(person, 'Compte bloqué', 'À l’instant');
      desk.clock.advance(8 * MINUTE);
      await desk.say(person, 'une personne', 'Aucun message affiché', 'À l’instant', 'Envoyer à l’équipe');
      await desk.say(person, 'Continuer avec l’assistant');
      desk.clock.advance(6 * MINUTE);
      await desk.fireDue();
      expect(messagesOf(await desk.log(person)).at(-1)).to.equal('account_locked.waiting');
      desk.clock.advance(2 * MINUTE);
      await desk.fireDue();
      expect(messagesOf(await desk.log(person)).at(-1)).to.equal('account_locked.retry');
    });

    it('asks once how the help was, stores the answer, and lets it be ignored', async () => {
      const id = await desk.request(person);
      const { fence } = await desk.cases.accept(marie, id);
      await desk.cases.close(marie, id, { fence, outcome: 'solved', comment: 'compte rouvert' });
      expect(messagesOf(await desk.log(person)).slice(-2)).to.deep.equal(['handoff.closed', 'survey']);
      await desk.say(person, 'En partie');
      expect((await desk.cases.get(marie, id)).survey).to.equal(2);
      await desk.say(person, 'merci', 'au revoir');
      expect(messagesOf(await desk.log(person)).filter((message) => message === 'survey')).to.have.length(1);

      const other = `${person}-silent`;
      const second = await desk.request(other);
      const accepted = await desk.cases.accept(marie, second);
      await desk.cases.close(marie, second, { fence: accepted.fence, outcome: 'not_solved' });
      await desk.say(other, 'Mot de passe expiré');
      expect(messagesOf(await desk.log(other)).at(-1)).to.equal('reset.second_factor');
    });

    it('keeps no secret that an agent writes: in a message, a note, a transfer or the closing comment', async () => {
      const id = await desk.request(person);
      const { fence } = await desk.cases.accept(marie, id);
      const text = 'nouveau mot de passe : Tourterelle75!';
      await desk.cases.send(marie, id, { fence, text, key: 'one' });
      await desk.cases.note(marie, id, text);
      await desk.cases.transfer(marie, id, { fence, agent: { id: karim.id, name: karim.name }, note: text });
      const handed = await desk.cases.get(karim, id);
      expect(handed.notes).to.have.length(2);
      await desk.cases.close(karim, id, { fence: handed.fence, outcome: 'solved', comment: text });
      const rows = await store.db.selectFrom('helpCase').select('comment').where('id', '=', id).execute();
      expect(rows[0]?.comment).to.equal('nouveau mot de passe : [•••]');
      const all = JSON.stringify([await desk.cases.get(karim, id), await desk.log(person), rows]);
      expect(all).not.to.include('Tourterelle75');
    });

    it('is not in line where the person wants to be called back', async () => {
      await endAll();
      const id = await desk.request(person);
      desk.clock.advance(MINUTE);
      const other = await desk.request(`${person}-behind`);
      const places = async () => {
        const list = await desk.cases.list(marie, { ended: false });
        return [id, other].map((one) => list.find((shown) => shown.id === one)?.position);
      };
      expect(await places()).to.deep.equal([1, 2]);
      desk.clock.advance(10 * MINUTE);
      await desk.fireDue();
      await desk.say(person, 'Une réponse plus tard ici');
      expect(await places()).to.deep.equal([null, 1]);
    });

    it('is taken over, closed and handed on by a lead', async () => {
      const id = await desk.request(person);
      const { fence } = await desk.cases.accept(marie, id);
      const toLea = { fence, agent: { id: lea.id, name: lea.name } };
      expect(await refusal(desk.cases.transfer(karim, id, toLea))).to.equal('case.stale');
      await desk.cases.transfer(lea, id, toLea);
      const taken = await desk.cases.get(lea, id);
      expect(taken.owner?.name).to.equal('Léa');
      await desk.cases.close(lea, id, { fence: taken.fence, outcome: 'no_answer' });
      expect(taken.audit.map(({ action, by }) => `${action} ${by}`)).to.deep.equal([
        'case.opened null',
        'case.accepted Marie',
        'case.transferred Léa',
      ]);
    });

    it('leaves no timer of its own behind, however it ends', async () => {
      const timers = () =>
        store.db.selectFrom('timer').select('id').where('conversationId', '=', person).execute();
      const own = async () => (await timers()).filter(({ id }) => id.startsWith('case.')).length;
      const id = await desk.request(person);
      expect(await own()).to.equal(1);
      const { fence } = await desk.cases.accept(marie, id);
      expect(await own()).to.equal(1);
      await desk.cases.send(marie, id, { fence, text: 'Bonjour.', key: 'one' });
      await desk.say(person, 'Bonjour');
      expect(await own()).to.equal(1);
      await desk.cases.close(marie, id, { fence, outcome: 'solved' });
      expect(await own()).to.equal(0);
    });

    it('drops replies of the bot that were not sent yet, and keeps those of the agent', async () => {
      const id = await desk.request(person, 'teams');
      const waiting = () =>
        store.db.selectFrom('outbox').selectAll().where('conversationId', '=', person).execute();
      expect((await waiting()).every(({ state }) => /^(waiting|queued)$/.test(state))).to.equal(true);
      const { fence } = await desk.cases.accept(marie, id);
      await desk.cases.send(marie, id, { fence, text: 'Bonjour.', key: 'one' });
      const rows = await waiting();
      expect(
        rows.filter(({ state }) => state === 'waiting').map(({ body }) => JSON.parse(body).from),
      ).to.deep.equal(['agent']);
      expect(rows.filter(({ state }) => state === 'superseded').length).to.equal(rows.length - 1);
    });

    it('marks for the agent that a secret was removed, and the bot does not warn', async () => {
      const id = await desk.request(person);
      await desk.cases.accept(marie, id);
      await desk.turns.run({
        conversationId: person,
        channel: 'webchat',
        start: { locale: 'fr', academy: 'paris' },
        key: 'secret',
        event: { type: 'message', text: redacted('mon mdp : [•••]'), found: ['password'] },
        echo: { type: 'message', text: redacted('mon mdp : [•••]') },
      });
      expect((await desk.log(person)).at(-1)?.from).to.equal('user');
      expect((await desk.cases.get(marie, id)).audit.at(-1)).to.deep.include({ action: 'secret.removed' });
    });

    it('lists urgent cases first, then the oldest, with their place in line', async () => {
      await endAll();
      const first = await desk.request(person);
      desk.clock.advance(MINUTE);
      const urgent = `${person}-urgent`;
      await desk.join(urgent);
      await desk.say(
        urgent,
        'Message douteux ou piratage',
        'J’ai donné mon mot de passe',
        'Préparer ma demande',
      );
      await desk.say(urgent, 'Aucun message affiché', 'À l’instant', 'Envoyer à l’assistance');
      const second = await desk.caseOf(urgent);
      const line = (await desk.cases.list(marie, { ended: false })).filter(
        ({ state }) => state === 'waiting',
      );
      expect(line.map(({ id, position }) => ({ id, position }))).to.deep.equal([
        { id: second, position: 1 },
        { id: first, position: 2 },
      ]);
      expect((await desk.cases.list(marie, { ended: true })).length).to.be.greaterThan(0);
    });
  });
}
