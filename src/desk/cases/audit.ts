import * as queries from '../../store/queries/index.ts';
import type { Actor } from './types.ts';

/**
 * Writes down who did what to a case, and when; no agent means the bot, the person or a timer. Never a text.
 * A change of hands says after which activity of the log (`seq`) it was, which tells who could speak when.
 */
export async function audit(
  trx: queries.Trx,
  caseId: string,
  by: Pick<Actor, 'id' | 'name'> | null,
  action: string,
  at: number,
  detail: Readonly<Record<string, string | number | null>> = {},
): Promise<void> {
  await queries.addAudit(trx, {
    caseId,
    agentId: by?.id ?? null,
    agentName: by?.name ?? null,
    action,
    detail: JSON.stringify(detail),
    createdAt: at,
  });
}
