import type { SecretKind } from '../../redaction/secret-kind.ts';
import type { ConversationRow } from '../../store/queries/index.ts';
import * as queries from '../../store/queries/index.ts';
import { logEntries } from '../../turn/log-entries.ts';
import type { TurnInput } from '../../turn/types.ts';
import type { DeskDeps } from '../deps.ts';
import { audit } from './audit.ts';
import { saveCase, transitionCase } from './transition.ts';

/**
 * Takes what happens while an agent owns the conversation. The bot is silent: a message is logged for the agent, a timer of
 * the dialogue is dropped (it is set anew when the bot is back), and a secret is not warned of but marked for the agent.
 */
export async function recordPersonMessage(
  deps: DeskDeps,
  trx: queries.Trx,
  row: ConversationRow,
  { event, echo, reference }: TurnInput,
  at: number,
): Promise<ConversationRow> {
  const entries = logEntries(row, echo ? [{ from: 'user', activity: echo }] : [], at);
  await queries.appendActivities(trx, entries);
  const said = event.type === 'message' || event.type === 'wordless';
  const after = {
    ...row,
    ...(reference && { reference }),
    lastSeq: row.lastSeq + entries.length,
    ...(said && { spokenAt: at }),
    updatedAt: at,
  };
  await queries.updateConversation(trx, after);
  if (said) await tellCase(deps, trx, row, event.type === 'message' ? event.found : [], at);
  return after;
}

async function tellCase(
  deps: DeskDeps,
  trx: queries.Trx,
  { caseId }: ConversationRow,
  found: readonly SecretKind[],
  at: number,
): Promise<void> {
  const caseRow = caseId ? await queries.findCase(trx, caseId) : undefined;
  if (!caseRow) return;
  await saveCase(trx, caseRow, transitionCase(deps.machine, caseRow, { type: 'person.wrote' }, at), {}, at);
  if (found.length > 0) await audit(trx, caseRow.id, null, 'secret.removed', at, { kinds: found.join(', ') });
}
