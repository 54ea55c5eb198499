import { randomUUID } from 'node:crypto';
import * as queries from '../../store/queries/index.ts';
import type { Actor } from '../cases/types.ts';

/** Writes down who did what with an incident or a suggestion; `at` in milliseconds since 1970. */
export async function noteIncident(
  trx: queries.Trx,
  { id: agentId, name: agentName }: Actor,
  incidentId: string,
  action: 'published' | 'lifted' | 'dismissed',
  at: number,
): Promise<void> {
  await queries.addIncidentAudit(trx, {
    ...{ id: randomUUID(), incidentId, agentId, agentName, action, createdAt: at },
  });
}
