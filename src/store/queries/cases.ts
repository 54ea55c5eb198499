import type { CaseState } from '../../../dialogs/case/chart.ts';
import type { CaseSchema } from '../desk-schema.ts';
import type { Reader, Trx } from '../prepared.ts';
import type { ActivityRow } from './conversations.ts';

export type CaseRow = CaseSchema['helpCase'];
export type NoteRow = CaseSchema['caseNote'];
export type AuditRow = CaseSchema['caseAudit'];

const OPEN = ['waiting', 'assigned', 'with_agent'] as const satisfies CaseState[];
const ENDED = ['returned', 'ticketed', 'closed'] as const satisfies CaseState[];

/** The row of a case, if there is one. Its conversation is what has to be locked. */
export async function findCase(db: Reader, id: string): Promise<CaseRow | undefined> {
  return db.selectFrom('helpCase').selectAll().where('id', '=', id).executeTakeFirst();
}

/** When the cases of a conversation were opened and ended, and for which academies. */
export async function casesOf(
  db: Reader,
  conversationId: string,
): Promise<Pick<CaseRow, 'id' | 'academy' | 'openedAt' | 'endedAt'>[]> {
  return db
    .selectFrom('helpCase')
    .select(['id', 'academy', 'openedAt', 'endedAt'])
    .where('conversationId', '=', conversationId)
    .execute();
}

export async function insertCase(trx: Trx, row: CaseRow): Promise<void> {
  await trx.insertInto('helpCase').values(row).execute();
}

/** Writes the columns of a case anew. */
export async function updateCase(trx: Trx, { id, ...changes }: CaseRow): Promise<void> {
  await trx.updateTable('helpCase').set(changes).where('id', '=', id).execute();
}

/** Open cases, urgent ones first and then the oldest; or ended ones, newest first. `academies` null means all. */
export async function listCases(
  db: Reader,
  { academies, ended, limit }: { academies: readonly string[] | null; ended: boolean; limit: number },
): Promise<CaseRow[]> {
  const query = db
    .selectFrom('helpCase')
    .selectAll()
    .where('state', 'in', ended ? ENDED : OPEN)
    // No engine takes an empty list.
    .$if(academies !== null, (all) => all.where('academy', 'in', [...(academies ?? []), '']))
    .limit(limit);
  return ended
    ? query.orderBy('endedAt', 'desc').orderBy('id').execute()
    : query.orderBy('urgent', 'desc').orderBy('openedAt').orderBy('id').execute();
}

/** Cases that wait in line, in the order in which they are to be taken; of one academy, or of all. */
export async function casesInLine(
  db: Reader,
  academy?: string | null,
): Promise<Pick<CaseRow, 'id' | 'academy'>[]> {
  return db
    .selectFrom('helpCase')
    .select(['id', 'academy'])
    .where('state', '=', 'waiting')
    .where('kind', '=', 'live')
    .$if(academy !== undefined, (all) => all.where('academy', academy === null ? 'is' : '=', academy ?? null))
    .orderBy('urgent', 'desc')
    .orderBy('openedAt')
    .orderBy('id')
    .execute();
}

/** How many cases wait in line by academy, and how long those took that ended since a moment (milliseconds). */
export async function caseBacklog(db: Reader, since: number, limit = 200) {
  const waiting = await db
    .selectFrom('helpCase')
    .select(['academy', ({ fn }) => fn.countAll<number | string | bigint>().as('count')])
    .where('state', '=', 'waiting')
    .where('kind', '=', 'live')
    .groupBy('academy')
    .execute();
  const ended = await db
    .selectFrom('helpCase')
    .select(['academy', 'acceptedAt', 'endedAt'])
    .where('endedAt', '>', since)
    .where('acceptedAt', 'is not', null)
    .orderBy('endedAt', 'desc')
    .limit(limit)
    .execute();
  return {
    waiting: waiting.map(({ academy, count }) => ({ academy, count: Number(count) })),
    handled: ended.map(({ academy, acceptedAt, endedAt }) => ({
      academy,
      milliseconds: (endedAt ?? 0) - (acceptedAt ?? 0),
    })),
  };
}

/** Adds a note; the case's conversation has to be locked, or two would get the same number. */
export async function addNote(trx: Trx, row: Omit<NoteRow, 'number'>): Promise<void> {
  await trx
    .insertInto('caseNote')
    .values({ ...row, number: await nextNumber(trx, 'caseNote', row.caseId) })
    .execute();
}

export async function readNotes(db: Reader, caseId: string): Promise<NoteRow[]> {
  return db.selectFrom('caseNote').selectAll().where('caseId', '=', caseId).orderBy('number').execute();
}

/** Writes down what happened to a case; its conversation has to be locked. */
export async function addAudit(trx: Trx, row: Omit<AuditRow, 'number'>): Promise<void> {
  await trx
    .insertInto('caseAudit')
    .values({ ...row, number: await nextNumber(trx, 'caseAudit', row.caseId) })
    .execute();
}

export async function readAudit(db: Reader, caseId: string): Promise<AuditRow[]> {
  return db.selectFrom('caseAudit').selectAll().where('caseId', '=', caseId).orderBy('number').execute();
}

async function nextNumber(trx: Trx, table: 'caseNote' | 'caseAudit', caseId: string): Promise<number> {
  const row = await trx
    .selectFrom(table)
    .select(({ fn }) => fn.max('number').as('last'))
    .where('caseId', '=', caseId)
    .executeTakeFirst();
  return Number(row?.last ?? 0) + 1;
}

/** The last activities of a conversation, oldest first, a bounded number. */
export async function lastActivities(db: Reader, conversationId: string, limit: number) {
  const rows = await db
    .selectFrom('activity')
    .selectAll()
    .where('conversationId', '=', conversationId)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return rows.reverse();
}

/** The last activity of each of some cases, up to the case's end. */
export async function latestActivities(
  db: Reader,
  caseIds: readonly string[],
): Promise<(ActivityRow & { caseId: string })[]> {
  if (caseIds.length === 0) return [];
  return db
    .selectFrom('helpCase')
    .innerJoin('activity', (join) =>
      join
        .onRef('activity.conversationId', '=', 'helpCase.conversationId')
        // Not the conversation's last number: the announcement of a case has one, and is not in the log.
        .on('activity.seq', '=', ({ selectFrom }) =>
          selectFrom('activity as logged')
            .select('logged.seq')
            .whereRef('logged.conversationId', '=', 'helpCase.conversationId')
            .where(({ or, eb, ref }) =>
              or([eb('helpCase.endedAt', 'is', null), eb('logged.createdAt', '<=', ref('helpCase.endedAt'))]),
            )
            .orderBy('logged.seq', 'desc')
            .limit(1),
        ),
    )
    .selectAll('activity')
    .select('helpCase.id as caseId')
    .where('helpCase.id', 'in', [...caseIds])
    .execute();
}
