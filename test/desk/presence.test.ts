import { expect } from 'chai';
import pino from 'pino';
import { loadHours } from '../../src/content/load-hours.ts';
import {
  ABSENT_AFTER,
  type CaseBacklog,
  createDuty,
  type DutyWatch,
} from '../../src/desk/availability/duty.ts';
import { MAX_STREAMS } from '../../src/desk/http/stream.ts';
import { openStore } from '../../src/store/open.ts';
import * as queries from '../../src/store/queries/index.ts';
import { type SignedIn, signIn, startDesk, type TestDesk } from '../helpers/desk-server.ts';
import { engines } from '../helpers/engines.ts';
import { eventually } from '../helpers/eventually.ts';

const log = pino({ level: 'silent' });

interface OpenStream {
  readonly status: number;
  /** All that has come so far. */
  text(): string;
  ended(): boolean;
  close(): void;
}

async function openStream(url: string, { cookie }: SignedIn): Promise<OpenStream> {
  const abort = new AbortController();
  const response = await fetch(`${url}/desk/api/stream`, { headers: { cookie }, signal: abort.signal });
  let text = '';
  let ended = false;
  const decoder = new TextDecoder();
  void (async () => {
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk);
  })()
    .catch(() => {})
    .finally(() => {
      ended = true;
    });
  return { status: response.status, text: () => text, ended: () => ended, close: () => abort.abort() };
}

