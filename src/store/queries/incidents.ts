import type { Reader, Trx } from '../prepared.ts';
import type { Schema } from '../schema.ts';

export type IncidentRow = Schema['incident'];
export type IncidentAuditRow = Schema['incidentAudit'];

/** Writes down a notice. */
export async function addIncident(trx: Trx, row: IncidentRow): Promise<void> {
  await trx.insertInto('incident').values(row).execute();
}

/** Ends a notice (`at`, milliseconds since 1970); whether it was there and still under way. */
export async function liftIncident(trx: Trx, id: string, at: number): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('incident')
    .set({ liftedAt: at })
    .where('id', '=', id)
    .where('liftedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The notices that are not over at a time, those to come included, oldest first. */
export async function unresolvedIncidents(db: Reader, at: number): Promise<IncidentRow[]> {
  return db
    .selectFrom('incident')
    .selectAll()
    .where('liftedAt', 'is', null)
    .where((where) => where.or([where('endsAt', 'is', null), where('endsAt', '>', at)]))
    .orderBy('startsAt')
    .orderBy('id')
    .execute();
}

/** Who did what to a notice. */
export async function addIncidentAudit(trx: Trx, row: IncidentAuditRow): Promise<void> {
  await trx.insertInto('incidentAudit').values(row).execute();
}

/** All acts on some notices, oldest first. */
export async function incidentAudit(db: Reader, ids: readonly string[]): Promise<IncidentAuditRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('incidentAudit')
    .selectAll()
    .where('incidentId', 'in', [...ids])
    .orderBy('createdAt')
    .execute();
}
