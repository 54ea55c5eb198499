import { type Desk, NOBODY } from '../../../dialogs/case/desk.ts';
import * as queries from '../../store/queries/index.ts';
import type { DeskDeps } from '../deps.ts';

/** The desk as a conversation sees it now. Asks the database only for conversations that have had a case. */
export async function availabilityOf(
  { duty, requestTicket, allowance, incidents: readIncidents }: DeskDeps,
  trx: queries.Reader,
  { academy, caseId }: Pick<queries.ConversationRow, 'academy' | 'caseId'>,
  caller?: string,
): Promise<Desk> {
  const request = caseId === null ? null : await openRequest(trx, caseId);
  const incidents = readIncidents?.() ?? [];
  // Who has used up what there is sees the desk of a house without people, and is told so.
  if (allowance?.left('cases', caller) === false) return { ...NOBODY, request, incidents };
  const tickets = requestTicket !== undefined && allowance?.left('tickets', caller) !== false;
  if (!duty) return { ...NOBODY, tickets, request, incidents };
  const { agents, open, opensAt, waiting, staffed, estimate } = duty(academy);
  return {
    agents,
    open,
    opensAt,
    waiting,
    staffed,
    tickets,
    estimate: agents > 0 && open ? estimate(request?.position ?? waiting + 1) : null,
    request,
    incidents,
  };
}

async function openRequest(trx: queries.Reader, caseId: string): Promise<Desk['request']> {
  const row = await queries.findCase(trx, caseId);
  if (row?.state !== 'waiting' || row.kind === 'ticket') return null;
  if (row.kind === 'callback') return { kind: row.kind, position: null };
  const line = await queries.casesInLine(trx, row.academy);
  const place = line.findIndex(({ id }) => id === row.id);
  return { kind: row.kind, position: place < 0 ? null : place + 1 };
}
