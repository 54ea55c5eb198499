import type { Knowledge } from '../../dialogs/values.ts';
import * as queries from '../store/queries/index.ts';
import { packetRows } from './packet-rows.ts';
import type { DeskRoom } from './room.ts';

/** The academies' support works in French, whatever the person speaks. */
const SUPPORT_LOCALE = 'fr';

/** Writes a wish for a ticket out and puts it into the queue, in the transaction of whoever wants it. */
export function createTicketRequest(knowledge: Knowledge): NonNullable<DeskRoom['requestTicket']> {
  return async (trx, { caseId, conversationId, academy, locale, kind, urgent, packet }, at) => {
    const rows = packetRows(packet, knowledge, SUPPORT_LOCALE);
    const trouble = rows.find(({ id }) => id === 'trouble');
    await queries.requestTicket(trx, {
      caseId,
      conversationId,
      academy,
      locale: locale === 'en' ? 'en' : 'fr',
      kind,
      urgent: urgent ? 1 : 0,
      subject: trouble?.value ?? knowledge.texts.render(SUPPORT_LOCALE, 'packet.no_trouble', {}),
      body: rows.map(({ label, value }) => `${label} : ${value.replaceAll('\n', ' ; ')}`).join('\n'),
      createdAt: at,
    });
  };
}
