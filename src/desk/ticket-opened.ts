import type { Store } from '../store/open.ts';
import * as queries from '../store/queries/index.ts';
import type { Commit } from '../turn/commit.ts';
import { announce } from './announce.ts';
import { audit } from './audit.ts';

/** A ticket that a ticket system has opened. */
export interface OpenedTicket {
  readonly caseId: string;
  readonly conversationId: string;
  readonly reference: string;
}

/**
 * Builds what takes note of a ticket's reference and tells it to the person, once however often it is called; while an agent
 * has the conversation only the case learns it.
 */
export function createTicketOpened({
  store,
  commit,
  now,
}: {
  readonly store: Store;
  readonly commit: Commit;
  readonly now: () => number;
}): (ticket: OpenedTicket) => Promise<void> {
  return async ({ caseId, conversationId, reference }) => {
    const at = now();
    const changed = await store.transact(async (trx) => {
      const row = await queries.lockConversation(trx, conversationId);
      const known = await queries.findCase(trx, caseId);
      const claim = { conversationId, key: `ticket:${caseId}`, activityId: null, receivedAt: at };
      if (!row || !known || !(await queries.claimInbox(trx, claim))) return undefined;
      await queries.updateCase(trx, { ...known, reference, updatedAt: at });
      await audit(trx, caseId, null, 'ticket.opened', at, { reference });
      return commit(trx, row, { event: { type: 'desk', event: { type: 'ticket.opened', reference } } }, at);
    });
    if (changed) announce(store.bus, changed);
  };
}
