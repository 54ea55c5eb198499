import type { CaseKind } from '../../../dialogs/case/chart.ts';
import { packetSchema } from '../../../dialogs/case/packet.ts';
import type { Texts } from '../../../dialogs/knowledge/texts.ts';
import { readLanguage } from '../../../intents/text.ts';
import type { ActivityRow, CaseRow } from '../../store/queries/index.ts';
import * as queries from '../../store/queries/index.ts';
import { readCase } from './lock.ts';
import { isWithin, spanOf } from './span.ts';
import { toDeskActivity } from './transcript.ts';
import type { Actor, CaseDetail, CaseSummary, Cases } from './types.ts';

/** Cases of a list, and activities of one answer. */
const LISTED = 200;
const BATCH = 200;

type Views = Pick<Cases, 'list' | 'get' | 'activities'>;

/** What agents see of cases. */
export function createViews(db: queries.Reader, texts: Texts): Views {
  return { list, get, activities };

  async function list({ academies }: Actor, { ended }: { ended: boolean }): Promise<CaseSummary[]> {
    const scope = academies === '*' ? null : academies;
    const rows = await queries.listCases(db, { academies: scope, ended, limit: LISTED });
    return summarise(rows);
  }

  async function get(actor: Actor, id: string): Promise<CaseDetail> {
    const row = await readCase(db, actor, id);
    const [[summary], conversation, notes, entries] = await Promise.all([
      summarise([row]),
      queries.findConversation(db, row.conversationId),
      queries.readNotes(db, id),
      queries.readAudit(db, id),
    ]);
    if (!summary) throw new Error('a case that was just read is not there');
    return {
      ...summary,
      fence: conversation?.fence ?? 0,
      packet: packetSchema.parse(JSON.parse(row.packet)),
      notes: notes.map(({ agentName, text, createdAt }) => ({ by: agentName, text, at: createdAt })),
      audit: entries.map(({ createdAt, agentName, action, detail }) => ({
        at: createdAt,
        by: agentName,
        action,
        detail: JSON.parse(detail),
      })),
      survey: row.survey,
    };
  }

  async function activities(actor: Actor, id: string, after: number) {
    const row = await readCase(db, actor, id);
    const [rows, span] = await Promise.all([
      queries.readActivities(db, row.conversationId, after, BATCH),
      spanOf(db, row),
    ]);
    const locale = readLanguage(row.locale);
    return {
      activities: rows.filter((one) => isWithin(one, span)).map((one) => toDeskActivity(one, texts, locale)),
      last: rows.at(-1)?.seq ?? after,
    };
  }

  async function summarise(rows: readonly CaseRow[]): Promise<CaseSummary[]> {
    const [latest, line] = await Promise.all([
      queries.latestActivities(
        db,
        rows.map(({ id }) => id),
      ),
      queries.casesInLine(db),
    ]);
    const said = new Map(latest.map((activity) => [activity.caseId, activity]));
    return rows.map((row) => {
      const ahead = line.filter(({ academy }) => academy === row.academy);
      const place = ahead.findIndex(({ id }) => id === row.id) + 1;
      return summaryOf(row, said.get(row.id), place || null);
    });
  }

  function summaryOf(row: CaseRow, latest: ActivityRow | undefined, position: number | null): CaseSummary {
    const said = latest && toDeskActivity(latest, texts, readLanguage(row.locale));
    return {
      id: row.id,
      conversationId: row.conversationId,
      channel: row.channel,
      academy: row.academy,
      locale: readLanguage(row.locale),
      trouble: row.trouble,
      urgent: row.urgent === 1,
      kind: row.kind as CaseKind,
      state: row.state,
      owner: row.agentId ? { id: row.agentId, name: row.agentName ?? '' } : null,
      group: row.groupName,
      openedAt: row.openedAt,
      updatedAt: Math.max(row.updatedAt, said?.at ?? 0),
      last: said ? { from: said.from, text: said.text, at: said.at } : null,
      position,
      reference: row.reference,
    };
  }
}
