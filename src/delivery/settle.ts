import * as queries from '../store/queries/index.ts';

type Key = Pick<queries.OutboxRow, 'conversationId' | 'seq'>;

/** What became of a reply: `nextAt` in milliseconds since 1970, `failure` for the operator. */
export type DeliveryOutcome = Pick<queries.OutboxRow, 'state' | 'nextAt' | 'failure'>;

/** Writes an outcome down, and lets the next reply of the conversation go out where this one is over. False where it was erased. */
export async function settle(trx: queries.Trx, reply: Key, outcome: DeliveryOutcome): Promise<boolean> {
  // Turns hold the conversation when they put replies behind this one.
  const held = await queries.holdConversation(trx, reply.conversationId);
  if (outcome.state === 'sent') await queries.removeReply(trx, reply);
  else await queries.settleReply(trx, reply, outcome);
  if (outcome.state !== 'waiting') await queries.promoteReply(trx, reply.conversationId);
  return held;
}
