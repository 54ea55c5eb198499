import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { startWorker, type Worker } from '../../delivery/worker.ts';
import type { Database } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import { TicketError } from './errors.ts';
import type { Ticket, TicketRow, TicketSystem } from './port.ts';

/** Milliseconds between looks for tickets whose next attempt has come. */
const EVERY = 2000;
const AT_ONCE = 4;
/** Milliseconds for which an attempt counts as alive; renewed while it is, so that only a crash lets it run out. */
const LEASE = 60_000;
/**
 * Milliseconds before the second attempt; doubled each time, with up to as much again at random. The first is long enough for
 * a far end that was cut off to finish what it was doing, so that the next attempt finds the ticket.
 */
const FIRST_PAUSE = 15_000;
const LONGEST_PAUSE = 15 * 60_000;
/** Milliseconds that an attempt under way gets when the service closes; its lease runs out after that. */
const PATIENCE = 4000;

export interface TicketsParts {
  readonly database: Database;
  readonly log: Logger;
  readonly now: () => number;
  readonly system: TicketSystem;
  readonly letter: (row: TicketRow) => Ticket;
  /** Takes note of a ticket that is open. May be called again for the same one, after a crash or an error. */
  readonly opened: (ticket: TicketRow, reference: string) => Promise<void>;
  /** Takes note of a ticket that could not be opened for a day. May be called again, like `opened`. */
  readonly failed: (ticket: TicketRow) => Promise<void>;
}

/** Opens the tickets of the queue, each by one instance at a time, and passes on how it ended. */
export function startTickets(parts: TicketsParts): Worker {
  const { database, log, now, system, letter } = parts;
  const underWay = new Map<string, Promise<void>>();
  const worker = startWorker('tickets', EVERY, log, async () => {
    const due = await queries.dueTickets(database, now(), AT_ONCE + underWay.size);
    const fresh = due.filter(({ caseId }) => !underWay.has(caseId)).slice(0, AT_ONCE - underWay.size);
    for (const row of fresh) {
      const attempt = open(row)
        .catch((error) => log.error({ err: error, case: row.caseId }, 'ticket not settled'))
        .finally(() => {
          underWay.delete(row.caseId);
          worker.wake();
        });
      underWay.set(row.caseId, attempt);
    }
    for (const row of await queries.untoldTickets(database, now(), AT_ONCE)) await tell(row);
  });

  async function open(row: TicketRow): Promise<void> {
    const { caseId } = row;
    const claim = randomUUID();
    const at = now();
    if (!(await queries.claimTicket(database, caseId, { claim, now: at, until: at + LEASE }))) return;
    const renewing = setInterval(() => {
      queries
        .renewClaim(database, claim, now() + LEASE)
        .catch((error) => log.error({ err: error, case: caseId }, 'lease not renewed'));
    }, LEASE / 3);
    try {
      const { reference } = await system.open(letter(row));
      await queries.settleOpened(database, caseId, reference, now());
      log.info({ case: caseId, reference, attempts: row.attempts + 1 }, 'ticket opened');
    } catch (error) {
      await settleFailure(row, claim, error);
    } finally {
      clearInterval(renewing);
    }
  }

  async function settleFailure(row: TicketRow, claim: string, error: unknown): Promise<void> {
    const asked = error instanceof TicketError ? (error.retryAfter ?? 0) : 0;
    const wait = Math.min(LONGEST_PAUSE, Math.max(asked, FIRST_PAUSE * 2 ** Math.min(row.attempts, 16)));
    const nextAt = Math.ceil(now() + wait * (1 + Math.random()));
    const over = now() >= row.giveUpAt;
    // An error that is none of ours may quote what it choked on.
    const failure =
      error instanceof TicketError ? error.message : 'an error of the service itself, see its log';
    await queries.settleFailed(database, claim, {
      state: over ? 'failed' : 'queued',
      nextAt: over ? now() : nextAt,
      failure,
    });
    const fields = { err: error, case: row.caseId, attempts: row.attempts + 1 };
    if (over) log.error(fields, 'ticket given up; npm run tickets shows it');
    else log.warn(fields, 'ticket not opened');
  }

  async function tell(row: TicketRow): Promise<void> {
    try {
      if (row.state === 'opened') await parts.opened(row, row.reference ?? row.mark);
      else await parts.failed(row);
      await queries.settleTold(database, row, { toldAt: now() });
    } catch (error) {
      log.error({ err: error, case: row.caseId }, 'the conversation did not take note of its ticket');
      await queries.settleTold(database, row, { nextAt: now() + FIRST_PAUSE });
    }
  }

  return {
    wake: worker.wake,
    stop: async () => {
      await worker.stop();
      await Promise.race([Promise.all(underWay.values()), pause(PATIENCE, undefined, { ref: false })]);
    },
  };
}
