import { redact } from '../../redaction/redact.ts';
import type { ConversationRow } from '../../store/queries/index.ts';
import * as queries from '../../store/queries/index.ts';
import { activityId, logEntries, seqOf } from '../../turn/log-entries.ts';
import type { DeskDeps } from '../deps.ts';
import { checkOwner, type LockedCase } from './lock.ts';
import { saveCase, transitionCase } from './transition.ts';
import type { Actor, AgentMessage } from './types.ts';

/**
 * Says what an agent wrote, in the transaction that holds the case; the same key a second time gives the same number, also
 * when the conversation has changed hands in between. Throws `CaseError` where it is not the agent's any more.
 */
export async function sendAgentMessage(
  deps: DeskDeps,
  trx: queries.Trx,
  locked: LockedCase,
  actor: Actor,
  { fence, text, key }: AgentMessage,
  at: number,
): Promise<{ seq: number; conversation: ConversationRow }> {
  const { conversation, caseRow } = locked;
  const claim = { conversationId: conversation.id, key: `agent:${actor.id}:${key}` };
  const said = await queries.findInbox(trx, claim.conversationId, claim.key);
  if (said) return { seq: seqOf(said), conversation };
  checkOwner(locked, actor, fence);
  const seq = conversation.lastSeq + 1;
  await queries.claimInbox(trx, { ...claim, activityId: activityId(conversation, seq), receivedAt: at });
  const words = { from: 'agent' as const, name: actor.name, text: redact(text).text };
  const entries = logEntries(conversation, [words], at);
  await queries.appendActivities(trx, entries);
  const after = { ...conversation, lastSeq: seq, updatedAt: at };
  await queries.updateConversation(trx, after);
  if (conversation.channel !== 'webchat') await queries.enqueue(trx, conversation.id, entries, at, null);
  await saveCase(trx, caseRow, transitionCase(deps.machine, caseRow, { type: 'agent.wrote' }, at), {}, at);
  return { seq, conversation: after };
}
