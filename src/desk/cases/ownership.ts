import { isTrouble, type Trouble } from '../../../intents/labels.ts';
import { redact } from '../../redaction/redact.ts';
import type { ConversationRow } from '../../store/queries/index.ts';
import * as queries from '../../store/queries/index.ts';
import type { Commit } from '../../turn/commit.ts';
import type { DeskRoom } from '../deps.ts';
import { audit } from './audit.ts';
import { checkOwner, checkOwnerOrLead, type Held } from './lock.ts';
import { save, wishTicket } from './requests.ts';
import { advance } from './transition.ts';
import { type Actor, CaseError, type Closing, type HandBack, type Transfer } from './types.ts';

/** What changes hands needs: each function runs in the transaction that holds the case, and gives the conversation as it is. */
export interface Hands {
  readonly room: DeskRoom;
  readonly commit: Commit;
}

/** An agent takes a waiting case over: from here on the bot is silent. Throws `CaseError` where a colleague has it. */
export async function acceptCase(
  { room }: Hands,
  trx: queries.Trx,
  { conversation, known }: Held,
  actor: Actor,
  at: number,
): Promise<ConversationRow> {
  if (conversation.owner === actor.id && conversation.caseId === known.id) return conversation;
  if (known.state === 'assigned' || known.state === 'with_agent') {
    throw new CaseError('case.taken', `${known.agentName} has this case.`, known.agentName ?? undefined);
  }
  if (known.state !== 'waiting') throw ended();
  const step = advance(room.machine, known, { type: 'agent.accepted' }, at);
  const agent = { agentId: actor.id, agentName: actor.name };
  await save(trx, known, step, { ...agent, acceptedAt: known.acceptedAt ?? at }, at);
  await audit(trx, known.id, actor, 'case.accepted', at, {
    seq: conversation.lastSeq,
    waited: at - known.openedAt,
  });
  await queries.supersedeReplies(trx, conversation.id);
  return passTo(trx, conversation, actor.id, at);
}

/** Hands a case on to a colleague, who has the conversation from then on, or to the queue of a group. */
export async function transferCase(
  { room, commit }: Hands,
  trx: queries.Trx,
  held: Held,
  actor: Actor,
  { fence, agent, group, note }: Transfer,
  at: number,
): Promise<ConversationRow> {
  const { conversation, known } = held;
  checkOwnerOrLead(held, actor, fence);
  const to = agent ? ('agent' as const) : ('group' as const);
  // A case that waits is given to somebody as if they had accepted it.
  const event =
    agent && known.state === 'waiting'
      ? { type: 'agent.accepted' as const }
      : { type: 'case.transferred' as const, to };
  const step = advance(room.machine, known, event, at);
  if (!step.moved) throw ended();
  const taker = {
    agentId: agent?.id ?? null,
    agentName: agent?.name ?? null,
    ...(agent && { acceptedAt: known.acceptedAt ?? at }),
    ...(group !== undefined && { groupName: group }),
  };
  await save(trx, known, step, taker, at);
  if (note) await queries.addNote(trx, noteOf(known.id, actor, note, at));
  await audit(trx, known.id, actor, 'case.transferred', at, {
    seq: conversation.lastSeq,
    to: agent?.name ?? group ?? null,
  });
  await queries.supersedeReplies(trx, conversation.id);
  if (agent) return passTo(trx, conversation, agent.id, at);
  const free = { ...conversation, owner: null, fence: conversation.fence + 1 };
  return commit(trx, free, { event: { type: 'desk', event: { type: 'case.moved' } } }, at);
}

/** Gives the conversation back to the bot, at the state where the person left it or in the flow of a trouble. */
export async function handBackCase(
  { room, commit }: Hands,
  trx: queries.Trx,
  held: Held,
  actor: Actor,
  { fence, flow }: HandBack,
  at: number,
): Promise<ConversationRow> {
  const { conversation, known } = held;
  checkOwner(held, actor, fence);
  const trouble = flow === undefined ? undefined : readFlow(flow);
  const step = advance(room.machine, known, { type: 'case.returned' }, at);
  if (!step.moved) throw ended();
  await save(trx, known, step, { outcome: 'returned', endedAt: at }, at);
  await audit(trx, known.id, actor, 'case.returned', at, {
    seq: conversation.lastSeq,
    flow: trouble ?? null,
  });
  const free = { ...conversation, owner: null, fence: conversation.fence + 1 };
  const event = { type: 'agent.returned' as const, agent: { by: actor.name, outcome: 'returned' } };
  const back = { type: 'desk' as const, event, back: true as const, ...(trouble && { flow: trouble }) };
  return commit(trx, free, { event: back }, at);
}

/** Ends a case with an outcome; the bot has the conversation again and asks how the help was. */
export async function closeCase(
  { room, commit }: Hands,
  trx: queries.Trx,
  held: Held,
  actor: Actor,
  { fence, outcome, comment }: Closing,
  at: number,
): Promise<ConversationRow> {
  const { conversation, known } = held;
  checkOwnerOrLead(held, actor, fence);
  const ticket = outcome === 'ticket';
  if (ticket && !room.requestTicket) {
    throw new CaseError('case.state', 'No ticket system is set up: close the case with another outcome.');
  }
  const step = advance(room.machine, known, { type: ticket ? 'case.ticketed' : 'case.closed' }, at);
  if (!step.moved) throw ended();
  const words = comment === undefined ? null : redact(comment).text;
  await save(trx, known, step, { outcome, comment: words, endedAt: at }, at);
  await audit(trx, known.id, actor, ticket ? 'case.ticketed' : 'case.closed', at, {
    seq: conversation.lastSeq,
    outcome,
  });
  if (ticket) await wishTicket(room, trx, { ...known, kind: 'ticket' }, at);
  const free = { ...conversation, owner: null, fence: conversation.fence + 1 };
  const type = ticket ? ('agent.ticketed' as const) : ('agent.closed' as const);
  const agent = { by: actor.name, outcome };
  return commit(trx, free, { event: { type: 'desk', event: { type, agent } } }, at);
}

/** A note as it is kept: redacted, like all that is typed. */
export function noteOf(caseId: string, { name }: Actor, text: string, at: number) {
  return { caseId, agentName: name, text: redact(text).text, createdAt: at };
}

async function passTo(
  trx: queries.Trx,
  conversation: ConversationRow,
  owner: string,
  at: number,
): Promise<ConversationRow> {
  const owned = { ...conversation, owner, fence: conversation.fence + 1, updatedAt: at };
  await queries.updateConversation(trx, owned);
  return owned;
}

function readFlow(flow: string): Trouble {
  if (isTrouble(flow)) return flow;
  throw new CaseError('case.state', 'flow: expected the id of a trouble.');
}

function ended(): CaseError {
  return new CaseError('case.state', 'This case cannot be changed in that way any more. Load it again.');
}
