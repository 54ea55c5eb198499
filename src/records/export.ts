import type { Store } from '../store/open.ts';
import * as queries from '../store/queries/index.ts';
import { receiptOf } from './erasure.ts';

/** Everything that is kept of a conversation, by table, as a person can read it. */
export interface ConversationExport {
  readonly conversation: string;
  readonly exportedAt: string;
  readonly records: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

/**
 * Reads everything of a conversation at one moment and leaves a receipt; nothing where nothing is kept of it. JSON is unfolded
 * and times are written out. `now` in milliseconds since 1970.
 */
export async function exportConversation(
  store: Store,
  conversationId: string,
  now: number,
): Promise<ConversationExport | undefined> {
  return store.transact(async (trx) => {
    // No turn comes in between.
    await queries.lockConversation(trx, conversationId);
    const records = await queries.readRecords(trx, conversationId);
    const counts = Object.fromEntries(Object.entries(records).map(([table, rows]) => [table, rows.length]));
    if (Object.keys(counts).length === 0) return undefined;
    await queries.writeReceipt(trx, receiptOf('export', conversationId, counts, now));
    const readable = Object.entries(records).map(([table, rows]) => [table, rows.map(unfold)]);
    return {
      conversation: conversationId,
      exportedAt: new Date(now).toISOString(),
      records: Object.fromEntries(readable),
    };
  });
}

function unfold(row: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, readable(name, value)]));
}

function readable(name: string, value: unknown): unknown {
  if (typeof value === 'number' && name.endsWith('At')) return new Date(value).toISOString();
  if (name === 'backStack' && typeof value === 'string')
    return value.split('\n').filter(Boolean).map(unfoldJson);
  return typeof value === 'string' ? unfoldJson(value) : value;
}

function unfoldJson(text: string): unknown {
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