for (const { name: engine, databaseUrl } of engines) {
  describe(`presence at the desk on ${engine}`, () => {
    let desk: TestDesk;
    let url: string;
    let watch: DutyWatch;
    let backlog: CaseBacklog = { waiting: [], handled: [] };

    beforeEach(async () => {
      url = await databaseUrl();
      desk = await startDesk(url);
      const { store, clock } = desk;
      watch = createDuty({ store, hours: loadHours(), now: clock.now, log, backlog: async () => backlog });
    });
    afterEach(async () => {
      watch.close();
      await desk.close();
    });

    const agents = async (academy: string | null) => {
      await watch.refresh();
      return watch.duty(academy).agents;
    };

    it('counts who is available for an academy and was seen within a minute', async () => {
      expect(await agents('paris')).to.equal(0);
      const paris = await signIn(desk, 'Pauline', 'agent', ['paris', 'lyon']);
      await signIn(desk, 'Léa', 'lead', '*');
      await signIn(desk, 'Aude', 'auditor', '*');
      expect([await agents('paris'), await agents('aix-marseille'), await agents(null)]).to.deep.equal([
        2, 1, 1,
      ]);
      await paris.call('PUT', '/desk/api/me/presence', { state: 'away' });
      expect(await agents('paris')).to.equal(1);
      await paris.call('PUT', '/desk/api/me/presence', { state: 'available' });
      expect(await agents('paris')).to.equal(2);
      await paris.call('POST', '/desk/api/sign-out');
      expect(await agents('paris')).to.equal(1);
      desk.clock.advance(ABSENT_AFTER);
      expect(await agents('paris')).to.equal(0);
    });

    it('notices by itself who comes and goes', async () => {
      const paris = await signIn(desk, 'Pauline', 'agent', ['paris']);
      await eventually(() => (watch.duty('paris').agents === 1 ? true : undefined));
      await queries.disableAgent(desk.store.db, paris.id, desk.clock.now());
      await eventually(() => (watch.duty('paris').agents === 0 ? true : undefined));
    });

    it('tells hours, queue and estimate beside it', async () => {
      await signIn(desk, 'Pauline', 'agent', ['paris']);
      const took = [4, 6, 6, 8, 10].map((minutes) => ({ academy: 'paris', milliseconds: minutes * 60_000 }));
      backlog = {
        waiting: [
          { academy: 'paris', count: 3 },
          { academy: 'lyon', count: 1 },
        ],
        handled: took,
      };
      await watch.refresh();
      const { estimate, ...duty } = watch.duty('paris');
      expect(duty).to.deep.equal({ agents: 1, staffed: true, open: true, opensAt: null, waiting: 3 });
      expect(estimate(3)).to.deep.equal({ from: 12, to: 24 });
      expect(watch.duty('lyon').estimate(1)).to.equal(null);
      desk.clock.advance(10 * 3_600_000);
      // The hours in the files are assumptions: nobody is told of an opening that no academy has set.
      expect(watch.duty('paris')).to.include({ open: false, opensAt: null });
    });

    it('is none of an agent whom only a clock that was ahead has seen', async () => {
      const paris = await signIn(desk, 'Pauline', 'agent', ['paris']);
      await paris.call('PUT', '/desk/api/me/presence', { state: 'available' });
      expect(await agents('paris')).to.equal(1);
      desk.clock.advance(-ABSENT_AFTER);
      expect(await agents('paris')).to.equal(0);
    });

    it('is kept by an open stream, and lost a minute after it', async () => {
      const paris = await signIn(desk, 'Pauline', 'agent', ['paris']);
      desk.clock.advance(ABSENT_AFTER);
      expect(await agents('paris')).to.equal(0);
      const stream = await openStream(desk.url, paris);
      expect(await agents('paris')).to.equal(1);
      stream.close();
      desk.clock.advance(ABSENT_AFTER);
      expect(await agents('paris')).to.equal(0);
    });

    it('streams what is new, by id and nothing else, to who may see it, from other instances too', async () => {
      const paris = await signIn(desk, 'Pauline', 'agent', ['paris']);
      const lyon = await signIn(desk, 'Lyse', 'agent', ['lyon']);
      await desk.open('case-1', 'paris');
      await desk.open('case-2', 'paris');
      await desk.open('case-3', 'lyon');
      const stream = await openStream(desk.url, paris);
      const other = await openStream(desk.url, lyon);
      const elsewhere = engine === 'PostgreSQL' ? await openStore(url, log) : desk.store;
      try {
        // An instance that has just come up is heard once its connection stands.
        await eventually(() => {
          elsewhere.bus.publish('typing', 'case-1');
          return stream.text().includes('event: typing\ndata: {"id":"case-1"}\n\n') || undefined;
        });
        elsewhere.bus.publish('desk', 'case-1');
        elsewhere.bus.publish('desk', 'case-2');
        await eventually(() => stream.text().includes('event: queue') || undefined);
        expect(stream.text()).to.include('event: case\ndata: {"id":"case-1"}\n\n');
        elsewhere.bus.publish('desk', 'case-3');
        await eventually(() => other.text().includes('event: queue') || undefined);
        expect(other.text())
          .to.include('"case-3"')
          .and.not.match(/case-[12]|typing/);
        expect(stream.text()).not.to.include('case-3');
        // Of a case that is gone nobody knows any more whose it was; whoever has it open has to look.
        elsewhere.bus.publish('desk', 'case-erased');
        for (const one of [stream, other])
          await eventually(() => one.text().includes('event: case\ndata: {"id":"case-erased"}') || undefined);
        // One where they come close together (notices.test.ts), which they need not from another instance.
        expect(stream.text().match(/event: queue\ndata: {}/g)).to.have.length.within(1, 2);
      } finally {
        if (elsewhere !== desk.store) await elsewhere.close();
      }
    });

    it('ends the streams of a session that is over, and allows a few only', async () => {
      const paris = await signIn(desk, 'Pauline', 'agent', ['paris']);
      const tried = await Promise.all(
        Array.from({ length: 3 * MAX_STREAMS }, () => openStream(desk.url, paris)),
      );
      const streams = tried.filter(({ status }) => status === 200);
      expect(streams).to.have.length(MAX_STREAMS);
      expect((await openStream(desk.url, paris)).status).to.equal(429);
      streams[0]?.close();
      const again = await eventually(async () => {
        const stream = await openStream(desk.url, paris);
        return stream.status === 200 ? stream : undefined;
      });
      await paris.call('POST', '/desk/api/sign-out');
      await eventually(() => (again.ended() && streams.every((stream) => stream.ended()) ? true : undefined));
      const revoked = await signIn(desk, 'Rémi', 'agent', ['paris']);
      const open = await openStream(desk.url, revoked);
      await queries.disableAgent(desk.store.db, revoked.id, desk.clock.now());
      await eventually(() => (open.ended() ? true : undefined));
    });
  });
}
