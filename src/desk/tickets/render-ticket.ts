import { academyOf } from '../../../dialogs/knowledge/academy.ts';
import type { Knowledge } from '../../../dialogs/knowledge/values.ts';
import type { TicketRow } from '../../store/queries/index.ts';
import type { Ticket } from './port.ts';

/** The academies' support works in French, whatever the person speaks. */
export const SUPPORT_LOCALE = 'fr';
/** Characters that ticket systems take in a subject (RT: 200). */
const LONGEST_SUBJECT = 180;

/** Writes tickets out of rows. `publicUrl` is where agents reach the desk; without it there is no link to the case. */
export function createTicketRenderer(
  { academies, texts }: Knowledge,
  publicUrl?: string,
): (row: TicketRow) => Ticket {
  return (row) => {
    const { caseId, referenceCode, academy, kind, locale, createdAt } = row;
    const values = {
      reference_code: referenceCode,
      kind,
      urgent: row.urgent ? 'yes' : 'no',
      academy_name: academyOf(academies, academy).name[SUPPORT_LOCALE],
      subject: row.subject,
      packet: row.body,
      person_locale: locale,
      case_url: publicUrl ? `${publicUrl}/desk#case=${encodeURIComponent(caseId)}` : 'none',
    };
    return {
      key: caseId,
      referenceCode,
      academy,
      urgent: row.urgent === 1,
      subject: oneLine(texts.render(SUPPORT_LOCALE, 'ticket.subject', values)),
      body: `${texts.render(SUPPORT_LOCALE, 'ticket.body', values)}\n`,
      createdAt,
      trace: row.trace,
    };
  };
}

function oneLine(text: string): string {
  // A subject is a header of a mail: no line ends, nor other control characters.
  const line = [...text.replace(/[ \p{Cc}\u2028\u2029]+/gu, ' ').trim()];
  return line.length > LONGEST_SUBJECT ? `${line.slice(0, LONGEST_SUBJECT - 1).join('')}…` : line.join('');
}
