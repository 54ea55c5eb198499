// What ends, or goes on elsewhere, is written down with its state, its time and who did it: retention, the span that a case
// shows and the reports go by these columns, which nobody sees at once.
import { expect } from 'chai';
import pino from 'pino';
import { readConfig } from '../../src/config/config.ts';
import { retentionKinds, runRetention } from '../../src/records/retention.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import * as queries from '../../src/store/queries/index.ts';
import { createTestDesk, lea, marie } from '../helpers/desk.ts';
import { engines } from '../helpers/engines.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const log = pino({ level: 'silent' });

for (const { name, databaseUrl } of engines) {
  describe(`the end of a case, on ${name}`, () => {
    let store: Store;
    let desk: ReturnType<typeof createTestDesk>;
    let person = '';
    let number = 0;
    before(async () => {
      store = await openStore(await databaseUrl(), log);
    });
    after(() => store.close());
    beforeEach(() => {
      desk = createTestDesk(store);
      person = `p${++number}`;
    });

    const caseRow = async (id: string) => {
      const row = await queries.findCase(store.db, id);
      if (!row) throw new Error('no case');
      return row;
    };
    const acts = async (id: string) =>
      (await queries.readAudit(store.db, id)).map(({ action, agentId, createdAt }) => ({
        ...{ action, by: agentId, at: createdAt },
      }));
    /** Asks for somebody, waits in line, and withdraws a minute later. */
    const withdrawn = async () => {
      const id = await desk.request(person);
      desk.clock.advance(MINUTE);
      await desk.say(person, 'Retirer ma demande');
      return id;
    };

    it('that its person withdraws has its outcome and time, and is noted as nobody’s act', async () => {
      const id = await withdrawn();
      const at = desk.clock.now();
      const { outcome, state, endedAt, updatedAt, agentId, acceptedAt } = await caseRow(id);
      expect({ outcome, state, endedAt, updatedAt, agentId, acceptedAt }).to.deep.equal({
        ...{ outcome: 'withdrawn', state: 'closed', endedAt: at, updatedAt: at },
        ...{ agentId: null, acceptedAt: null },
      });
      expect((await acts(id)).at(-1)).to.deep.equal({ action: 'case.withdrawn', by: null, at });
      // Its timer is gone as well: nobody is asked how to go on.
      const timers = await store.db
        .selectFrom('timer')
        .select('id')
        .where('conversationId', '=', person)
        .execute();
      expect(timers.filter(({ id: timer }) => timer.startsWith('case.'))).to.deep.equal([]);
    });

    it('shows agents nothing of what is said later, and is forgotten thirty days after, where it was withdrawn', async () => {
      const id = await withdrawn();
      desk.clock.advance(MINUTE);
      await desk.say(person, 'une chose que je ne dirai à personne');
      const said = (await desk.cases.activities(marie, id, 0)).activities.map(({ text }) => text).join('\n');
      expect(said).to.include('Retirer ma demande').and.not.include('à personne');
      const kinds = retentionKinds(readConfig({})).filter((kind) => kind.name === 'case');
      desk.clock.advance(29 * DAY);
      await runRetention({ store, log, now: desk.clock.now, kinds });
      await caseRow(id);
      desk.clock.advance(2 * DAY);
      await runRetention({ store, log, now: desk.clock.now, kinds });
      expect(await queries.findCase(store.db, id)).to.equal(undefined);
    });

    it('that becomes a ticket in the person’s hands has its outcome and time too', async () => {
      const id = await desk.request(person);
      desk.clock.advance(10 * MINUTE);
      await desk.fireDue();
      expect((await acts(id)).at(-1)).to.deep.equal({
        ...{ action: 'case.overdue', by: null, at: desk.clock.now() },
      });
      desk.clock.advance(MINUTE);
      await desk.say(person, 'Ouvrir un ticket');
      const at = desk.clock.now();
      expect(await caseRow(id)).to.include({
        ...{ kind: 'ticket', state: 'ticketed', outcome: 'ticket', endedAt: at, updatedAt: at },
      });
      desk.clock.advance(MINUTE);
      await desk.noteTicketOutcome({ caseId: id, conversationId: person, reference: 'P-7K3M9' });
      const told = await caseRow(id);
      expect(told).to.include({ reference: 'P-7K3M9', endedAt: at, updatedAt: desk.clock.now() });
      const opened = (await desk.cases.get(lea, id)).audit.at(-1);
      expect(opened).to.deep.include({ action: 'ticket.opened', detail: { reference: 'P-7K3M9' } });
    });

    it('has not come while it goes back into the queue: nobody has it, and it was let go by the one who had it', async () => {
      const id = await desk.request(person);
      await desk.cases.accept(marie, id);
      const accepted = desk.clock.now();
      desk.clock.advance(3 * MINUTE);
      await desk.fireDue();
      const at = desk.clock.now();
      expect(await caseRow(id)).to.include({
        ...{ state: 'waiting', agentId: null, agentName: null, outcome: null, endedAt: null },
        ...{ acceptedAt: accepted, updatedAt: at },
      });
      expect((await acts(id)).at(-1)).to.deep.equal({ action: 'case.released', by: 'marie', at });
      const { owner, fence } = await desk.row(person);
      expect({ owner, fence }).to.deep.equal({ owner: null, fence: 2 });
    });

    it('is rated later without a change of its end', async () => {
      const id = await desk.request(person);
      const { fence } = await desk.cases.accept(marie, id);
      await desk.cases.close(marie, id, { fence, outcome: 'solved' });
      const { endedAt } = await caseRow(id);
      desk.clock.advance(MINUTE);
      await desk.say(person, 'En partie');
      const at = desk.clock.now();
      expect(await caseRow(id)).to.include({ survey: 2, outcome: 'solved', endedAt, updatedAt: at });
      expect((await acts(id)).at(-1)).to.deep.equal({ action: 'case.rated', by: null, at });
    });
  });
}
