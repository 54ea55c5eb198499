import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import { announce } from '../../turn/announce.ts';
import type { Commit } from '../../turn/types.ts';
import { audit } from '../cases/audit.ts';

/** How a ticket ended at the ticket system: open under a reference, or never opened. */
export interface TicketOutcome {
  readonly caseId: string;
  readonly conversationId: string;
  readonly reference: string | null;
  /** `traceparent` of the turn that asked for it. */
  readonly trace?: string | null;
}

export interface TicketOutcomeParts {
  readonly store: Store;
  readonly commit: Commit;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Builds what takes note of a ticket's end and tells it to the person, once however often it is called; while an agent has
 * the conversation only the case learns it.
 */
export function createTicketOutcomes({
  store,
  commit,
  now,
}: TicketOutcomeParts): (outcome: TicketOutcome) => Promise<void> {
  return async ({ caseId, conversationId, reference }) => {
    const at = now();
    const type = reference === null ? 'ticket.failed' : 'ticket.opened';
    const changed = await store.transact(async (trx) => {
      const row = await queries.lockConversation(trx, conversationId);
      const caseRow = await queries.findCase(trx, caseId);
      const claim = { conversationId, key: `${type}:${caseId}`, activityId: null, receivedAt: at };
      if (!row || !caseRow || !(await queries.claimInbox(trx, claim))) return undefined;
      await queries.updateCase(trx, { ...caseRow, reference, updatedAt: at });
      await audit(trx, caseId, null, type, at, { reference });
      const event = { type, ...(reference !== null && { reference }) } as const;
      return commit(trx, row, { event: { type: 'desk', event } }, at);
    });
    if (changed) announce(store.bus, changed);
  };
}
