import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { pauseAfter, type RetryPolicy, writeDown } from '../../delivery/retry.ts';
import { startWorker, type Worker } from '../../delivery/worker.ts';
import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import { TicketError } from './errors.ts';
import type { Ticket, TicketSystem } from './port.ts';

/** Milliseconds between looks for tickets whose next attempt has come. */
const EVERY = 2000;
const AT_ONCE = 4;
const LEASE = 60_000;
/**
 * The first pause is long enough for a far end that was cut off to finish what it was doing, so that the next attempt finds
 * the ticket.
 */
const RETRY: RetryPolicy = { firstPause: 15_000, longestPause: 15 * 60_000 };
/** Milliseconds that an attempt under way gets when the service closes; its lease runs out after that. */
const PATIENCE = 4000;

export interface TicketsParts {
  readonly store: Store;
  readonly log: Logger;
  readonly now: () => number;
  readonly system: TicketSystem;
  readonly render: (row: queries.TicketRow) => Ticket;
  /** Takes note of a ticket that is open. May be called again for the same one, after a crash or an error. */
  readonly opened: (ticket: queries.TicketRow, reference: string) => Promise<void>;
  /** Takes note of a ticket that could not be opened for a day. May be called again, like `opened`. */
  readonly failed: (ticket: queries.TicketRow) => Promise<void>;
  /** Milliseconds for which an attempt counts as alive; renewed while it is, so that only a crash lets it run out. */
  readonly leaseTime?: number;
}

/** Opens the tickets of the queue, each by one instance at a time, and passes on how it ended. */
export function startTickets(parts: TicketsParts): Worker {
  const { store, log, now, system, render, leaseTime = LEASE } = parts;
  const underWay = new Map<string, Promise<void>>();
  let stopped = false;
  const worker = startWorker('tickets', EVERY, log, async () => {
    const due = await queries.dueTickets(store.db, now(), AT_ONCE + underWay.size);
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
    for (const row of await queries.untoldTickets(store.db, now(), AT_ONCE)) await tell(row);
  });

  async function open(row: queries.TicketRow): Promise<void> {
    const { caseId } = row;
    const claim = randomUUID();
    const at = now();
    const lease = { claim, now: at, until: at + leaseTime };
    if (!(await store.transact((trx) => queries.claimTicket(trx, caseId, lease)))) return;
    const renewing = setInterval(() => {
      store
        .transact((trx) => queries.renewClaim(trx, claim, now() + leaseTime))
        .catch((error) => log.error({ err: error, case: caseId }, 'lease not renewed'));
    }, leaseTime / 3);
    try {
      const outcome = await system.open(render(row)).catch((error: unknown) => ({ error }));
      if ('error' in outcome) await settleFailure(row, claim, outcome.error);
      else await settleSuccess(row, outcome.reference);
    } finally {
      clearInterval(renewing);
    }
  }

  /** The ticket is open, and only this instance knows it: it is written down as soon as the database takes it. */
  async function settleSuccess({ caseId, attempts }: queries.TicketRow, reference: string): Promise<void> {
    log.info({ case: caseId, reference, attempts: attempts + 1 }, 'ticket opened');
    await writeDown(
      () => store.transact((trx) => queries.settleOpened(trx, caseId, reference, now())),
      () => stopped,
      (error) => log.error({ err: error, case: caseId }, 'the opening of a ticket could not be written down'),
    );
  }

  async function settleFailure(row: queries.TicketRow, claim: string, error: unknown): Promise<void> {
    const asked = error instanceof TicketError ? error.retryAfter : undefined;
    const nextAt = now() + pauseAfter(row.attempts, RETRY, asked);
    const over = now() >= row.giveUpAt;
    // An error that is none of ours may quote what it choked on.
    const failure =
      error instanceof TicketError ? error.message : 'an error of the service itself, see its log';
    const changes = over
      ? { state: 'failed' as const, nextAt: now(), failure }
      : { state: 'queued' as const, nextAt, failure };
    await store.transact((trx) => queries.settleFailed(trx, claim, changes));
    const fields = { failure, at: framesOf(error), case: row.caseId, attempts: row.attempts + 1 };
    if (over) log.error(fields, 'ticket given up; npm run tickets shows it');
    else log.warn(fields, 'ticket not opened');
  }

  async function tell(row: queries.TicketRow): Promise<void> {
    try {
      if (row.state === 'opened') await parts.opened(row, row.reference ?? row.referenceCode);
      else await parts.failed(row);
      await store.transact((trx) => queries.settleTold(trx, row, { toldAt: now() }));
    } catch (error) {
      log.error({ err: error, case: row.caseId }, 'the conversation did not take note of its ticket');
      await store.transact((trx) => queries.settleTold(trx, row, { nextAt: now() + RETRY.firstPause }));
    }
  }

  return {
    wake: worker.wake,
    stop: async () => {
      stopped = true;
      await worker.stop();
      await Promise.race([Promise.all(underWay.values()), pause(PATIENCE, undefined, { ref: false })]);
    },
  };
}

/** Where an error comes from, without its message. */
function framesOf(error: unknown): string[] {
  const stack = error instanceof Error && !(error instanceof TicketError) ? (error.stack ?? '') : '';
  return stack.split('\n').filter((line) => /^\s+at /.test(line));
}
