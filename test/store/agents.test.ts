import { expect } from 'chai';
import pino from 'pino';
import { invite, useInvitation } from '../../src/desk/sign-in/invitations.ts';
import { createSessions } from '../../src/desk/sign-in/sessions.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import * as queries from '../../src/store/queries/index.ts';
import { engines } from '../helpers/engines.ts';

const NOW = Date.UTC(2026, 10, 23, 8);
const invited = { name: 'Marie', role: 'agent', academies: ['paris'], groups: [] } as const;

for (const { name, databaseUrl } of engines) {
  describe(`who may sign in, on ${name}`, () => {
    let store: Store;
    before(async () => {
      store = await openStore(await databaseUrl(), pino({ level: 'silent' }));
    });
    after(() => store.close());
    const agent = async () => {
      const [row] = await queries.listAgents(store.db);
      if (!row) throw new Error('nobody was invited');
      return row;
    };

    it('is let in once by a link, though two pages use it at the same moment', async () => {
      const token = await invite(store, invited, NOW);
      const tried = await Promise.allSettled([1, 2, 3].map(() => useInvitation(store, token, NOW)));
      expect(tried.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      const hash = 'a link';
      const { id: agentId } = await agent();
      await store.transact(async (trx) => {
        await queries.putInvitation(trx, { hash, agentId, expiresAt: NOW + 1 });
        expect(await queries.takeInvitation(trx, hash)).to.equal(true);
        expect(await queries.takeInvitation(trx, hash), 'a second time').to.equal(false);
      });
    });

    it('has nothing left of a revoked access when it is given back: no session, no link, no presence', async () => {
      const sessions = createSessions(store, () => NOW);
      const token = await invite(store, invited, NOW);
      const { id } = await agent();
      const secret = await sessions.begin(id);
      const presence = { agentId: id, state: 'available', seenAt: NOW } as const;
      await queries.setPresence(store.db, presence);
      expect(await sessions.find(secret)).to.not.equal(undefined);
      expect(await queries.findPresence(store.db, id)).to.deep.equal(presence);
      await store.transact((trx) => queries.disableAgent(trx, id, NOW));
      expect(await sessions.find(secret)).to.equal(undefined);
      await store.transact((trx) => queries.disableAgent(trx, id, null));
      expect(await sessions.find(secret), 'the session of before').to.equal(undefined);
      expect(await queries.findPresence(store.db, id)).to.equal(undefined);
      const again = await useInvitation(store, token, NOW).catch((error: Error) => error);
      expect(again, 'the link of before').to.be.instanceOf(Error);
    });

    it('is let in again when invited anew, and by no link while the access is revoked', async () => {
      const sessions = createSessions(store, () => NOW);
      const { id } = await agent();
      await store.transact((trx) => queries.disableAgent(trx, id, NOW));
      const token = await invite(store, invited, NOW);
      const { id: entered, disabledAt } = await useInvitation(store, token, NOW);
      expect([entered, disabledAt]).to.deep.equal([id, null]);
      expect(await sessions.find(await sessions.begin(id))).to.not.equal(undefined);
      const late = await invite(store, invited, NOW);
      // Revoked by another way than ours, which takes the links along.
      await store.db.updateTable('agent').set({ disabledAt: NOW }).where('id', '=', id).execute();
      const used = await useInvitation(store, late, NOW).catch((error: Error) => error);
      expect(used).to.be.instanceOf(Error);
      await store.db.updateTable('agent').set({ disabledAt: null }).where('id', '=', id).execute();
    });

    it('has no session or link beyond its time from a clock that was a year ahead for a moment', async () => {
      const ahead = NOW + 365 * 24 * 3_600_000;
      const { id } = await agent();
      let at = ahead;
      const sessions = createSessions(store, () => at);
      const secret = await sessions.begin(id);
      const token = await invite(store, invited, ahead);
      expect(await sessions.find(secret)).to.not.equal(undefined);
      const hash = (await sessions.find(secret))?.hash ?? '';
      at = NOW;
      expect(await sessions.find(secret)).to.equal(undefined);
      expect([...(await sessions.live([hash]))]).to.deep.equal([]);
      const used = await useInvitation(store, token, NOW).catch((error: Error) => error);
      expect(used).to.be.instanceOf(Error);
      // A clock that was put back by hours signs nobody out.
      at = ahead - 11 * 3_600_000;
      expect(await sessions.find(secret)).to.not.equal(undefined);
    });

    it('takes cases only as an agent or a lead whose access stands, whatever else is left of them', async () => {
      const roles = { Karim: 'agent', Léa: 'lead', Odile: 'auditor', Camille: 'editor' } as const;
      for (const [one, role] of Object.entries(roles))
        await invite(store, { ...invited, name: one, role }, NOW);
      const agents = await queries.listAgents(store.db);
      const idOf = (one: string) => agents.find((row) => row.name === one)?.id ?? '';
      for (const { id: agentId } of agents)
        await queries.setPresence(store.db, { agentId, state: 'available', seenAt: NOW });
      // Without its presence being taken along, as disabling somebody does.
      await store.db.updateTable('agent').set({ disabledAt: NOW }).where('id', '=', idOf('Karim')).execute();
      const staff = (await queries.readStaff(store.db)).map(({ id }) => id);
      expect(staff).to.include(idOf('Léa'));
      for (const one of ['Karim', 'Odile', 'Camille']) expect(staff, one).to.not.include(idOf(one));
    });

    it('loses sessions that are over, and only those, when somebody else begins one', async () => {
      const sessions = createSessions(store, () => NOW);
      const { id } = await agent();
      const row = (hash: string, createdAt: number, seenAt: number) => ({
        hash,
        agentId: id,
        createdAt,
        seenAt,
      });
      const HOUR = 3_600_000;
      for (const one of [
        row('long', NOW - 12 * HOUR, NOW),
        row('idle', NOW - 3 * HOUR, NOW - 2 * HOUR),
        row('good', NOW - 11 * HOUR, NOW - HOUR),
      ])
        await queries.addSession(store.db, one);
      await sessions.begin(id);
      const hashes = (await store.db.selectFrom('agentSession').select('hash').execute()).map(
        ({ hash }) => hash,
      );
      expect(hashes).to.include('good').and.to.not.include.members(['long']);
      expect(hashes).to.not.include('idle');
      expect([...(await sessions.live(['good', 'long', 'idle', 'none']))]).to.deep.equal(['good']);
    });

    it('keeps their sessions when they get a new link, with the role, academies and groups of the last one', async () => {
      const sessions = createSessions(store, () => NOW);
      const zoé = { ...invited, name: 'Zoé' };
      await useInvitation(store, await invite(store, zoé, NOW), NOW);
      const found = async () => (await queries.listAgents(store.db)).find((one) => one.name === 'Zoé');
      const secret = await sessions.begin((await found())?.id ?? '');
      const anew = { ...zoé, role: 'lead', academies: ['lyon'], groups: ['réseau'] } as const;
      await invite(store, anew, NOW + 1);
      expect(await found()).to.deep.include({
        ...{ role: 'lead', academies: '["lyon"]', groups: '["réseau"]' },
        ...{ createdAt: NOW, updatedAt: NOW + 1 },
      });
      expect((await sessions.find(secret))?.actor).to.deep.include({ role: 'lead', groups: ['réseau'] });
    });

    it('lasts as long as it is used, by what was written down of its use', async () => {
      let at = NOW;
      const sessions = createSessions(store, () => at);
      const secret = await sessions.begin((await agent()).id);
      for (let hours = 0; hours < 10; hours += 1.5) {
        at = NOW + hours * 3_600_000;
        expect(await sessions.find(secret), `after ${hours} hours`).to.not.equal(undefined);
      }
    });

    it('has no link left that is over, once somebody begins a session', async () => {
      const { id: agentId } = await agent();
      const put = (hash: string, expiresAt: number) =>
        store.db.insertInto('invitation').values({ hash, agentId, expiresAt }).execute();
      await store.db.deleteFrom('invitation').execute();
      await put('over', NOW);
      await put('open', NOW + 1);
      await createSessions(store, () => NOW).begin(agentId);
      const left = await store.db.selectFrom('invitation').select('hash').execute();
      expect(left).to.deep.equal([{ hash: 'open' }]);
    });

    it('is at the desk only where their own page says so', async () => {
      await invite(store, { ...invited, name: 'Yann' }, NOW);
      const ids = (await queries.listAgents(store.db)).map(({ id }) => id);
      for (const agentId of ids)
        await queries.setPresence(store.db, { agentId, state: 'available', seenAt: NOW });
      await queries.seePresent(store.db, ids.slice(0, 1), NOW + 5);
      await queries.seePresent(store.db, [], NOW + 9);
      const seen = await Promise.all(
        ids.map(async (id) => (await queries.findPresence(store.db, id))?.seenAt),
      );
      expect(seen).to.deep.equal(ids.map((_, index) => (index === 0 ? NOW + 5 : NOW)));
    });
  });
}
