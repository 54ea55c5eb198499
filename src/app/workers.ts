import type { Logger } from 'pino';
import type { Incident } from '../../dialogs/case/incident.ts';
import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import { isPaced } from '../channels/teams/paced.ts';
import type { Config } from '../config/config.ts';
import { type Send, startOutbox } from '../delivery/outbox.ts';
import { startTimers } from '../delivery/timers.ts';
import type { Worker } from '../delivery/worker.ts';
import { startOwnerMail } from '../desk/freshness/owner-mail.ts';
import { startSuggestions } from '../desk/incidents/suggestions.ts';
import { startWatch } from '../desk/incidents/watch.ts';
import type { TicketOutcome } from '../desk/tickets/outcome.ts';
import type { TicketSystem } from '../desk/tickets/port.ts';
import type { createTicketRenderer } from '../desk/tickets/render-ticket.ts';
import { startTickets } from '../desk/tickets/worker.ts';
import type { BusTopic } from '../store/bus.ts';
import type { Store } from '../store/open.ts';
import type { TicketRow } from '../store/queries/index.ts';
import { startTrainer, type TrainerParts } from '../training/trainer.ts';
import type { Turns } from '../turn/run-turn.ts';
import type { Commit } from '../turn/types.ts';

export interface WorkersParts {
  readonly store: Store;
  readonly turns: Turns;
  readonly commit: Commit;
  /** Sends replies to Teams; none where Teams is not set up. */
  readonly send: Send | undefined;
  readonly startRetention: (store: Store) => Worker;
  /** What it takes to train the reader; none where this instance does not. */
  readonly trainer: Pick<TrainerParts, 'content' | 'base' | 'keyOf' | 'sources'> | undefined;
  readonly incidents: () => readonly Incident[];
  /** Where tickets go, and how they are written; none where no system is set up. */
  readonly tickets:
    | { readonly system: TicketSystem; readonly render: ReturnType<typeof createTicketRenderer> }
    | undefined;
  readonly noteTicketOutcome: (outcome: TicketOutcome) => Promise<void>;
  readonly knowledge: Knowledge;
  readonly config: Config;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Starts all that works by itself, by the clock, and sooner where a topic of the bus wakes it too (`start`); gives what ends it, once what is under way is done. To be
 * called once the port is ours: an instance that cannot listen must not work on the database.
 */
export function startWorkers({
  store,
  turns,
  commit,
  send,
  startRetention,
  trainer,
  incidents,
  tickets,
  noteTicketOutcome,
  knowledge,
  config,
  log,
  now,
}: WorkersParts): () => Promise<void> {
  const workers: Worker[] = [];
  const start = (worker: Worker, topic?: BusTopic) => {
    workers.push(worker);
    if (topic) store.bus.subscribe(topic, worker.wake);
  };
  if (send) start(startOutbox({ store, log, now, send, paced: isPaced }), 'outbox');
  start(startTimers(store, turns, log, now));
  start(startRetention(store));
  start(startWatch({ store, commit, log, now }), 'incident');
  const { SMTP_URL: url, TICKETS_MAIL_FROM: from, PUBLIC_URL: publicUrl, FACTS_OWNER: owners } = config;
  if (url && from) start(startOwnerMail({ store, knowledge, url, from, publicUrl, owners, log, now }));
  if (trainer) start(startTrainer({ store, log, now, ...trainer }));
  start(startSuggestions({ store, log, now, incidents }));
  if (tickets) {
    const opened = (row: TicketRow, reference: string) => noteTicketOutcome({ ...row, reference });
    const failed = (row: TicketRow) => noteTicketOutcome({ ...row, reference: null });
    start(startTickets({ store, log, now, ...tickets, opened, failed }), 'desk');
  }
  return async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
  };
}
