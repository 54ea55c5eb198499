import { expect } from 'chai';
import pino from 'pino';
import { TicketError } from '../../src/desk/tickets/errors.ts';
import { openStore } from '../../src/store/open.ts';
import * as queries from '../../src/store/queries/index.ts';
import { createClock, temporaryFolder } from '../helpers/app.ts';
import { request, SECRET_WORDS, startTestTickets } from '../helpers/tickets.ts';

describe('the error that a ticket waits for', () => {
  it('is told in its row where it is one of ours, and quotes nobody where it is another', async () => {
    const clock = createClock();
    const store = await openStore(`file:${temporaryFolder()}/tickets.db`, pino({ level: 'silent' }));
    const errors = [new TypeError(`cannot read “${SECRET_WORDS}”`), new TicketError('refused: 554')];
    const open = () => Promise.reject(errors.shift());
    const desk = startTestTickets(store, { open }, clock);
    await store.transact((trx) => queries.queueTicket(trx, request('case')));
    const failed = (attempts: number) =>
      desk.until('case', (row) => row.attempts === attempts && row.claim === null);
    expect((await failed(1)).failure)
      .to.include('an error of the service itself')
      .and.not.include('dupont');
    clock.advance(3_600_000);
    expect((await failed(2)).failure).to.equal('refused: 554');
    expect(desk.lines.join()).not.to.include('dupont');
    await desk.stop();
    await store.close();
  });
});
