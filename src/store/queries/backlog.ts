import type { Reader } from '../prepared.ts';
import type { OutboxRow } from './outbox.ts';

/** Milliseconds that a timer may be late before it counts as overdue. */
const LATE = 10_000;

/** The states of a reply in the outbox. */
export const OUTBOX_STATES = [
  'queued',
  'waiting',
  'sending',
  'sent',
  'failed',
  'superseded',
] as const satisfies OutboxRow['state'][];

/** What is waiting to be done. */
export interface Backlog {
  /** Replies by state. */
  readonly outbox: Readonly<Partial<Record<OutboxRow['state'], number>>>;
  /** When the oldest reply that is still to be delivered was said, milliseconds since 1970. */
  readonly oldest: number | null;
  readonly timers: number;
  readonly overdue: number;
  /** Tickets that are not open. */
  readonly tickets: { readonly queued: number; readonly failed: number };
  /** Cases that nobody has accepted. */
  readonly cases: number;
}

/** Reads what is waiting to be done at a moment (milliseconds since 1970). */
export async function readBacklog(db: Reader, now: number): Promise<Backlog> {
  const states = await db
    .selectFrom('outbox')
    .select(({ fn }) => ['state', fn.countAll<number>().as('rows'), fn.min<number>('createdAt').as('oldest')])
    .groupBy('state')
    .execute();
  const timers = await db
    .selectFrom('timer')
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow();
  const overdue = await db
    .selectFrom('timer')
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .where('dueAt', '<', now - LATE)
    .executeTakeFirstOrThrow();
  const tickets = await db
    .selectFrom('ticket')
    .select(({ fn }) => ['state', fn.countAll<number>().as('rows')])
    .where('state', 'in', ['queued', 'failed'])
    .groupBy('state')
    .execute();
  const waiting = await db
    .selectFrom('helpCase')
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  const open = states.filter(({ state }) => state === 'queued' || state === 'waiting' || state === 'sending');
  return {
    outbox: Object.fromEntries(states.map(({ state, rows }) => [state, Number(rows)])),
    oldest: open.length === 0 ? null : Math.min(...open.map(({ oldest }) => Number(oldest))),
    timers: Number(timers.rows),
    overdue: Number(overdue.rows),
    tickets: {
      queued: 0,
      failed: 0,
      ...Object.fromEntries(tickets.map(({ state, rows }) => [state, Number(rows)])),
    },
    cases: Number(waiting.rows),
  };
}
