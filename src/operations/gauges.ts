import { Gauge, type Registry } from 'prom-client';
import type { Store } from '../store/open.ts';
import { type Backlog, OUTBOX_STATES, readBacklog } from '../store/queries/index.ts';

/** Milliseconds for which what was read stays good: scrapers may come as often as they like. */
const FRESH = 3000;
/** Milliseconds after which a scrape goes on without the database. */
const PATIENCE = 2000;

/** The metrics that the database knows, read at a scrape: what waits, and since when. `now` in milliseconds since 1970. */
export function addGauges(registry: Registry, store: Store, now: () => number): void {
  const read = cached(() => readBacklog(store.db, now()));
  const registers = [registry];
  const gauge = (name: string, help: string, value: (backlog: Backlog) => number) =>
    new Gauge({
      name: `permanence_${name}`,
      help,
      registers,
      async collect() {
        const backlog = await read();
        this.set(backlog ? value(backlog) : Number.NaN);
      },
    });
  gauge('outbox_oldest_seconds', 'Age of the oldest reply that is still to be delivered.', ({ oldest }) =>
    oldest === null ? 0 : Math.max(0, now() - oldest) / 1000,
  );
  gauge('timers', 'Timers that are set.', ({ timers }) => timers);
  gauge(
    'timers_overdue',
    'Timers that were due ten seconds ago and have not fired.',
    ({ overdue }) => overdue,
  );
  gauge('cases_waiting', 'Requests for a person that nobody has accepted.', ({ cases }) => cases);
  gauge('tickets_queued', 'Tickets on their way to the ticket system.', ({ tickets }) => tickets.queued);
  gauge('tickets_failed', 'Tickets that could not be opened.', ({ tickets }) => tickets.failed);
  new Gauge({
    name: 'permanence_outbox',
    help: 'Replies in the outbox by state.',
    labelNames: ['state'],
    registers,
    async collect() {
      const backlog = await read();
      for (const state of OUTBOX_STATES) {
        this.set({ state }, backlog ? (backlog.outbox[state] ?? 0) : Number.NaN);
      }
    },
  });
  new Gauge({
    name: 'permanence_database_up',
    help: 'Whether the database answers.',
    registers,
    async collect() {
      this.set((await read()) ? 1 : 0);
    },
  });
}

/** The last value, as long as it is fresh; nothing where the database does not answer in time. */
function cached<T>(read: () => Promise<T>): () => Promise<T | undefined> {
  let value: Promise<T | undefined> = Promise.resolve(undefined);
  let readAt = Number.NEGATIVE_INFINITY;
  return () => {
    if (performance.now() - readAt > FRESH) {
      readAt = performance.now();
      value = Promise.race([read(), after(PATIENCE)]).catch(() => undefined);
    }
    return value;
  };
}

function after(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, undefined).unref());
}
