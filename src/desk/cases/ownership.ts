import { isTrouble, type Trouble } from '../../../intents/labels.ts';
import { type RedactedText, redact } from '../../redaction/redact.ts';
import type { ConversationRow } from '../../store/queries/index.ts';
import * as queries from '../../store/queries/index.ts';
import type { Commit } from '../../turn/types.ts';
import type { DeskDeps } from '../deps.ts';
import { audit } from './audit.ts';
import { checkOwner, checkOwnerOrLead, type LockedCase } from './lock.ts';
import { requestTicketForCase } from './requests.ts';
import { saveCase, transitionCase } from './transition.ts';
import { type Actor, CaseError, type Closing, type HandBack, type Transfer } from './types.ts';

/** What changes hands needs: each function runs in the transaction that holds the case, and gives the conversation as it is. */
export interface OwnershipDeps extends DeskDeps {
  readonly commit: Commit;
}

/** An agent takes a waiting case over: from here on the bot is silent. Throws `CaseError` where a colleague has it. */
export async function acceptCase(
  deps: OwnershipDeps,
  trx: queries.Trx,
  { conversation, caseRow }: LockedCase,
  actor: Actor,
  at: number,
): Promise<ConversationRow> {
  if (conversation.owner === actor.id && conversation.caseId === caseRow.id) return conversation;
  if (caseRow.state === 'assigned' || caseRow.state === 'with_agent') {
    throw new CaseError('case.taken', `${caseRow.agentName} has this case.`, caseRow.agentName ?? undefined);
  }
  if (caseRow.state !== 'waiting') throw ended();
  const transition = transitionCase(deps.machine, caseRow, { type: 'agent.accepted' }, at);
  const agent = { agentId: actor.id, agentName: actor.name };
  await saveCase(trx, caseRow, transition, { ...agent, acceptedAt: caseRow.acceptedAt ?? at }, at);
  await audit(trx, caseRow.id, actor, 'case.accepted', at, {
    seq: conversation.lastSeq,
    waited: at - caseRow.openedAt,
  });
  await queries.supersedeReplies(trx, conversation.id);
  return passTo(trx, conversation, actor.id, at);
}

/** Hands a case on to a colleague, who has the conversation from then on, or to the queue of a group. */
export async function transferCase(
  deps: OwnershipDeps,
  trx: queries.Trx,
  locked: LockedCase,
  actor: Actor,
  { fence, agent, group, note }: Transfer,
  at: number,
): Promise<ConversationRow> {
  const { conversation, caseRow } = locked;
  checkOwnerOrLead(locked, actor, fence);
  const to = agent ? ('agent' as const) : ('group' as const);
  // A case that waits is given to somebody as if they had accepted it.
  const event =
    agent && caseRow.state === 'waiting'
      ? { type: 'agent.accepted' as const }
      : { type: 'case.transferred' as const, to };
  const transition = transitionCase(deps.machine, caseRow, event, at);
  if (!transition.moved) throw ended();
  const taker = {
    agentId: agent?.id ?? null,
    agentName: agent?.name ?? null,
    ...(agent && { acceptedAt: caseRow.acceptedAt ?? at }),
    ...(group !== undefined && { groupName: group }),
  };
  await saveCase(trx, caseRow, transition, taker, at);
  if (note) await queries.addNote(trx, noteOf(caseRow.id, actor, redact(note).text, at));
  await audit(trx, caseRow.id, actor, 'case.transferred', at, {
    seq: conversation.lastSeq,
    to: agent?.name ?? group ?? null,
  });
  await queries.supersedeReplies(trx, conversation.id);
  if (agent) return passTo(trx, conversation, agent.id, at);
  const free = { ...conversation, owner: null, fence: conversation.fence + 1 };
  return deps.commit(trx, free, { event: { type: 'desk', event: { type: 'case.moved' } } }, at);
}

/** Gives the conversation back to the bot, at the state where the person left it or in the flow of a trouble. */
export async function handBackCase(
  deps: OwnershipDeps,
  trx: queries.Trx,
  locked: LockedCase,
  actor: Actor,
  { fence, flow }: HandBack,
  at: number,
): Promise<ConversationRow> {
  const { conversation, caseRow } = locked;
  checkOwner(locked, actor, fence);
  const trouble = flow === undefined ? undefined : readFlow(flow);
  const transition = transitionCase(deps.machine, caseRow, { type: 'case.returned' }, at);
  if (!transition.moved) throw ended();
  await saveCase(trx, caseRow, transition, { outcome: 'returned', endedAt: at }, at);
  await audit(trx, caseRow.id, actor, 'case.returned', at, {
    seq: conversation.lastSeq,
    flow: trouble ?? null,
  });
  const free = { ...conversation, owner: null, fence: conversation.fence + 1 };
  const event = { type: 'agent.returned' as const, agent: { by: actor.name, outcome: 'returned' } };
  const back = { type: 'desk' as const, event, back: true as const, ...(trouble && { flow: trouble }) };
  return deps.commit(trx, free, { event: back }, at);
}

/** Ends a case with an outcome; the bot has the conversation again and asks how the help was. */
export async function closeCase(
  deps: OwnershipDeps,
  trx: queries.Trx,
  locked: LockedCase,
  actor: Actor,
  { fence, outcome, comment }: Closing,
  at: number,
): Promise<ConversationRow> {
  const { conversation, caseRow } = locked;
  checkOwnerOrLead(locked, actor, fence);
  const ticket = outcome === 'ticket';
  if (ticket && !deps.requestTicket) {
    throw new CaseError('case.state', 'No ticket system is set up: close the case with another outcome.');
  }
  const transition = transitionCase(
    deps.machine,
    caseRow,
    { type: ticket ? 'case.ticketed' : 'case.closed' },
    at,
  );
  if (!transition.moved) throw ended();
  const words = comment === undefined ? null : redact(comment).text;
  await saveCase(trx, caseRow, transition, { outcome, comment: words, endedAt: at }, at);
  await audit(trx, caseRow.id, actor, ticket ? 'case.ticketed' : 'case.closed', at, {
    seq: conversation.lastSeq,
    outcome,
  });
  if (ticket) await requestTicketForCase(deps, trx, { ...caseRow, kind: 'ticket' }, at);
  const free = { ...conversation, owner: null, fence: conversation.fence + 1 };
  const type = ticket ? ('agent.ticketed' as const) : ('agent.closed' as const);
  const agent = { by: actor.name, outcome };
  return deps.commit(trx, free, { event: { type: 'desk', event: { type, agent } } }, at);
}

/** A note as it is kept. */
export function noteOf(caseId: string, { name }: Actor, text: RedactedText, at: number) {
  return { caseId, agentName: name, text, createdAt: at };
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
