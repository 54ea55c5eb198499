import { HttpError } from '../../http/errors.ts';
import { eraseConversation } from '../../records/erasure.ts';
import type { Store } from '../../store/open.ts';
import { findConversation } from '../../store/queries/index.ts';

/**
 * Removes everything of a conversation because the person asks for it, and gives the number of the receipt. Whoever has it
 * open, agents at the desk too, is told. Throws `HttpError` 404 where nothing is kept of it. `now` in milliseconds since 1970.
 */
export async function eraseForPerson(store: Store, conversationId: string, now: number): Promise<string> {
  const row = await findConversation(store.db, conversationId);
  const receipt = await eraseConversation(store, conversationId, now);
  if (!receipt) throw new HttpError(404, 'conversation_unknown', 'Nothing is kept of this conversation.');
  store.bus.publish('conversation', conversationId);
  if (row?.caseId) store.bus.publish('desk', row.caseId);
  return receipt.id;
}
