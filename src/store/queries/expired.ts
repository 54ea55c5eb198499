import type { Trx } from '../prepared.ts';
import { lockConversation } from './conversations.ts';
import { locksRows } from './locks.ts';
import type { Counts } from './receipts.ts';
import { eraseRecords } from './records.ts';

/** Removes what is older than a moment (milliseconds since 1970), so many at a time; says what, or nothing where all is done. */
export type RemoveExpired = (trx: Trx, before: number, limit: number) => Promise<Counts>;

/** Conversations with everything of them, by their last change. Those that a turn holds just now are left for later. */
export const expiredConversations: RemoveExpired = async (trx, before, limit) => {
  const stale = await trx
    .selectFrom('conversation')
    .select('id')
    .where('updatedAt', '<', before)
    .orderBy('updatedAt')
    .limit(limit)
    .$if(locksRows(trx), (query) => query.forUpdate().skipLocked())
    .execute();
  const total: Record<string, number> = {};
  for (const { id } of stale) {
    for (const [table, rows] of Object.entries(await eraseRecords(trx, id))) {
      total[table] = (total[table] ?? 0) + rows;
    }
  }
  return total;
};

/** Cases of conversations that go on, by their end, with notes, audit and ticket. */
export const expiredCases: RemoveExpired = async (trx, before, limit) => {
  const ended = await trx
    .selectFrom('helpCase')
    .select(['id', 'conversationId'])
    .where('endedAt', '<', before)
    .orderBy('endedAt')
    .limit(limit)
    .execute();
  const total = { ticket: 0, caseNote: 0, caseAudit: 0, helpCase: 0 };
  for (const { id, conversationId } of ended) {
    await lockConversation(trx, conversationId);
    await trx.updateTable('conversation').set({ caseId: null }).where('caseId', '=', id).execute();
    for (const table of ['ticket', 'caseNote', 'caseAudit'] as const) {
      const { numDeletedRows } = await trx
        .deleteFrom(table)
        .where('caseId', '=', id)
        .executeTakeFirstOrThrow();
      total[table] += Number(numDeletedRows);
    }
    await trx.deleteFrom('helpCase').where('id', '=', id).execute();
    total.helpCase++;
  }
  return ended.length > 0 ? total : {};
};

/** Ids of what came in, by when: after that a second delivery would count as a first one. */
export const expiredInbox: RemoveExpired = async (trx, before, limit) => {
  const last = await trx
    .selectFrom('inbox')
    .select('receivedAt')
    .where('receivedAt', '<', before)
    .orderBy('receivedAt')
    .limit(limit)
    .execute();
  const until = last.at(-1)?.receivedAt;
  if (until === undefined) return {};
  const { numDeletedRows } = await trx
    .deleteFrom('inbox')
    .where('receivedAt', '<=', until)
    .executeTakeFirstOrThrow();
  return { inbox: Number(numDeletedRows) };
};

const GIVEN_UP = ['failed', 'superseded'] as const;

/** Replies that were given up, or that an agent came before, by when. */
export const expiredOutbox: RemoveExpired = async (trx, before, limit) => {
  const last = await trx
    .selectFrom('outbox')
    .select('nextAt')
    .where('state', 'in', GIVEN_UP)
    .where('nextAt', '<', before)
    .orderBy('nextAt')
    .limit(limit)
    .execute();
  const until = last.at(-1)?.nextAt;
  if (until === undefined) return {};
  const { numDeletedRows } = await trx
    .deleteFrom('outbox')
    .where('state', 'in', GIVEN_UP)
    .where('nextAt', '<=', until)
    .executeTakeFirstOrThrow();
  return { outbox: Number(numDeletedRows) };
};

/** Receipts, by when they were written. */
export const expiredReceipts: RemoveExpired = async (trx, before) => {
  const { numDeletedRows } = await trx
    .deleteFrom('receipt')
    .where('at', '<', before)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n ? { receipt: Number(numDeletedRows) } : {};
};
