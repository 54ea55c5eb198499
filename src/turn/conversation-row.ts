import type { ConversationRow } from '../store/queries/index.ts';
import type { TurnInput } from './run-turn.ts';
import { beginConversation, type StoredConversation } from './stored-conversation.ts';

/** The row of a conversation that begins with a turn. `at` in milliseconds since 1970. */
export function newRow(
  input: Pick<TurnInput, 'conversationId' | 'channel' | 'start'>,
  at: number,
): ConversationRow {
  return {
    id: input.conversationId,
    channel: input.channel,
    ...toColumns(beginConversation(input.start.locale, input.start.academy)),
    reference: null,
    owner: null,
    fence: 0,
    caseId: null,
    lastSeq: 0,
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
    trail: stored.trail.join('\n'),
    departure: stored.departure,
  };
}

/** The conversation of a row. */
export function fromColumns(row: ConversationRow): StoredConversation {
  return {
    chartVersion: row.chartVersion,
    locale: row.locale === 'en' ? 'en' : 'fr',
    academy: row.academy,
    spokenAt: row.spokenAt,
    snapshot: row.snapshot,
    trail: row.trail === '' ? [] : row.trail.split('\n'),
    departure: row.departure,
  };
}
