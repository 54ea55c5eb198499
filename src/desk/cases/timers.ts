import type { ConversationRow } from '../../store/queries/index.ts';
import * as queries from '../../store/queries/index.ts';
import type { DeskEvent } from '../../turn/types.ts';
import type { DeskDeps } from '../deps.ts';
import { HUB } from '../hub/hub.ts';
import { audit } from './audit.ts';
import { saveCase, transitionCase } from './transition.ts';

/**
 * A timer of a case that is due: the person is asked how to go on, the desk is warned, or the conversation goes back to the
 * bot because its agent wrote nothing. Gives the conversation as it is then, and what the bot
 * has to be told.
 */
export async function fireCaseTimer(
  deps: DeskDeps,
  trx: queries.Trx,
  row: ConversationRow,
  event: { readonly type: string },
  at: number,
): Promise<{ row: ConversationRow; event?: DeskEvent }> {
  const caseRow = row.caseId ? await queries.findCase(trx, row.caseId) : undefined;
  // A hub keeps its own time, and what it says does not pass here: its silence is not known.
  if (!caseRow || caseRow.agentId === HUB) return { row };
  const transition = transitionCase(deps.machine, caseRow, event, at);
  const released = transition.actions.includes('release');
  await saveCase(trx, caseRow, transition, released ? { agentId: null, agentName: null } : {}, at);
  const { agentId, agentName } = caseRow;
  const agent = agentId ? { id: agentId, name: agentName ?? '' } : null;
  if (transition.actions.includes('warnOfPerson')) await audit(trx, caseRow.id, null, 'person.silent', at);
  if (transition.actions.includes('warnOfAgent')) await audit(trx, caseRow.id, agent, 'agent.silent', at);
  if (transition.actions.includes('askHowToGoOn')) {
    await audit(trx, caseRow.id, null, 'case.overdue', at);
    return { row, event: { type: 'desk', event: { type: 'case.overdue' } } };
  }
  if (!released) return { row };
  await audit(trx, caseRow.id, agent, 'case.released', at, { seq: row.lastSeq });
  const free = { ...row, owner: null, fence: row.fence + 1 };
  return { row: free, event: { type: 'desk', event: { type: 'case.released' } } };
}
