import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type Incident, incidentsBehind, SYSTEMS } from '../../../dialogs/case/incident.ts';
import { UNKNOWN_ACADEMY } from '../../../dialogs/knowledge/academy.ts';
import { TROUBLES, type Trouble } from '../../../intents/labels.ts';
import { startWorker, type Worker } from '../../delivery/worker.ts';
import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import { SLOT } from '../../turn/count-trouble.ts';
import { type Arithmetic, type Rise, risenTroubles } from './rise.ts';
import { readTallies, WEEKS } from './tallies.ts';

const MINUTE = 60_000;
/** Milliseconds between looks, on whatever instance. */
const EVERY = MINUTE;
const LEASE = 'suggestions';
/** Milliseconds for which a suggestion stays after its trouble was last above its usual. */
const STAYS = 30 * MINUTE;
/** Milliseconds after which the same rise is a new one, also where the last was set aside. */
const ANEW = 2 * 60 * MINUTE;
/** Milliseconds for which counts and suggestions are kept: what the usual is taken from, and a week. */
const KEPT = (WEEKS + 1) * 7 * 24 * 60 * MINUTE;

const stored = z.object({
  trouble: z.enum(TROUBLES),
  // An older release counted in quarters of an hour, and did not say so.
  arithmetic: z.string().transform((json): Arithmetic => ({ minutes: 15, ...JSON.parse(json) })),
});

/** An incident that a rise suggests. Times in milliseconds since 1970. */
export interface Suggestion extends Rise {
  readonly id: string;
  readonly firstAt: number;
  readonly lastAt: number;
}

export interface SuggestionParts {
  readonly store: Store;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The notices that are under way: what they tell need not be suggested. */
  readonly incidents: () => readonly Incident[];
}

/** Looks each minute for troubles above their usual. */
export function startSuggestions(parts: SuggestionParts): Worker {
  return startWorker(LEASE, EVERY, parts.log, () => suggestIncidents(parts));
}

/** One look, unless another instance had one in this minute. */
export async function suggestIncidents({ store, log, now, incidents }: SuggestionParts): Promise<void> {
  const at = now();
  const lease = { name: LEASE, holder: randomUUID(), until: at + EVERY / 2 };
  if (!(await store.transact((trx) => queries.takeLease(trx, lease, at)))) return;
  const risen = risenTroubles(await readTallies(store.db, at)).filter(
    ({ academy, trouble }) =>
      academy !== UNKNOWN_ACADEMY && incidentsBehind(incidents(), academy, trouble).length === 0,
  );
  const begun = await store.transact(async (trx) => {
    // A look that took so long that another one has begun leaves the word to that one: together they would suggest it twice.
    if (!(await queries.holdLease(trx, lease))) return [];
    const recent = await queries.suggestionsSince(trx, at - ANEW);
    const fresh: string[] = [];
    for (const { academy, trouble, arithmetic } of risen) {
      const known = recent.find((row) => row.academy === academy && isSame(row.trouble, trouble, arithmetic));
      const figures = { arithmetic: JSON.stringify(arithmetic), lastAt: at };
      if (known) await queries.updateSuggestion(trx, { id: known.id, ...figures });
      else {
        const id = randomUUID();
        fresh.push(id);
        await queries.addSuggestion(trx, {
          ...{ id, academy, trouble, ...figures, firstAt: at, dismissedAt: null },
        });
      }
    }
    await queries.forgetTroubleCounts(trx, Math.floor((at - KEPT) / SLOT));
    await queries.forgetSuggestions(trx, at - KEPT);
    return fresh;
  });
  for (const { academy, trouble, arithmetic } of risen)
    log.info({ academy, trouble, ...arithmetic }, 'above its usual');
  for (const id of begun) store.bus.publish('incident', id);
}

/** Whether a suggestion is told already: by its trouble, or by another one of the system that is counted together. */
function isSame(known: string, trouble: Trouble, { system }: Arithmetic): boolean {
  return (
    known === trouble || (system !== undefined && (SYSTEMS[system] as readonly string[]).includes(known))
  );
}

/** What is suggested at a moment (milliseconds since 1970) and neither told already nor set aside. */
export async function pendingSuggestions(
  db: queries.Reader,
  at: number,
  incidents: readonly Incident[],
): Promise<Suggestion[]> {
  const rows = await queries.suggestionsSince(db, at - STAYS);
  return rows
    .filter(({ dismissedAt }) => dismissedAt === null)
    .map(({ dismissedAt: _, ...row }) => ({ ...row, ...stored.parse(row) }))
    .filter(({ academy, trouble }) => incidentsBehind(incidents, academy, trouble).length === 0);
}
