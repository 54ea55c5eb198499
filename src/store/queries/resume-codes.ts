import type { Reader } from '../prepared.ts';
import type { Schema } from '../schema.ts';
import type { ConversationRow } from './conversations.ts';

/** Keeps the code of a conversation; the one before is good for nothing any more. */
export async function saveResumeCode(db: Reader, row: Schema['resumeCode']): Promise<void> {
  const { hash, createdAt } = row;
  await db
    .insertInto('resumeCode')
    .values(row)
    .onConflict((conflict) => conflict.column('conversationId').doUpdateSet({ hash, createdAt }))
    .execute();
}

/** The conversation that a code opens, by its hash. */
export async function findByResumeCode(db: Reader, hash: string): Promise<ConversationRow | undefined> {
  return db
    .selectFrom('resumeCode')
    .innerJoin('conversation', 'conversation.id', 'resumeCode.conversationId')
    .selectAll('conversation')
    .where('resumeCode.hash', '=', hash)
    .executeTakeFirst();
}
