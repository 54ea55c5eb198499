import type { ConversationRow } from '../../store/queries/index.ts';
import * as queries from '../../store/queries/index.ts';
import type { Commit } from '../../turn/commit.ts';
import type { DeskRoom } from '../deps.ts';
import { HUB } from '../hub/hub.ts';
import { audit } from './audit.ts';
import { save } from './requests.ts';
import { advance } from './transition.ts';

/**
 * A timer of a case that is due: the person is asked how to go on, the desk is warned, or the conversation goes back to the
 * bot because its agent wrote nothing. Gives the conversation as it is then.
 */
export async function fireCase(
  { room, commit }: { room: DeskRoom; commit: Commit },
  trx: queries.Trx,
  row: ConversationRow,
  event: { readonly type: string },
  at: number,
): Promise<ConversationRow> {
  const known = row.caseId ? await queries.findCase(trx, row.caseId) : undefined;
  // A hub keeps its own time, and what it says does not pass here: its silence is not known.
  if (!known || known.agentId === HUB) return row;
  const step = advance(room.machine, known, event, at);
  const released = step.acts.includes('release');
  await save(trx, known, step, released ? { agentId: null, agentName: null } : {}, at);
  const { agentId, agentName } = known;
  const agent = agentId ? { id: agentId, name: agentName ?? '' } : null;
  if (step.acts.includes('warnOfPerson')) await audit(trx, known.id, null, 'person.silent', at);
  if (step.acts.includes('warnOfAgent')) await audit(trx, known.id, agent, 'agent.silent', at);
  if (step.acts.includes('askHowToGoOn')) {
    await audit(trx, known.id, null, 'case.overdue', at);
    return commit(trx, row, { event: { type: 'desk', event: { type: 'case.overdue' } } }, at);
  }
  if (!released) return row;
  await audit(trx, known.id, agent, 'case.released', at, { seq: row.lastSeq });
  const free = { ...row, owner: null, fence: row.fence + 1 };
  return commit(trx, free, { event: { type: 'desk', event: { type: 'case.released' } } }, at);
}
