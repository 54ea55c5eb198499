import type { CaseRow, ConversationRow } from '../../store/queries/index.ts';
import * as queries from '../../store/queries/index.ts';
import { inScope, takesCases } from '../sign-in/roles.ts';
import { type Actor, CaseError } from './types.ts';

/** A case with its conversation, both held until the end of the transaction. */
export interface LockedCase {
  readonly conversation: ConversationRow;
  readonly caseRow: CaseRow;
}

/** The case of an id, if it is in the actor's academies. Throws `CaseError` `case.unknown` else. */
export async function readCase(db: queries.Reader, actor: Actor, id: string): Promise<CaseRow> {
  const row = await queries.findCase(db, id);
  if (!row || !inScope(actor.academies, row.academy)) throw unknown();
  return row;
}

/** Holds a case for somebody who acts on it. Throws `CaseError` where they may not, or there is none. */
export async function lockCase(trx: queries.Trx, actor: Actor, id: string): Promise<LockedCase> {
  const { conversationId } = await readCase(trx, actor, id);
  if (!takesCases(actor.role)) throw new CaseError('case.forbidden', 'This role does not act on cases.');
  // The conversation first, as in every turn; what was read of the case before may be out of date.
  const conversation = await queries.lockConversation(trx, conversationId);
  const caseRow = await readCase(trx, actor, id);
  if (!conversation) throw unknown();
  return { conversation, caseRow };
}

/**
 * Makes sure that an actor has the conversation of a case, since the ownership that they know. Throws `CaseError`
 * `case.stale` else.
 */
export function checkOwner({ conversation, caseRow }: LockedCase, actor: Actor, fence: number): void {
  const owns = conversation.caseId === caseRow.id && conversation.owner === actor.id;
  if (owns && conversation.fence === fence) return;
  throw stale(caseRow);
}

/** Makes sure that an actor has the conversation, or leads those who have it or could take it. */
export function checkOwnerOrLead(locked: LockedCase, actor: Actor, fence: number): void {
  const { conversation, caseRow } = locked;
  if (actor.role !== 'lead' || conversation.owner === actor.id) checkOwner(locked, actor, fence);
  else if (conversation.caseId !== caseRow.id || conversation.fence !== fence) throw stale(caseRow);
}

function stale({ agentName }: CaseRow): CaseError {
  return new CaseError(
    'case.stale',
    'The conversation has changed hands since. Load the case again.',
    agentName ?? undefined,
  );
}

function unknown(): CaseError {
  return new CaseError('case.unknown', 'There is no such case in your academies.');
}
