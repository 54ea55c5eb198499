import pino from 'pino';
import type { TicketSystem } from '../../src/desk/tickets/port.ts';
import { createTicketRenderer } from '../../src/desk/tickets/render-ticket.ts';
import { startTickets } from '../../src/desk/tickets/worker.ts';
import type { Store } from '../../src/store/open.ts';
import type * as queries from '../../src/store/queries/index.ts';
import type { TicketRow } from '../../src/store/queries/index.ts';
import { type Clock, knowledge } from './app.ts';
import { eventually } from './eventually.ts';

export const SECRET_WORDS = 'Le message dit « dupont »';

/** A request as the cases make them. */
export function request(caseId: string, more: Partial<queries.TicketRequest> = {}): queries.TicketRequest {
  return {
    caseId,
    conversationId: `conversation-of-${caseId}`,
    academy: 'paris',
    locale: 'fr',
    kind: 'ticket',
    urgent: 0,
    subject: 'Mot de passe expiré',
    body: `Problème : mot de passe expiré\nMessage affiché : ${SECRET_WORDS}`,
    createdAt: Date.UTC(2026, 10, 23, 8, 0),
    ...more,
  };
}

/** A desk of tickets over a store, with what it told the conversations and all that it logged. */
export function startTestTickets(store: Store, system: TicketSystem, clock: Clock, leaseTime = 60_000) {
  const opened: string[] = [];
  const failed: string[] = [];
  const lines: string[] = [];
  /** Errors that the conversations throw next. */
  const errors: Error[] = [];
  const listen = (list: string[], word: string) => {
    const error = errors.shift();
    if (error) throw error;
    list.push(word);
  };
  const worker = startTickets({
    store,
    log: pino({ level: 'debug' }, { write: (line) => lines.push(line) }),
    now: clock.now,
    system,
    leaseTime,
    render: createTicketRenderer(knowledge, 'https://assistance.example.fr'),
    opened: async (row, reference) => listen(opened, `${row.caseId} ${reference}`),
    failed: async (row) => listen(failed, row.caseId),
  });
  return {
    ...worker,
    opened,
    failed,
    lines,
    errors,
    /** Waits until a ticket is as described; the worker is woken meanwhile. */
    until: (caseId: string, describes: (row: TicketRow) => boolean) =>
      eventually(async () => {
        worker.wake();
        const row = await findTicket(store, caseId);
        return row && describes(row) ? row : undefined;
      }),
  };
}

export type TestTickets = ReturnType<typeof startTestTickets>;

/** The ticket of a case, if there is one. */
export function findTicket({ db }: Pick<Store, 'db'>, caseId: string): Promise<TicketRow | undefined> {
  return db.selectFrom('ticket').selectAll().where('caseId', '=', caseId).executeTakeFirst();
}
