import type { SecretKind } from '../../redaction/secret-kind.ts';
import type { ConversationRow } from '../../store/queries/index.ts';
import * as queries from '../../store/queries/index.ts';
import type { Happening } from '../../turn/commit.ts';
import { logEntries } from '../../turn/log-entries.ts';
import type { DeskRoom } from '../deps.ts';
import { audit } from './audit.ts';
import { save } from './requests.ts';
import { advance } from './transition.ts';

/**
 * Takes what happens while an agent owns the conversation. The bot is silent: a message is logged for the agent, a timer of
 * the dialogue is dropped (it is set anew when the bot is back), and a secret is not warned of but marked for the agent.
 */
export async function hearUnderAgent(
  room: DeskRoom,
  trx: queries.Trx,
  row: ConversationRow,
  { event, echo, reference }: Happening,
  at: number,
): Promise<ConversationRow> {
  const entries = logEntries(row, echo ? [{ from: 'user', activity: echo }] : [], at);
  await queries.appendActivities(trx, entries);
  const said = event.type === 'message';
  const after = {
    ...row,
    ...(reference && { reference }),
    lastSeq: row.lastSeq + entries.length,
    ...(said && { spokenAt: at }),
    updatedAt: at,
  };
  await queries.updateConversation(trx, after);
  if (said) await tellCase(room, trx, row, event.found, at);
  return after;
}

async function tellCase(
  room: DeskRoom,
  trx: queries.Trx,
  { caseId }: ConversationRow,
  found: readonly SecretKind[],
  at: number,
): Promise<void> {
  const known = caseId ? await queries.findCase(trx, caseId) : undefined;
  if (!known) return;
  await save(trx, known, advance(room.machine, known, { type: 'person.wrote' }, at), {}, at);
  if (found.length > 0) await audit(trx, known.id, null, 'secret.removed', at, { kinds: found.join(', ') });
}
