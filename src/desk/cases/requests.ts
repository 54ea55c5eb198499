import { randomUUID } from 'node:crypto';
import type { CaseEvent } from '../../../dialogs/case/chart.ts';
import type { Packet } from '../../../dialogs/case/packet.ts';
import type { DeskCommand } from '../../../dialogs/chart/meta.ts';
import type { CaseRow, ConversationRow } from '../../store/queries/index.ts';
import * as queries from '../../store/queries/index.ts';
import { applyTimers } from '../../turn/apply-timers.ts';
import type { DeskRequest } from '../../turn/types.ts';
import type { DeskDeps } from '../deps.ts';
import { watchIncidents } from '../incidents/watch.ts';
import { announceCase } from './announce-to-hub.ts';
import { audit } from './audit.ts';
import { type CaseSpan, isWithin, spanOf } from './span.ts';
import { toDeskActivity } from './transcript.ts';
import { saveCase, transitionCase } from './transition.ts';

/** Activities of a transcript: what led to the request, and not a whole year. */
export const TRANSCRIPT = 100;
const EVENTS = {
  live: 'person.waits',
  callback: 'person.postponed',
  ticket: 'case.ticketed',
} as const satisfies Record<string, CaseEvent['type']>;

/**
 * Does what a turn wants of the desk, in the turn's transaction; gives the conversation with its case. A person has one open
 * case at a time: asking again goes on with it, with a packet of now.
 */
export async function executeRequest(
  deps: DeskDeps,
  trx: queries.Trx,
  conversation: ConversationRow,
  { command, packet }: DeskRequest,
  at: number,
  caller?: string,
): Promise<ConversationRow> {
  const last = conversation.caseId ? await queries.findCase(trx, conversation.caseId) : undefined;
  const open = last && ['waiting', 'assigned', 'with_agent'].includes(last.state) ? last : undefined;
  if (command.do === 'ask') {
    if (!open) deps.allowance?.take('cases', caller);
    if (command.kind === 'ticket') deps.allowance?.take('tickets', caller);
    return ask(deps, trx, conversation, open, command, packet, at);
  }
  if (command.do === 'notify') await watchIncidents(deps, trx, conversation.id, packet, at);
  if (command.do === 'withdraw' && open) {
    const transition = transitionCase(deps.machine, open, { type: 'person.withdrew' }, at);
    await saveCase(trx, open, transition, { outcome: 'withdrawn', endedAt: at }, at);
    await audit(trx, open.id, null, 'case.withdrawn', at);
  }
  if (command.do === 'rate' && last) {
    await queries.updateCase(trx, { ...last, survey: command.rating, updatedAt: at });
    await audit(trx, last.id, null, 'case.rated', at, { rating: command.rating });
  }
  return conversation;
}

async function ask(
  deps: DeskDeps,
  trx: queries.Trx,
  conversation: ConversationRow,
  open: CaseRow | undefined,
  { kind }: Extract<DeskCommand, { do: 'ask' }>,
  described: DeskRequest['packet'],
  at: number,
): Promise<ConversationRow> {
  const row = open ?? newCase(conversation, described, at);
  const span = await spanOf(trx, { ...row, academy: described.academy });
  const packet: Packet = {
    ...described,
    transcript: await transcript(deps, trx, conversation, described.locale, span),
  };
  const transition = transitionCase(deps.machine, open, { type: EVENTS[kind] }, at);
  const columns = {
    kind,
    urgent: Number(packet.urgent),
    academy: packet.academy,
    locale: packet.locale,
    trouble: packet.trouble,
    packet: JSON.stringify(packet),
    ...(kind === 'ticket' && { outcome: 'ticket', endedAt: at }),
  };
  if (open) await saveCase(trx, open, transition, columns, at);
  else {
    await queries.insertCase(trx, { ...row, ...transition.columns, ...columns });
    await applyTimers(trx, conversation.id, transition.timers);
  }
  await audit(trx, row.id, null, open ? 'case.continued' : 'case.opened', at, { kind });
  if (kind === 'ticket') await requestTicketForCase(deps, trx, { ...row, ...columns }, at);
  const asked = { ...conversation, caseId: row.id };
  return deps.hub && kind === 'live' ? announceCase(trx, asked, row.id, at) : asked;
}

/** Notes that a ticket is wanted, with all that the case knows; without a ticket system nothing happens. */
export async function requestTicketForCase(
  { requestTicket }: DeskDeps,
  trx: queries.Trx,
  { id: caseId, conversationId, academy, locale, kind, urgent, packet }: CaseRow,
  at: number,
): Promise<void> {
  await requestTicket?.(
    trx,
    {
      caseId,
      conversationId,
      academy,
      locale,
      kind: kind === 'callback' ? 'callback' : 'ticket',
      urgent: urgent === 1,
      packet: JSON.parse(packet) as Packet,
    },
    at,
  );
}

async function transcript(
  { texts }: DeskDeps,
  trx: queries.Trx,
  { id }: ConversationRow,
  locale: Packet['locale'],
  span: CaseSpan,
): Promise<Packet['transcript']> {
  const rows = await queries.lastActivities(trx, id, TRANSCRIPT);
  return rows
    .filter((row) => isWithin(row, span))
    .map((row) => {
      const { from, text, at } = toDeskActivity(row, texts, locale);
      return { from, text, at };
    });
}

function newCase(
  { id: conversationId, channel }: ConversationRow,
  packet: Pick<Packet, 'academy' | 'locale' | 'trouble'>,
  at: number,
) {
  return {
    id: randomUUID(),
    conversationId,
    channel,
    chartVersion: 0,
    snapshot: '',
    state: 'waiting',
    kind: 'live',
    urgent: 0,
    academy: packet.academy,
    locale: packet.locale,
    trouble: packet.trouble,
    agentId: null,
    agentName: null,
    groupName: null,
    packet: '',
    reference: null,
    outcome: null,
    comment: null,
    survey: null,
    openedAt: at,
    acceptedAt: null,
    endedAt: null,
    updatedAt: at,
  } satisfies CaseRow;
}
