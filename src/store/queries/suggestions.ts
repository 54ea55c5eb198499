import type { Reader, Trx } from '../prepared.ts';
import type { Schema } from '../schema.ts';

export type SuggestionRow = Schema['incidentSuggestion'];

/** Suggestions whose trouble was above its usual at or after a time (milliseconds since 1970), the first one first. */
export async function suggestionsSince(db: Reader, since: number): Promise<SuggestionRow[]> {
  return db
    .selectFrom('incidentSuggestion')
    .selectAll()
    .where('lastAt', '>=', since)
    .orderBy('firstAt')
    .orderBy('id')
    .execute();
}

/** Writes down a suggestion. */
export async function addSuggestion(trx: Trx, row: SuggestionRow): Promise<void> {
  await trx.insertInto('incidentSuggestion').values(row).execute();
}

/** Notes how a suggestion stands now. */
export async function updateSuggestion(
  trx: Trx,
  { id, arithmetic, lastAt }: Pick<SuggestionRow, 'id' | 'arithmetic' | 'lastAt'>,
): Promise<void> {
  await trx.updateTable('incidentSuggestion').set({ arithmetic, lastAt }).where('id', '=', id).execute();
}

/** Sets a suggestion aside; false where somebody has already, or there is none. */
export async function dismissSuggestion(trx: Trx, id: string, at: number): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('incidentSuggestion')
    .set({ dismissedAt: at })
    .where('id', '=', id)
    .where('dismissedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Forgets suggestions that were over before a time. */
export async function forgetSuggestions(trx: Trx, before: number): Promise<void> {
  await trx.deleteFrom('incidentSuggestion').where('lastAt', '<', before).execute();
}
