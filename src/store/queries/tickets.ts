import { randomInt } from 'node:crypto';
import type { ExpressionBuilder } from 'kysely';
import type { Reader, Trx } from '../prepared.ts';
import type { Schema } from '../schema.ts';
import { traceParent } from '../trace-parent.ts';

export type TicketRow = Schema['ticket'];
export type TicketRequest = Pick<
  TicketRow,
  'caseId' | 'conversationId' | 'academy' | 'locale' | 'kind' | 'urgent' | 'subject' | 'body' | 'createdAt'
>;

/** Milliseconds after which a ticket that cannot be opened is shown to the operators instead. */
const DAY = 24 * 60 * 60_000;
/** Milliseconds for which nothing of a ticket waits: what would was written by a clock that went wrong, and is due. */
const LONGEST_WAIT = 3_600_000;
/** Without vowels, so that no code is a word, and without signs that sound or look like another (1 I L, 0 O, 5 S, 8 B). */
const SIGNS = '23456789CDFGHJKMNPQRTVWXY';
const CODE_LENGTH = 6;

/** Puts a ticket into the queue, within the transaction of what asked for it. A second request of a case has no effect. */
export async function queueTicket(trx: Trx, request: TicketRequest): Promise<void> {
  await trx
    .insertInto('ticket')
    .values({
      ...request,
      referenceCode: await freeReferenceCode(trx),
      state: 'queued',
      reference: null,
      attempts: 0,
      nextAt: request.createdAt,
      giveUpAt: request.createdAt + DAY,
      claim: null,
      claimedUntil: 0,
      failure: null,
      openedAt: null,
      toldAt: null,
      trace: traceParent(),
    })
    // Of the case only: a code that is taken after all is an error, not a ticket that silently is not made.
    .onConflict((conflict) => conflict.column('caseId').doNothing())
    .execute();
}

async function freeReferenceCode(trx: Trx): Promise<string> {
  const candidates = Array.from({ length: 3 }, newReferenceCode);
  const taken = await trx
    .selectFrom('ticket')
    .select('referenceCode')
    .where('referenceCode', 'in', candidates)
    .execute();
  const free = candidates.find((candidate) =>
    taken.every(({ referenceCode }) => referenceCode !== candidate),
  );
  return free ?? freeReferenceCode(trx);
}

function newReferenceCode(): string {
  return `P-${Array.from({ length: CODE_LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('')}`;
}

/** Tickets to open now (`now` in milliseconds since 1970), urgent ones first, then the oldest. */
export async function dueTickets(db: Reader, now: number, limit: number): Promise<TicketRow[]> {
  if (limit <= 0) return [];
  return db
    .selectFrom('ticket')
    .selectAll()
    .where('state', '=', 'queued')
    .where(isDue('nextAt', now))
    .where(isDue('claimedUntil', now))
    .orderBy('urgent', 'desc')
    .orderBy('createdAt')
    .limit(limit)
    .execute();
}

/** Takes a due ticket for one attempt. False where another instance was faster. */
export async function claimTicket(
  trx: Trx,
  caseId: string,
  { claim, now, until }: { claim: string; now: number; until: number },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('ticket')
    .set((row) => ({ claim, claimedUntil: until, attempts: row('attempts', '+', 1) }))
    .where('caseId', '=', caseId)
    .where('state', '=', 'queued')
    .where(isDue('claimedUntil', now))
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Says that the attempt is still alive. */
export async function renewClaim(trx: Trx, claim: string, until: number): Promise<void> {
  await trx.updateTable('ticket').set({ claimedUntil: until }).where('claim', '=', claim).execute();
}

/** Writes down that a ticket is open; its words are the ticket system's from then on. */
export async function settleOpened(
  trx: Trx,
  caseId: string,
  reference: string,
  openedAt: number,
): Promise<void> {
  await trx
    .updateTable('ticket')
    .set({ state: 'opened', reference, openedAt, nextAt: openedAt, body: '', claim: null, failure: null })
    .where('caseId', '=', caseId)
    .where('state', '!=', 'opened')
    .execute();
}

/** Writes down that an attempt failed; without effect where the attempt is no longer the ticket's. */
export async function settleFailed(
  trx: Trx,
  claim: string,
  changes: Pick<TicketRow, 'state' | 'nextAt' | 'failure'>,
): Promise<void> {
  await trx
    .updateTable('ticket')
    .set({ ...changes, claim: null, claimedUntil: 0 })
    .where('claim', '=', claim)
    .execute();
}

/** Tickets whose end (opened or failed) the conversation has not taken note of. */
export async function untoldTickets(db: Reader, now: number, limit: number): Promise<TicketRow[]> {
  return db
    .selectFrom('ticket')
    .selectAll()
    .where('state', 'in', ['opened', 'failed'])
    .where('toldAt', 'is', null)
    .where(isDue('nextAt', now))
    .orderBy('nextAt')
    .limit(limit)
    .execute();
}

/** Writes down that the conversation took note (`toldAt`), or when to try again (`nextAt`). */
export async function settleTold(
  trx: Trx,
  { caseId, state }: Pick<TicketRow, 'caseId' | 'state'>,
  changes: Pick<TicketRow, 'toldAt'> | Pick<TicketRow, 'nextAt'>,
): Promise<void> {
  await trx
    .updateTable('ticket')
    .set(changes)
    .where('caseId', '=', caseId)
    .where('state', '=', state)
    .execute();
}

/** Tickets that are not open, the oldest first: what an operator wants to see. */
export async function unopenedTickets(db: Reader, limit: number) {
  return db
    .selectFrom('ticket')
    .select(['caseId', 'referenceCode', 'academy', 'state', 'attempts', 'failure', 'createdAt', 'nextAt'])
    .where('state', 'in', ['queued', 'failed'])
    .orderBy('createdAt')
    .limit(limit)
    .execute();
}

/** Puts failed tickets back into the queue for another day; gives how many. */
export async function retryTickets(trx: Trx, now: number): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('ticket')
    .set({ state: 'queued', attempts: 0, nextAt: now, giveUpAt: now + DAY, toldAt: null })
    .where('state', '=', 'failed')
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

function isDue(column: 'nextAt' | 'claimedUntil', now: number) {
  return ({ or, eb }: ExpressionBuilder<Schema, 'ticket'>) =>
    or([eb(column, '<=', now), eb(column, '>', now + LONGEST_WAIT)]);
}
