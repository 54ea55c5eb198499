import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { VERSION } from '../http/version.ts';
import type { LimitRule } from './limits.ts';
import type { Observe } from './observe.ts';

/** Seconds; a turn takes some milliseconds, and ten seconds is when the Bot Framework gives up. */
const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Seconds that a timer may come late: it is looked for twice a second. */
const LATE = [0.25, 0.5, 1, 2, 5, 30, 300, 3600];

export interface Request {
  readonly method: string;
  /** As it was registered, with names in the place of ids. */
  readonly route: string;
  readonly status: number;
}

export interface Metrics {
  readonly registry: Registry;
  readonly observe: Observe;
  limited(rule: LimitRule): void;
  requested(request: Request): void;
  /** Shows a number that is asked for at each scrape. */
  watch(name: string, help: string, read: () => number): void;
}

/** The metrics of one instance, in a registry of its own. Every name begins with `permanence_` but Node's own. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  new Gauge({
    name: 'permanence_build_info',
    help: 'Always 1; the version of the service and of Node.js.',
    labelNames: ['version', 'node'],
    registers,
  }).set({ version: VERSION, node: process.version }, 1);
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter<Label>({ name: `permanence_${name}`, help, labelNames, registers });

  const turns = counter('turns_total', 'Turns committed.', ['channel', 'event']);
  const seconds = new Histogram({
    name: 'permanence_turn_seconds',
    help: 'Seconds from the start of a turn to its commit.',
    labelNames: ['channel'],
    buckets: SECONDS,
    registers,
  });
  const intents = counter(
    'intents_total',
    'Messages by what they were read as where they stood: the first label, or none.',
    ['label'],
  );
  const refusals = counter('refusals_total', 'Turns in which the bot had no answer.', ['reason']);
  const failures = counter('step_failures_total', 'Steps that failed; the person was told.', ['event']);
  const deliveries = counter('deliveries_total', 'Attempts to deliver a reply.', ['outcome']);
  const late = new Histogram({
    name: 'permanence_timer_late_seconds',
    help: 'Seconds from when a timer was due to when it had fired.',
    buckets: LATE,
    registers,
  });
  const unavailable = counter('store_unavailable_total', 'Transactions that the database did not take.', []);
  const limited = counter(
    'limited_total',
    'Requests refused by a rate limit; of cases and tickets, turns that could not offer any.',
    ['rule'],
  );
  const requests = counter('http_requests_total', 'Requests answered.', ['method', 'route', 'status']);

  return {
    registry,
    observe: {
      turn: (turn) => {
        turns.inc({ channel: turn.channel, event: turn.event });
        seconds.observe({ channel: turn.channel }, turn.seconds);
      },
      readAs: (label) => intents.inc({ label }),
      refused: (reason) => refusals.inc({ reason }),
      stepFailed: (event) => failures.inc({ event }),
      delivered: (outcome) => deliveries.inc({ outcome }),
      fired: (by) => late.observe(by),
      storeUnavailable: () => unavailable.inc(),
    },
    limited: (rule) => limited.inc({ rule }),
    requested: ({ method, route, status }) => requests.inc({ method, route, status }),
    watch: (name, help, read) => {
      new Gauge({
        name: `permanence_${name}`,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    },
  };
}
