/** What running the service takes, besides the service: metrics, rate limits, retention. The rooms know nothing of it. */
import type { Logger } from 'pino';
import type { Server } from 'restify';
import type { Tokens } from '../channels/webchat/token.ts';
import type { Config } from '../config/config.ts';
import type { Send } from '../delivery/outbox.ts';
import type { Worker } from '../delivery/worker.ts';
import type { Allowance } from '../desk/deps.ts';
import type { TicketSystem } from '../desk/tickets/port.ts';
import type { CallerAddress } from '../http/caller-address.ts';
import { retentionKinds, startRetention } from '../records/retention.ts';
import type { Store } from '../store/open.ts';
import type { Turns } from '../turn/run-turn.ts';
import type { Step } from '../turn/types.ts';
import { addGauges } from './gauges.ts';
import { createLimits } from './limits.ts';
import { createMetrics } from './metrics.ts';
import { addMetrics } from './metrics-endpoint.ts';
import { watchSend, watchStep, watchStore, watchTurns } from './observe.ts';
import {
  type NoteOutcome,
  traceOutcomes,
  traceSend,
  traceStep,
  traceStore,
  traceTickets,
  traceTurns,
} from './traces.ts';

export interface Operations {
  /** Each gives the same part, watched. */
  store(store: Store): Store;
  step(step: Step): Step;
  turns(turns: Turns): Turns;
  send(send: Send): Send;
  tickets(system: TicketSystem): TicketSystem;
  ticketOutcomes(note: NoteOutcome): NoteOutcome;
  /** The same part, within its rate limits. */
  limitTurns(turns: Turns): Turns;
  limitTokens(tokens: Tokens): Tokens;
  /** How many requests to people there may be. */
  readonly allowance: Allowance | undefined;
  /** Limits the addresses that call a server, and the conversations that they begin at a path; answers `/metrics` on it. */
  addTo(
    server: Server,
    store: Store,
    streams: { count(): number },
    incidents: { active(): readonly object[]; suggested(): number },
    beginsAt: string,
  ): void;
  /** Shows how many facts are due for checking. */
  watchFacts(due: () => number): void;
  startRetention(store: Store): Worker;
}

/** Builds all that watches, limits and cleans up one instance. `now` in milliseconds since 1970. */
export function createOperations(
  config: Config,
  addressOf: CallerAddress,
  log: Logger,
  now: () => number,
): Operations {
  const metrics = createMetrics();
  const { observe, registry } = metrics;
  const limits = createLimits(config, addressOf, now, metrics.limited);
  /** Where nobody takes traces, nothing stands between. */
  const traced = <Part>(part: Part, watch: (part: Part) => Part): Part =>
    config.OTEL_EXPORTER_OTLP_ENDPOINT ? watch(part) : part;
  return {
    store: (store) => traced(watchStore(store, observe), traceStore),
    step: (step) => traced(watchStep(step, observe), traceStep),
    turns: (turns) => traced(watchTurns(turns, observe, now), traceTurns),
    send: (send) => traced(watchSend(send, observe), traceSend),
    tickets: (system) => traced(system, traceTickets),
    ticketOutcomes: (note) => traced(note, traceOutcomes),
    limitTurns: limits.turns,
    limitTokens: limits.tokens,
    allowance: limits.allowance,
    addTo: (server, store, streams, incidents, beginsAt) => {
      limits.addTo(server, beginsAt);
      addMetrics(server, metrics, config);
      addGauges(registry, store, now);
      metrics.watch('incidents', 'Incidents that are under way.', () => incidents.active().length);
      metrics.watch(
        'incident_suggestions',
        'Troubles above their usual that are suggested to leads as incidents.',
        () => incidents.suggested(),
      );
      metrics.watch('websockets', 'Streams of the web chat that are open.', () => streams.count());
      if (config.PUBLIC_URL && config.TRUSTED_PROXIES.length === 0) {
        log.warn(
          'behind a proxy all callers have its address: name it in TRUSTED_PROXIES for the rate limits',
        );
      }
    },
    watchFacts: (due) => metrics.watch('facts_due', 'Facts that are due for checking.', due),
    startRetention: (store) => startRetention({ store, log, now, kinds: retentionKinds(config) }),
  };
}
