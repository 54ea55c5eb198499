import type { Reader, Trx } from '../prepared.ts';
import { lockConversation } from './conversations.ts';
import { type OutboxRow, promoteReply } from './outbox.ts';

type OutboxKey = Pick<OutboxRow, 'conversationId' | 'seq'>;

/** What operators see of a reply: everything but what it says and to whom. */
export type OutboxEntry = Omit<OutboxRow, 'body' | 'fence' | 'trace'>;

/** Replies in the given states, oldest first. */
export async function listOutbox(
  db: Reader,
  states: readonly OutboxRow['state'][],
  limit: number,
): Promise<OutboxEntry[]> {
  return db
    .selectFrom('outbox')
    .select(['conversationId', 'seq', 'state', 'attempts', 'nextAt', 'failure', 'createdAt'])
    .where('state', 'in', states)
    .orderBy('createdAt')
    .orderBy('conversationId')
    .orderBy('seq')
    .limit(limit)
    .execute();
}

async function find(trx: Trx, { conversationId, seq }: OutboxKey): Promise<OutboxRow | undefined> {
  return trx
    .selectFrom('outbox')
    .selectAll()
    .where('conversationId', '=', conversationId)
    .where('seq', '=', seq)
    .executeTakeFirst();
}

/** What became of an operator's wish; `state` is the one that stands in the way. */
export type OutboxAct =
  | { readonly done: true }
  | { readonly done: false; readonly state?: OutboxRow['state'] };

/** Puts a reply that was given up back, behind what is under way in its conversation. */
export async function retryReply(trx: Trx, key: OutboxKey, now: number): Promise<OutboxAct> {
  // Turns, and deliveries that end, hold the conversation as well.
  await lockConversation(trx, key.conversationId);
  const row = await find(trx, key);
  if (row?.state !== 'failed') return { done: false, ...(row && { state: row.state }) };
  await trx
    .updateTable('outbox')
    .set({ state: 'queued', attempts: 0, nextAt: now, failure: null })
    .where('conversationId', '=', key.conversationId)
    .where('seq', '=', key.seq)
    .execute();
  await promoteIfFree(trx, key.conversationId);
  return { done: true };
}

/** Takes a reply out for good, unless it is being sent just now or was sent; the next of its conversation goes out. */
export async function dropReply(trx: Trx, key: OutboxKey): Promise<OutboxAct> {
  await lockConversation(trx, key.conversationId);
  const row = await find(trx, key);
  if (!row || row.state === 'sending' || row.state === 'sent') {
    return { done: false, ...(row && { state: row.state }) };
  }
  const { numDeletedRows } = await trx
    .deleteFrom('outbox')
    .where('conversationId', '=', key.conversationId)
    .where('seq', '=', key.seq)
    .where('state', '=', row.state)
    .executeTakeFirstOrThrow();
  // An instance has taken it while we looked.
  if (numDeletedRows === 0n) return { done: false, state: 'sending' };
  await promoteIfFree(trx, key.conversationId);
  return { done: true };
}

/** Lets the first queued reply of a conversation go out where none is under way. */
async function promoteIfFree(trx: Trx, conversationId: string): Promise<void> {
  const busy = await trx
    .selectFrom('outbox')
    .select('seq')
    .where('conversationId', '=', conversationId)
    .where('state', 'in', ['waiting', 'sending'])
    .limit(1)
    .executeTakeFirst();
  if (!busy) await promoteReply(trx, conversationId);
}
