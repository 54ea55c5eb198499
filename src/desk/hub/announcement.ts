import { type Packet, packetSchema } from '../../../dialogs/case/packet.ts';
import type { Knowledge } from '../../../dialogs/knowledge/values.ts';
import * as queries from '../../store/queries/index.ts';
import { TRANSCRIPT } from '../cases/requests.ts';
import { isWithin, spanOf } from '../cases/span.ts';
import { packetRows } from '../cases/summary.ts';
import { toDeskActivity } from '../cases/transcript.ts';
import type { DeskActivity } from '../cases/types.ts';

/** What a hub learns of a case, in the person's language; all of it redacted. */
export interface Announcement {
  readonly context: Pick<Packet, 'academy' | 'trouble' | 'urgent' | 'locale'> & {
    readonly caseId: string;
    readonly summary: string;
  };
  readonly transcript: readonly DeskActivity[];
  /** When the case was opened, milliseconds since 1970. */
  readonly at: number;
}

/**
 * Builds what reads an announcement when it is sent, so that what a person has taken back since stays out. Gives none where the
 * case does not wait any more.
 */
export function createAnnouncement(db: queries.Reader, knowledge: Knowledge) {
  return async (caseId: string, seq: number): Promise<Announcement | undefined> => {
    const row = await queries.findCase(db, caseId);
    if (row?.state !== 'waiting') return undefined;
    const packet = packetSchema.parse(JSON.parse(row.packet));
    const { academy, trouble, urgent, locale } = packet;
    const said = await queries.lastActivities(db, row.conversationId, TRANSCRIPT);
    const span = await spanOf(db, row);
    const rows = packetRows(packet, knowledge, locale);
    return {
      context: {
        ...{ caseId, academy, trouble, urgent, locale },
        summary: rows
          .map(({ label, value }) => `${label}${locale === 'fr' ? ' :' : ':'} ${value}`)
          .join('\n'),
      },
      transcript: said
        .filter((one) => one.seq < seq && isWithin(one, span))
        .map((one) => toDeskActivity(one, knowledge.texts, locale)),
      at: row.openedAt,
    };
  };
}
