import type { Logger } from 'pino';
import { z } from 'zod';
import { type Incident, SEVERITIES, SYSTEMS } from '../../../dialogs/case/incident.ts';
import { keepLooking } from '../../store/keep-looking.ts';
import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import { pendingSuggestions, type Suggestion } from './suggestions.ts';

/** Milliseconds between looks for what other instances have published, should their notice get lost. */
const EVERY = 2000;

const academies = z.union([z.literal('*'), z.array(z.string())]);
const row = z.object({
  academies: z.string().transform((stored) => academies.parse(JSON.parse(stored))),
  system: z.enum(Object.keys(SYSTEMS) as [keyof typeof SYSTEMS]),
  severity: z.enum(SEVERITIES),
});

/** What is out of order, as known without waiting for anything. */
export interface IncidentBoard {
  /** The notices that are under way at this moment. */
  active(): readonly Incident[];
  /** How many are suggested to leads and neither told nor set aside. */
  suggested(): number;
  /** Calls `listener` when another notice is under way, or one is no more; gives what ends that. */
  onChange(listener: () => void): () => void;
  /** Reads them anew; a notice on the bus and a clock do so as well. */
  refresh(): Promise<void>;
  close(): void;
}

export interface BoardParts {
  readonly store: Store;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Keeps the notices in memory: a turn asks for them each time. They begin and end by this instance's clock. */
export async function createIncidentBoard({ store, log, now }: BoardParts): Promise<IncidentBoard> {
  let rows: readonly queries.IncidentRow[] = [];
  let told = '';
  let suggestions: readonly Suggestion[] = [];
  const listeners = new Set<() => void>();
  const refresh = async () => {
    rows = await queries.unresolvedIncidents(store.db, now());
    suggestions = await pendingSuggestions(store.db, now(), active());
    const ids = active()
      .map(({ id }) => id)
      .join();
    if (ids === told) return;
    told = ids;
    for (const listener of listeners) listener();
  };
  const active = () => {
    const at = now();
    return rows
      .filter(({ startsAt, endsAt }) => startsAt <= at && (endsAt === null || at < endsAt))
      .map(toIncident);
  };
  const close = keepLooking(store, log, {
    topics: ['incident'],
    every: EVERY,
    look: refresh,
    failing: 'cannot read the incidents',
  });
  await refresh();
  return {
    active,
    suggested: () => suggestions.length,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh,
    close,
  };
}

/** The notice of a row. */
export function toIncident(stored: queries.IncidentRow): Incident {
  const { id, fr, en } = stored;
  return { id, ...row.parse(stored), text: { fr, en } };
}
