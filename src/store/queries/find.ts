import type { Reader } from '../prepared.ts';
import type { ConversationRow } from './conversations.ts';

/** By what operators find a conversation: nothing that was said. Moments in milliseconds since 1970. */
export interface ConversationFilter {
  readonly since: number;
  readonly until: number;
  readonly academy?: string | undefined;
  readonly channel?: ConversationRow['channel'] | undefined;
}

export type FoundConversation = Pick<
  ConversationRow,
  'id' | 'channel' | 'academy' | 'locale' | 'lastSeq' | 'createdAt' | 'updatedAt'
>;

/** The conversations that changed in a time, the last ones first. */
export async function findConversations(
  db: Reader,
  { since, until, academy, channel }: ConversationFilter,
  limit: number,
): Promise<FoundConversation[]> {
  return db
    .selectFrom('conversation')
    .select(['id', 'channel', 'academy', 'locale', 'lastSeq', 'createdAt', 'updatedAt'])
    .where('updatedAt', '>=', since)
    .where('updatedAt', '<', until)
    .$if(academy !== undefined, (query) => query.where('academy', '=', academy ?? ''))
    .$if(channel !== undefined, (query) => query.where('channel', '=', channel ?? 'webchat'))
    .orderBy('updatedAt', 'desc')
    .limit(limit)
    .execute();
}
