import { randomUUID } from 'node:crypto';
import type { Store } from '../store/open.ts';
import * as queries from '../store/queries/index.ts';
import { newRow } from '../turn/conversation-row.ts';

/**
 * Removes everything of a conversation and leaves a receipt without content; none where nothing is kept of it. The service
 * may run: a turn that is under way comes before or after, and a person who goes on begins anew. `now` in milliseconds since 1970.
 */
export async function eraseConversation(
  store: Store,
  conversationId: string,
  now: number,
): Promise<queries.ReceiptRow | undefined> {
  return store.transact(async (trx) => {
    let made = false;
    // Also where there is none: a turn that would begin it waits until the rest is gone.
    const row = await queries.lockConversation(trx, conversationId, () => {
      made = true;
      return newRow({ conversationId, channel: 'webchat', start: { locale: 'fr', academy: null } }, now);
    });
    const { conversation = 0, ...rest } = await queries.eraseRecords(trx, conversationId);
    const counts = made && conversation <= 1 ? rest : { ...rest, conversation };
    if (Object.keys(counts).length === 0) return undefined;
    const receipt = receiptOf('erase', conversationId, counts, now, row?.lastSeq);
    await queries.writeReceipt(trx, receipt);
    return receipt;
  });
}

/** A receipt of something that happened to a conversation. */
export function receiptOf(
  act: 'erase' | 'export',
  conversationId: string,
  counts: queries.Counts,
  at: number,
  lastSeq: number | null = null,
): queries.ReceiptRow {
  const cutoff = null;
  return {
    id: randomUUID(),
    act,
    subject: conversationId,
    counts: JSON.stringify(counts),
    cutoff,
    lastSeq,
    at,
  };
}
