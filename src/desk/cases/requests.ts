import { randomUUID } from 'node:crypto';
import type { CaseEvent } from '../../../dialogs/case/chart.ts';
import type { Packet } from '../../../dialogs/case/packet.ts';
import type { DeskAct } from '../../../dialogs/chart/setup.ts';
import type { CaseRow, ConversationRow } from '../../store/queries/index.ts';
import * as queries from '../../store/queries/index.ts';
import { applyTimers } from '../../turn/apply-timers.ts';
import type { Effect } from '../../turn/effects.ts';
import type { DeskRoom } from '../deps.ts';
import { announceCase } from './announce-to-hub.ts';
import { audit } from './audit.ts';
import { speechOf } from './transcript.ts';
import { type Advance, advance } from './transition.ts';

/** Activities of a transcript: what led to the request, and not a whole year. */
export const TRANSCRIPT = 100;
const EVENTS = {
  live: 'person.waits',
  callback: 'person.postponed',
  ticket: 'case.ticketed',
} as const satisfies Record<string, CaseEvent['type']>;

type Wish = Extract<Effect, { type: 'desk' }>;

/**
 * Does what a turn wants of the desk, in the turn's transaction; gives the conversation with its case. A person has one open
 * case at a time: asking again goes on with it, with a packet of now.
 */
export async function applyAct(
  room: DeskRoom,
  trx: queries.Trx,
  conversation: ConversationRow,
  { act, packet }: Wish,
  at: number,
): Promise<ConversationRow> {
  const last = conversation.caseId ? await queries.findCase(trx, conversation.caseId) : undefined;
  const open = last && ['waiting', 'assigned', 'with_agent'].includes(last.state) ? last : undefined;
  if (act.do === 'ask') return ask(room, trx, conversation, open, act, packet, at);
  if (act.do === 'withdraw' && open) {
    const step = advance(room.machine, open, { type: 'person.withdrew' }, at);
    await save(trx, open, step, { outcome: 'withdrawn', endedAt: at }, at);
    await audit(trx, open.id, null, 'case.withdrawn', at);
  }
  if (act.do === 'rate' && last) {
    await queries.updateCase(trx, { ...last, survey: act.rating, updatedAt: at });
    await audit(trx, last.id, null, 'case.rated', at, { rating: act.rating });
  }
  return conversation;
}

async function ask(
  room: DeskRoom,
  trx: queries.Trx,
  conversation: ConversationRow,
  open: CaseRow | undefined,
  { kind }: Extract<DeskAct, { do: 'ask' }>,
  known: Wish['packet'],
  at: number,
): Promise<ConversationRow> {
  const packet: Packet = { ...known, transcript: await transcript(room, trx, conversation, known.locale) };
  const step = advance(room.machine, open, { type: EVENTS[kind] }, at);
  const news = {
    kind,
    urgent: Number(packet.urgent),
    academy: packet.academy,
    locale: packet.locale,
    trouble: packet.trouble,
    packet: JSON.stringify(packet),
    ...(kind === 'ticket' && { outcome: 'ticket', endedAt: at }),
  };
  const row = open ?? newCase(conversation, packet, at);
  if (open) await save(trx, open, step, news, at);
  else {
    await queries.insertCase(trx, { ...row, ...step.columns, ...news });
    await applyTimers(trx, conversation.id, step.timers);
  }
  await audit(trx, row.id, null, open ? 'case.continued' : 'case.opened', at, { kind });
  if (kind === 'ticket') await wishTicket(room, trx, { ...row, ...news }, at);
  const asked = { ...conversation, caseId: row.id };
  return room.hub && kind === 'live' ? announceCase(trx, asked, row.id, at) : asked;
}

/** Notes that a ticket is wanted, with all that the case knows; without a ticket system nothing happens. */
export async function wishTicket(
  { requestTicket }: DeskRoom,
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

/** Writes a case down after a step, its timers included. */
export async function save(
  trx: queries.Trx,
  row: CaseRow,
  { columns, timers }: Advance,
  changes: Partial<CaseRow>,
  at: number,
): Promise<void> {
  await queries.updateCase(trx, { ...row, ...columns, ...changes, updatedAt: at });
  await applyTimers(trx, row.conversationId, timers);
}

async function transcript(
  { texts }: DeskRoom,
  trx: queries.Trx,
  { id }: ConversationRow,
  locale: Packet['locale'],
): Promise<Packet['transcript']> {
  const rows = await queries.lastActivities(trx, id, TRANSCRIPT);
  return rows.map((row) => {
    const { from, text, at } = speechOf(row, texts, locale);
    return { from, text, at };
  });
}

function newCase({ id: conversationId, channel }: ConversationRow, packet: Packet, at: number) {
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
