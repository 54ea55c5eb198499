import type { ConversationRow } from '../../store/queries/index.ts';
import * as queries from '../../store/queries/index.ts';
import { activityId, type Outgoing } from '../../turn/log-entries.ts';
import { audit } from './audit.ts';

/** Under which a conversation's inbox remembers that a case was announced. */
export function announcementKey(caseId: string): string {
  return `handoff:${caseId}`;
}

/**
 * Puts the announcement of a case behind the replies of its turn, once a case; gives the conversation as it is then. The web
 * chat has no hub behind it. An agent of the desk who accepts first drops it, as they drop the bot's late replies.
 */
export async function announceCase(
  trx: queries.Trx,
  conversation: ConversationRow,
  caseId: string,
  at: number,
): Promise<ConversationRow> {
  if (conversation.channel === 'webchat') return conversation;
  const seq = conversation.lastSeq + 1;
  const claim = { conversationId: conversation.id, key: announcementKey(caseId), receivedAt: at };
  if (!(await queries.claimInbox(trx, { ...claim, activityId: activityId(conversation, seq) }))) {
    return conversation;
  }
  const body = JSON.stringify({ from: 'desk', caseId } satisfies Outgoing);
  await queries.enqueue(trx, conversation.id, [{ seq, body }], at, conversation.fence);
  await audit(trx, caseId, null, 'case.announced', at);
  return { ...conversation, lastSeq: seq };
}
