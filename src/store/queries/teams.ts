import { prepared, preparedWrite, type Reader, type Trx } from '../prepared.ts';
import type { Schema } from '../schema.ts';
import type { ActivityRow } from './conversations.ts';
import { overwriting } from './overwriting.ts';

export type TeamsCardRow = Schema['teamsCard'];

const find = prepared<{ conversationId: string }, TeamsCardRow>((db, { conversationId }) =>
  db.selectFrom('teamsCard').selectAll().where('conversationId', '=', conversationId),
);

const save = preparedWrite<TeamsCardRow>((db, { conversationId, seq, remoteId, body }) =>
  db
    .insertInto('teamsCard')
    .values({ conversationId, seq, remoteId, body })
    .onConflict((conflict) => conflict.column('conversationId').doUpdateSet({ seq, remoteId, body })),
);

/** Notes the card that a conversation waits for now; gives the one before, whose buttons are to go. */
export async function replaceTeamsCard(trx: Trx, card: TeamsCardRow): Promise<TeamsCardRow | undefined> {
  const [before] = (await find(trx, card)).rows;
  await save(trx, card);
  return before;
}

const activity = prepared<{ conversationId: string; seq: number }, ActivityRow>(
  (db, { conversationId, seq }) =>
    db.selectFrom('activity').selectAll().where('conversationId', '=', conversationId).where('seq', '=', seq),
);

/** One activity of a log, by its number. */
export async function findActivity(
  db: Reader,
  conversationId: string,
  seq: number,
): Promise<ActivityRow | undefined> {
  return (await activity(db, { conversationId, seq })).rows[0];
}

/** Writes an activity of a log anew; on SQLite what was there is overwritten with zeros. */
export async function rewriteActivity(
  trx: Trx,
  { conversationId, seq, body }: Pick<ActivityRow, 'conversationId' | 'seq' | 'body'>,
): Promise<void> {
  await overwriting(trx, () =>
    trx
      .updateTable('activity')
      .set({ body })
      .where('conversationId', '=', conversationId)
      .where('seq', '=', seq)
      .execute(),
  );
}
