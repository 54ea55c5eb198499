import type { Knowledge } from '../../../dialogs/knowledge/values.ts';
import { isTrouble } from '../../../intents/labels.ts';
import { queueTicket } from '../../store/queries/index.ts';
import { packetRows } from '../cases/summary.ts';
import type { DeskDeps } from '../deps.ts';
import { SUPPORT_LOCALE } from './render-ticket.ts';

/** Builds what notes, in the transaction of a turn, that a ticket is wanted: with all that the packet says, in words. */
export function createTicketRequest(knowledge: Knowledge): NonNullable<DeskDeps['requestTicket']> {
  const { texts } = knowledge;
  return async (trx, { packet, urgent, ...request }, createdAt) => {
    const trouble =
      packet.trouble && isTrouble(packet.trouble) ? `trouble.${packet.trouble}` : 'ticket.no_trouble';
    await queueTicket(trx, {
      ...request,
      urgent: urgent ? 1 : 0,
      subject: texts.render(SUPPORT_LOCALE, trouble, {}),
      body: packetRows(packet, knowledge, SUPPORT_LOCALE)
        // What the bot made of the words means nothing to whoever opens the ticket.
        .filter(({ id }) => id !== 'confidence' && id !== 'state')
        .map(({ label, value }) => `${label} : ${value}`)
        .join('\n'),
      createdAt,
    });
  };
}
