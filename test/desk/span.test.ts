import { expect } from 'chai';
import pino from 'pino';
import { isWithin, spanOf } from '../../src/desk/cases/span.ts';
import type { Actor } from '../../src/desk/cases/types.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import * as queries from '../../src/store/queries/index.ts';
import { createTestDesk, lea, marie } from '../helpers/desk.ts';
import { engines } from '../helpers/engines.ts';

const lucie: Actor = { id: 'lucie', name: 'Lucie', role: 'agent', academies: ['lyon'], groups: [] };
const MINUTE = 60_000;

for (const { name, databaseUrl } of engines) {
  describe(`a conversation with a case of Paris and then one of Lyon, on ${name}`, () => {
    let store: Store;
    let desk: ReturnType<typeof createTestDesk>;
    let paris = '';
    let lyon = '';
    before(async () => {
      store = await openStore(await databaseUrl(), pino({ level: 'silent' }));
      desk = createTestDesk(store);
      paris = await desk.request('person');
      const { fence } = await desk.cases.accept(marie, paris);
      desk.clock.advance(MINUTE);
      await desk.cases.send(marie, paris, { fence, text: 'Ici Marie, de Paris.', key: 'one' });
      desk.clock.advance(MINUTE);
      await desk.cases.close(marie, paris, { fence, outcome: 'solved' });
      desk.clock.advance(MINUTE);
      await desk.say('person', 'Passer', 'académie de Lyon', 'mon compte est bloqué', 'À l’instant');
      await desk.say('person', 'une personne', 'Aucun message affiché', 'À l’instant');
      await desk.say('person', 'Envoyer à l’assistance');
      lyon = await desk.caseOf('person');
      expect(lyon).not.to.equal(paris);
      desk.clock.advance(MINUTE);
      const taken = await desk.cases.accept(lucie, lyon);
      await desk.cases.send(lucie, lyon, { fence: taken.fence, text: 'Ici Lucie, de Lyon.', key: 'two' });
      desk.clock.advance(MINUTE);
    });
    after(() => store.close());

    const said = async (actor: Actor, id: string) =>
      (await desk.cases.activities(actor, id, 0)).activities.map(({ text }) => text).join('\n');

    it('shows Paris its own words to the end of its case, and nothing of Lyon', async () => {
      expect(await said(marie, paris))
        .to.include('Ici Marie')
        .and.not.include('Lyon');
      expect(await said(lea, paris)).to.not.include('Lyon');
      const ended = await desk.cases.list(marie, { ended: true });
      expect(JSON.stringify(ended)).to.not.include('Lyon').and.not.include('Lucie');
      expect(ended[0]?.updatedAt).to.be.below(desk.clock.now() - MINUTE);
      const detail = JSON.stringify(await desk.cases.get(marie, paris));
      expect(detail).to.not.include('Lyon').and.not.include('Lucie');
    });

    it('is read to its end also where nothing more is shown, so that no page asks for the same again', async () => {
      const { lastSeq } = await desk.row('person');
      const { last } = await desk.cases.activities(marie, paris, 0);
      expect(last).to.equal(lastSeq);
      expect(await desk.cases.activities(marie, paris, last)).to.deep.equal({ activities: [], last });
    });

    it('shows Lyon what was said since, and nothing of Paris', async () => {
      expect(await said(lucie, lyon))
        .to.include('Ici Lucie')
        .and.include('académie de Lyon');
      expect(await said(lucie, lyon)).to.not.include('Ici Marie');
      const detail = await desk.cases.get(lucie, lyon);
      expect(JSON.stringify(detail)).to.not.include('Ici Marie');
      expect(detail.last?.text).to.equal('Ici Lucie, de Lyon.');
    });

    it('lets nobody write, or seem to write, from the case that is over', async () => {
      const failure = await desk.cases.typing(marie, paris).catch((error: { code: string }) => error.code);
      expect(failure).to.equal('case.stale');
    });

    it('tells the pages that have it open what is noted in the case that is over', async () => {
      const told: string[] = [];
      const end = store.bus.subscribe('desk', (id) => told.push(id));
      await desk.cases.note(marie, paris, 'Rappelée par téléphone.');
      end();
      expect(told).to.include(paris);
      expect((await desk.cases.get(marie, paris)).notes.map(({ text }) => text)).to.deep.equal([
        'Rappelée par téléphone.',
      ]);
    });

    it('passes nothing of Paris on to Lyon in a request that goes there after all', async () => {
      const first = await desk.request('mover');
      const { fence } = await desk.cases.accept(marie, first);
      desk.clock.advance(MINUTE);
      await desk.cases.send(marie, first, { fence, text: 'Ici Marie, de Paris.', key: 'mover' });
      await desk.cases.close(marie, first, { fence, outcome: 'solved' });
      desk.clock.advance(MINUTE);
      await desk.say('mover', 'Passer', 'compte bloqué', 'À l’instant');
      await desk.say('mover', 'une personne', 'Aucun message affiché', 'À l’instant');
      await desk.say('mover', 'Envoyer à l’assistance');
      const second = await desk.caseOf('mover');
      const said = async (actor: Actor) =>
        (await desk.cases.get(actor, second)).packet.transcript.map(({ text }) => text).join('\n');
      expect(await said(marie)).to.include('Ici Marie');
      await desk.say('mover', 'Continuer avec l’assistant', 'académie de Lyon', 'une personne');
      await desk.say('mover', 'Une réponse plus tard ici');
      expect((await desk.cases.get(lucie, second)).academy).to.equal('lyon');
      expect(await said(lucie)).to.not.include('Ici Marie');
    });

    it('is read to the very moment of its end, and from just after the end of the other’s', async () => {
      const span = { after: 5, until: 10 };
      const within = [5, 6, 10, 11].map((createdAt) => isWithin({ createdAt }, span));
      expect(within).to.deep.equal([false, true, true, false]);
      const row = await queries.findCase(store.db, paris);
      if (!row) throw new Error('no case');
      // Opened in the same millisecond.
      const twin = { ...row, id: 'twin', academy: 'nice', endedAt: row.openedAt + 1 };
      await store.transact((trx) => queries.insertCase(trx, twin));
      expect((await spanOf(store.db, row)).after).to.equal(twin.endedAt);
      await store.db.deleteFrom('helpCase').where('id', '=', 'twin').execute();
    });
  });
}
