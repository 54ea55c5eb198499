import { type AddressInfo, createServer } from 'node:net';
import { expect } from 'chai';
import pino from 'pino';
import { createMailSystem } from '../../src/desk/tickets/mail.ts';
import type { Ticket, TicketSystem } from '../../src/desk/tickets/port.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import * as queries from '../../src/store/queries/index.ts';
import { createClock } from '../helpers/app.ts';
import { engines } from '../helpers/engines.ts';
import { eventually } from '../helpers/eventually.ts';
import { type MailServer, startMailServer } from '../helpers/mail-server.ts';
import { findTicket, request, SECRET_WORDS, startTestTickets, type TestTickets } from '../helpers/tickets.ts';

const HOUR = 60 * 60_000;
const TO = new Map([
  ['paris', 'assistance@paris.example'],
  ['*', 'assistance@france.example'],
]);

for (const { name, databaseUrl } of engines)
  describe(`tickets on ${name}`, () => {
    let clock: ReturnType<typeof createClock>;
    let url: string;
    let stores: Store[];
    let servers: MailServer[];
    let desks: TestTickets[];
    /** Answers that a test still owes. */
    let hanging: (() => void)[];
    beforeEach(async () => {
      clock = createClock();
      url = await databaseUrl();
      stores = [];
      servers = [];
      desks = [];
      hanging = [];
    });
    afterEach(async () => {
      for (const answer of hanging) answer();
      await Promise.all(desks.map(({ stop }) => stop()));
      await Promise.all(servers.map(({ close }) => close()));
      await Promise.all(stores.map((store) => store.close()));
    });

    const open = async () => {
      const store = await openStore(url, pino({ level: 'silent' }));
      stores.push(store);
      return store;
    };
    const listen = async (port?: number, login?: string) => {
      const server = await startMailServer(port, login);
      servers.push(server);
      return server;
    };
    const mail = (port: number, login = '') =>
      createMailSystem({
        url: `smtp://${login}127.0.0.1:${port}`,
        from: 'permanence@assistance.example',
        to: TO,
        patience: 500,
      });
    const start = (store: Store, system: TicketSystem, leaseTime?: number) => {
      const desk = startTestTickets(store, system, clock, leaseTime);
      desks.push(desk);
      return desk;
    };
    const ask = (store: Store, wanted: queries.TicketRequest) =>
      store.transact((trx) => queries.queueTicket(trx, wanted));
    const isOpen = ({ toldAt }: queries.TicketRow) => toldAt !== null;
    const waits = ({ state, claim, attempts }: queries.TicketRow) =>
      state === 'queued' && claim === null && attempts > 0;

    describe('by e-mail', () => {
      it('reach the academy’s own address, and the conversation learns the reference', async () => {
        const [store, server] = [await open(), await listen()];
        const desk = start(store, mail(server.port));
        await ask(store, request('case-1', { urgent: 1, locale: 'en' }));
        const row = await desk.until('case-1', isOpen);
        const [sent] = server.received;
        expect(sent?.to).to.deep.equal(['assistance@paris.example']);
        expect(row.referenceCode).to.match(/^P-[2-9CDFGHJKMNPQRTVWXY]{6}$/);
        expect(sent?.headers.get('subject')).to.equal(
          `[${row.referenceCode}] URGENT\u00a0: Mot de passe expiré (académie de Paris)`,
        );
        expect(sent?.headers.get('importance')).to.equal('High');
        expect(sent?.text)
          .to.include('Problème\u00a0: mot de passe expiré\nMessage affiché')
          .and.to.include('Elle écrit en anglais')
          .and.to.include('https://assistance.example.fr/desk#case=case-1');
        expect(desk.opened).to.deep.equal([`case-1 ${row.referenceCode}`]);
        expect(row.body, 'kept by the ticket system from then on').to.equal('');
      });

      it('of other academies go to the address for all others', async () => {
        const [store, server] = [await open(), await listen()];
        const desk = start(store, mail(server.port));
        await ask(store, request('case-1', { academy: null, kind: 'callback' }));
        await desk.until('case-1', isOpen);
        expect(server.received[0]?.to).to.deep.equal(['assistance@france.example']);
        expect(server.received[0]?.headers.get('subject')).to.include('réponse attendue');
      });

      it('wait while the server is down, and go out when it is back', async () => {
        const store = await open();
        const { port, close } = await startMailServer();
        await close();
        const desk = start(store, mail(port));
        await ask(store, request('case-1'));
        const row = await desk.until('case-1', waits);
        expect(row.failure).to.match(/^SMTP_URL: .*(ECONNREFUSED|ESOCKET)/);
        expect(row.nextAt - clock.now()).to.be.within(15_000, 30_000);
        const server = await listen(port);
        clock.advance(30_000);
        await desk.until('case-1', isOpen);
        expect(server.received).to.have.length(1);
        expect(desk.opened).to.deep.equal([`case-1 ${row.referenceCode}`]);
      });

      it('have the same Message-ID when the first copy was not acknowledged', async () => {
        const [store, server] = [await open(), await listen()];
        server.fates.push('drop');
        const desk = start(store, mail(server.port));
        await ask(store, request('case-1'));
        await desk.until('case-1', waits);
        clock.advance(HOUR);
        await desk.until('case-1', isOpen);
        const [first, second, ...more] = server.received;
        expect(more).to.deep.equal([]);
        for (const header of ['message-id', 'subject', 'date'])
          expect(second?.headers.get(header), header).to.equal(first?.headers.get(header));
        expect(first?.headers.get('message-id')).to.match(/^<[0-9a-f]{32}@assistance\.example>$/);
        expect(desk.opened).to.have.length(1);
      });

      it('log neither a password nor a word of a person, and quote no verdict on a message', async () => {
        const store = await open();
        const server = await listen(0, 'bot:gEheim-42');
        const wrong = start(store, mail(server.port, 'bot:Wrong-secret-1@'));
        await ask(store, request('case-1'));
        const refused = await wrong.until('case-1', waits);
        expect(refused.failure).to.include('the user or password of SMTP_URL is refused');
        await wrong.stop();
        server.fates.push(554);
        const right = start(store, mail(server.port, 'bot:gEheim-42@'));
        clock.advance(HOUR);
        const unwanted = await right.until(
          'case-1',
          ({ attempts, claim }) => attempts === 2 && claim === null,
        );
        expect(unwanted.failure).to.include('554');
        clock.advance(HOUR);
        await right.until('case-1', isOpen);
        const words = [...wrong.lines, ...right.lines, refused.failure, unwanted.failure].join('\n');
        expect(words).not.to.match(/gEheim|Wrong-secret|dupont/);
      });

      it('do not cross a network in the clear', async () => {
        const [store, server] = [await open(), await listen(0, 'bot:gEheim-42')];
        // Reaches this machine, but is not known for that.
        const system = createMailSystem({
          url: `smtp://bot:gEheim-42@[::ffff:127.0.0.1]:${server.port}`,
          from: 'permanence@assistance.example',
          to: TO,
          patience: 500,
        });
        const desk = start(store, system);
        await ask(store, request('case-1'));
        expect((await desk.until('case-1', waits)).failure).to.include('no TLS that can be verified');
        expect([...server.logins, ...server.received]).to.deep.equal([]);
      });

      it('are not waited for without end', async () => {
        const store = await open();
        const mute = createServer(() => {});
        await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
        const desk = start(store, mail((mute.address() as AddressInfo).port));
        await ask(store, request('case-1'));
        expect((await desk.until('case-1', waits)).failure).to.include('ETIMEDOUT');
        await new Promise((resolve) => mute.close(resolve));
      });

      it('have subjects of one line, whatever the trouble is called', async () => {
        const [store, server] = [await open(), await listen()];
        const desk = start(store, mail(server.port));
        const subject = `Accès\r\nBcc: x@example.org\u0007 ${'long '.repeat(80)}`;
        await ask(store, request('case-1', { subject }));
        await desk.until('case-1', isOpen);
        const [sent] = server.received;
        expect(sent?.to).to.deep.equal(['assistance@paris.example']);
        expect(sent?.headers.has('bcc')).to.equal(false);
        expect(sent?.headers.get('subject')).to.match(/Accès Bcc: x@example\.org long .*…$/);
      });
    });

    describe('in the queue', () => {
      /** A far end that notes what it is asked and does what it is told. */
      const createFarEnd = () => {
        const asked: Ticket[] = [];
        const farEnd = {
          asked,
          down: false,
          answer: async () => {},
          open: async (ticket: Ticket) => {
            asked.push(ticket);
            await farEnd.answer();
            if (farEnd.down) throw new Error(`down, and careless: ${SECRET_WORDS}`);
            return { reference: String(asked.length) };
          },
        };
        return farEnd;
      };

      it('are one a case, however often they are asked for', async () => {
        const store = await open();
        const farEnd = createFarEnd();
        const desk = start(store, farEnd);
        await ask(store, request('case-1'));
        await ask(store, request('case-1'));
        await desk.until('case-1', isOpen);
        await ask(store, request('case-1'));
        clock.advance(HOUR);
        await desk.stop();
        await start(store, farEnd).stop();
        expect(farEnd.asked).to.have.length(1);
        expect(desk.opened).to.deep.equal(['case-1 1']);
      });

      it('are not asked for where the transaction that asks is undone', async () => {
        const store = await open();
        const asking = store.transact(async (trx) => {
          await queries.queueTicket(trx, request('case-1'));
          throw new Error('undone');
        });
        await asking.catch(() => {});
        expect(await findTicket(store, 'case-1')).to.equal(undefined);
      });

      it('are opened once, by one of several instances', async () => {
        const farEnd = createFarEnd();
        const first = await open();
        // SQLite is for one instance; several workers of it share the store.
        const instances =
          first.engine === 'sqlite' ? [first, first, first] : [first, await open(), await open()];
        const cases = Array.from({ length: 40 }, (_, index) => `case-${index}`);
        const started = instances.map((store) => start(store, farEnd));
        for (const id of cases) await ask(first, request(id));
        await eventually(async () => {
          for (const desk of started) desk.wake();
          const rows = await Promise.all(cases.map((id) => findTicket(first, id)));
          return rows.every((row) => row?.toldAt) ? true : undefined;
        });
        expect(farEnd.asked.map(({ key }) => key)).to.have.members(cases);
        expect(new Set(farEnd.asked.map(({ referenceCode }) => referenceCode)).size).to.equal(cases.length);
      });

      it('are opened after all when the instance that had them died', async () => {
        const store = await open();
        await ask(store, request('case-1'));
        const [now, until] = [clock.now(), clock.now() + 60_000];
        const lease = { claim: 'dead', now, until };
        expect(await store.transact((trx) => queries.claimTicket(trx, 'case-1', lease))).to.equal(true);
        expect(await store.transact((trx) => queries.claimTicket(trx, 'case-1', lease))).to.equal(false);
        const farEnd = createFarEnd();
        clock.advance(59_000);
        await start(store, farEnd).stop();
        expect(farEnd.asked).to.deep.equal([]);
        clock.advance(2000);
        const desk = start(store, farEnd);
        await desk.until('case-1', isOpen);
        // What the dead one says late changes nothing.
        await store.transact((trx) =>
          queries.settleFailed(trx, 'dead', { state: 'queued', nextAt: 0, failure: 'late' }),
        );
        expect((await findTicket(store, 'case-1'))?.state).to.equal('opened');
      });

      it('stay with the instance that opens them, however long that takes', async () => {
        const store = await open();
        await ask(store, request('case-1'));
        const farEnd = createFarEnd();
        farEnd.answer = () => new Promise((resolve) => hanging.push(resolve));
        const desk = start(store, farEnd, 90);
        for (let round = 0; round < 4; round++) {
          await desk.until('case-1', ({ claimedUntil }) => claimedUntil === clock.now() + 90);
          clock.advance(80);
          await start(store, farEnd).stop();
        }
        for (const answer of hanging) answer();
        await desk.until('case-1', isOpen);
        expect(farEnd.asked).to.have.length(1);
      });

      it('are urgent ones first', async () => {
        const store = await open();
        const later = clock.now() + 1;
        await ask(store, request('calm'));
        await ask(store, request('urgent', { urgent: 1, createdAt: later }));
        const due = await queries.dueTickets(store.db, later, 10);
        expect(due.map(({ caseId }) => caseId)).to.deep.equal(['urgent', 'calm']);
      });

      it('are tried for a day, then shown to operators, who may try another day', async () => {
        const store = await open();
        const farEnd = createFarEnd();
        farEnd.down = true;
        const desk = start(store, farEnd);
        await ask(store, request('case-1'));
        const pauses: number[] = [];
        for (let attempt = 1; attempt <= 12; attempt++) {
          const row = await desk.until(
            'case-1',
            ({ attempts, claim }) => attempts === attempt && claim === null,
          );
          pauses.push(row.nextAt - clock.now());
          clock.advance(pauses.at(-1) ?? 0);
        }
        expect(Math.max(...pauses)).to.be.within(15 * 60_000, 30 * 60_000);
        clock.advance(24 * HOUR);
        await desk.until('case-1', ({ state, toldAt }) => state === 'failed' && toldAt !== null);
        expect(desk.failed).to.deep.equal(['case-1']);
        const [shown] = await queries.unopenedTickets(store.db, 10);
        expect(shown).to.deep.include({ caseId: 'case-1', state: 'failed', attempts: 13 });
        expect([shown?.failure, ...desk.lines].join(), 'words of the person').not.to.include('dupont');
        const tickets = await store.db.selectFrom('ticket').select('state').execute();
        expect(tickets).to.deep.equal([{ state: 'failed' }]);

        farEnd.down = false;
        expect(await store.transact((trx) => queries.retryTickets(trx, clock.now()))).to.equal(1);
        await desk.until('case-1', isOpen);
        expect(desk.opened).to.deep.equal(['case-1 14']);
      });

      it('are told again where the conversation could not take note', async () => {
        const store = await open();
        const farEnd = createFarEnd();
        const desk = start(store, farEnd);
        desk.errors.push(new Error('locked'));
        await ask(store, request('case-1'));
        await desk.until('case-1', ({ state, nextAt }) => state === 'opened' && nextAt > clock.now());
        expect(desk.opened).to.deep.equal([]);
        clock.advance(HOUR);
        await desk.until('case-1', isOpen);
        expect(desk.opened).to.deep.equal(['case-1 1']);
        expect(farEnd.asked).to.have.length(1);
      });
    });
  });
