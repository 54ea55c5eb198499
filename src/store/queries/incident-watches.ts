import type { Reader, Trx } from '../prepared.ts';
import type { Schema } from '../schema.ts';

/** Notes that a conversation wants to know when an incident is over; once, however often it is asked for. */
export async function watchIncident(trx: Trx, row: Schema['incidentWatch']): Promise<void> {
  await trx
    .insertInto('incidentWatch')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Conversations that wait for the end of incidents which are all over at a time (milliseconds since 1970). Those that an agent
 * has wait until the bot has them back.
 */
export async function conversationsToTell(db: Reader, at: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('incidentWatch as watch')
    .innerJoin('conversation', 'conversation.id', 'watch.conversationId')
    .select('watch.conversationId')
    .distinct()
    .where('conversation.owner', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('incidentWatch as other')
            .innerJoin('incident', 'incident.id', 'other.incidentId')
            .select('other.incidentId')
            .whereRef('other.conversationId', '=', 'watch.conversationId')
            .where('incident.liftedAt', 'is', null)
            .where(({ or, eb }) => or([eb('incident.endsAt', 'is', null), eb('incident.endsAt', '>', at)])),
        ),
      ),
    )
    .limit(limit)
    .execute();
  return rows.map(({ conversationId }) => conversationId);
}

/** Takes what a conversation waited for; gives the system of the incident announced last, none where it waits no more. */
export async function takeIncidentWatches(trx: Trx, conversationId: string): Promise<string | undefined> {
  const row = await trx
    .selectFrom('incidentWatch')
    .innerJoin('incident', 'incident.id', 'incidentWatch.incidentId')
    .select('incident.system')
    .where('conversationId', '=', conversationId)
    .orderBy('incident.startsAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  await trx.deleteFrom('incidentWatch').where('conversationId', '=', conversationId).execute();
  return row?.system;
}
