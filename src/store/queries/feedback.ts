import type { Reader } from '../prepared.ts';
import type { Schema } from '../schema.ts';

/** Keeps what a person thought of a reply; the last word counts. */
export async function saveFeedback(db: Reader, row: Schema['feedback']): Promise<void> {
  const { reaction, comment, createdAt } = row;
  await db
    .insertInto('feedback')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['conversationId', 'remoteId']).doUpdateSet({ reaction, comment, createdAt }),
    )
    .execute();
}
