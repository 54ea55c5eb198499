import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { startWorker, type Worker } from '../delivery/worker.ts';
import type { Store } from '../store/open.ts';
import * as queries from '../store/queries/index.ts';

const DAY = 24 * 3_600_000;
/** Milliseconds between looks whether a run is due, and from a run to the next, on whatever instance. */
const EVERY = 5 * 60_000;
const RUN_EVERY = 3_600_000;
/** Records of a transaction, and milliseconds between two: turns go in between. */
const BATCH = 20;
const PAUSE = 50;
const LEASE = 'retention';

/** A kind of record, how many days it is kept, and what removes it. */
export interface RetentionKind {
  readonly name: string;
  readonly days: number;
  readonly remove: queries.RemoveExpired;
  /** Records of a transaction, where they are lighter than conversations. */
  readonly batch?: number;
}

/** What is kept, and for how long. A room with records of its own adds them here. */
export function retentionKinds(config: Config): RetentionKind[] {
  return [
    {
      name: 'conversation',
      days: config.RETENTION_CONVERSATIONS_DAYS,
      remove: queries.expiredConversations,
    },
    { name: 'case', days: config.RETENTION_CASES_DAYS, remove: queries.expiredCases },
    { name: 'inbox', days: config.RETENTION_INBOX_DAYS, remove: queries.expiredInbox, batch: 500 },
    { name: 'outbox', days: config.RETENTION_OUTBOX_DAYS, remove: queries.expiredOutbox, batch: 500 },
    { name: 'receipt', days: config.RETENTION_RECEIPTS_DAYS, remove: queries.expiredReceipts },
  ];
}

export interface RetentionParts {
  readonly store: Store;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly kinds: readonly RetentionKind[];
}

/** Removes once an hour what has been kept long enough, on one instance at a time. */
export function startRetention(parts: RetentionParts): Worker {
  let stopped = false;
  const worker = startWorker(LEASE, EVERY, parts.log, () => runRetention(parts, () => stopped));
  return {
    wake: worker.wake,
    stop: async () => {
      stopped = true;
      await worker.stop();
    },
  };
}

/** One run, unless there was one within the hour. Each batch is committed with the receipt that counts it. */
export async function runRetention(
  { store, log, now, kinds }: RetentionParts,
  stopped: () => boolean = () => false,
): Promise<void> {
  const holder = randomUUID();
  const lease = () => ({ name: LEASE, holder, until: now() + RUN_EVERY });
  if (!(await store.transact((trx) => queries.takeLease(trx, lease(), now())))) return;
  for (const kind of kinds) {
    const total = await removeKind(kind);
    if (Object.keys(total).length > 0) log.info({ kind: kind.name, removed: total }, 'kept long enough');
  }

  async function removeKind({ name, days, remove, batch = BATCH }: RetentionKind): Promise<queries.Counts> {
    const cutoff = now() - days * DAY;
    const id = randomUUID();
    let total: queries.Counts = {};
    while (!stopped()) {
      const removed = await store.transact(async (trx) => {
        // Whoever was away so long that another instance took over stops here.
        if (!(await queries.holdLease(trx, lease()))) return {};
        const counts = await remove(trx, cutoff, batch);
        if (Object.keys(counts).length === 0) return counts;
        const counted = JSON.stringify(add(total, counts));
        const row = {
          id,
          act: 'expire' as const,
          subject: name,
          counts: counted,
          cutoff,
          lastSeq: null,
          at: now(),
        };
        await queries.writeReceipt(trx, row);
        return counts;
      });
      if (Object.keys(removed).length === 0) break;
      total = add(total, removed);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    return total;
  }
}

function add(total: queries.Counts, more: queries.Counts): queries.Counts {
  const tables = new Set([...Object.keys(total), ...Object.keys(more)]);
  return Object.fromEntries([...tables].map((table) => [table, (total[table] ?? 0) + (more[table] ?? 0)]));
}
