import type { Logger } from 'pino';
import { incidentsBehind, SYSTEMS, type System } from '../../../dialogs/case/incident.ts';
import { startWorker, type Worker } from '../../delivery/worker.ts';
import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import { announce } from '../../turn/announce.ts';
import type { Commit, DeskRequest } from '../../turn/types.ts';
import type { DeskDeps } from '../deps.ts';

/** Milliseconds between looks for incidents that have ended by themselves. */
const EVERY = 2000;
const BATCH = 50;

/** Notes, in the turn's transaction, that a person wants to be told when what is behind their trouble is over. */
export async function watchIncidents(
  { incidents }: Pick<DeskDeps, 'incidents'>,
  trx: queries.Trx,
  conversationId: string,
  { academy, trouble }: DeskRequest['packet'],
  at: number,
): Promise<void> {
  for (const { id, severity } of incidentsBehind(incidents?.() ?? [], academy, trouble)) {
    if (severity === 'outage')
      await queries.watchIncident(trx, { conversationId, incidentId: id, askedAt: at });
  }
}

export interface WatchParts {
  readonly store: Store;
  readonly commit: Commit;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Tells whoever asked for it that an incident is over. What is waited for is taken in the transaction that says so: it is said
 * once, on whatever instance, and after a crash.
 */
export function startWatch({ store, commit, log, now }: WatchParts): Worker {
  return startWorker('incident watch', EVERY, log, async () => {
    for (;;) {
      const ids = await queries.conversationsToTell(store.db, now(), BATCH);
      const told = await Promise.all(ids.map(tell));
      // One that fails stays: it is tried again at the next look, not at once.
      if (ids.length < BATCH || told.includes(false)) return;
    }
  });

  async function tell(conversationId: string): Promise<boolean> {
    try {
      const at = now();
      const changed = await store.transact(async (trx) => {
        const row = await queries.lockConversation(trx, conversationId);
        // An agent may have taken it meanwhile.
        if (!row || row.owner !== null) return undefined;
        const system = await queries.takeIncidentWatches(trx, conversationId);
        if (!isSystem(system)) return undefined;
        const event = { type: `incident_over.${system}` } as const;
        return commit(trx, row, { event: { type: 'desk', event } }, at);
      });
      if (changed) announce(store.bus, changed);
      return true;
    } catch (error) {
      log.error({ err: error, conversation: conversationId }, 'cannot tell that an incident is over');
      return false;
    }
  }
}

function isSystem(name: string | undefined): name is System {
  return name !== undefined && Object.hasOwn(SYSTEMS, name);
}
