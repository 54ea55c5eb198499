import { readLanguage } from '../../intents/text.ts';
import type { ConversationRow } from '../store/queries/index.ts';
import { beginConversation, type StoredConversation } from './stored-conversation.ts';
import type { TurnRequest } from './types.ts';

/** The row of a conversation that begins with a turn. `at` in milliseconds since 1970. */
export function newRow(
  request: Pick<TurnRequest, 'conversationId' | 'channel' | 'start'>,
  at: number,
): ConversationRow {
  return {
    id: request.conversationId,
    channel: request.channel,
    ...toColumns(beginConversation(request.start.locale, request.start.academy)),
    reference: null,
    owner: null,
    fence: 0,
    caseId: null,
    lastSeq: 0,
    plainSeq: 0,
    createdAt: at,
    updatedAt: at,
  };
}

/** A conversation as the columns of its row. */
export function toColumns(stored: StoredConversation) {
  return {
    chartVersion: stored.chartVersion,
    locale: stored.locale,
    academy: stored.academy,
    spokenAt: stored.spokenAt,
    snapshot: stored.snapshot,
    backStack: stored.backStack.join('\n'),
    resumePoint: stored.resumePoint,
  };
}

/** The conversation of a row. */
export function fromColumns(row: ConversationRow): StoredConversation {
  return {
    chartVersion: row.chartVersion,
    locale: readLanguage(row.locale),
    academy: row.academy,
    spokenAt: row.spokenAt,
    snapshot: row.snapshot,
    backStack: row.backStack === '' ? [] : row.backStack.split('\n'),
    resumePoint: row.resumePoint,
  };
}
