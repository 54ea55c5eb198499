import { type RawBuilder, sql } from 'kysely';
import type { Reader, Trx } from '../prepared.ts';
import { overwriting } from './overwriting.ts';
import type { Counts } from './receipts.ts';

interface Record_ {
  readonly table: string;
  readonly key: string;
  /** The table whose rows the key names, where it does not name the conversation. */
  readonly through?: string;
}

/**
 * Everything that is kept of a conversation. A table that holds something of one belongs here, before what it depends on: a
 * test looks for tables that were forgotten.
 */
export const RECORDS: readonly Record_[] = [
  { table: 'activity', key: 'conversationId' },
  { table: 'inbox', key: 'conversationId' },
  { table: 'outbox', key: 'conversationId' },
  { table: 'timer', key: 'conversationId' },
  { table: 'incidentWatch', key: 'conversationId' },
  { table: 'teamsCard', key: 'conversationId' },
  { table: 'feedback', key: 'conversationId' },
  { table: 'resumeCode', key: 'conversationId' },
  { table: 'ticket', key: 'conversationId' },
  { table: 'caseNote', key: 'caseId', through: 'helpCase' },
  { table: 'caseAudit', key: 'caseId', through: 'helpCase' },
  { table: 'helpCase', key: 'conversationId' },
  { table: 'conversation', key: 'id' },
];

/** Removes everything of a conversation, which the transaction holds. On SQLite what was there is overwritten with zeros. */
export async function eraseRecords(trx: Trx, conversationId: string): Promise<Counts> {
  return overwriting(trx, async () => {
    const counts: Record<string, number> = {};
    for (const record of RECORDS) {
      const { numAffectedRows } = await sql`delete ${rowsOf(record, conversationId)}`.execute(trx);
      if (numAffectedRows) counts[record.table] = Number(numAffectedRows);
    }
    return counts;
  });
}

/** Everything of a conversation, row by row. */
export async function readRecords(db: Reader, conversationId: string): Promise<Record<string, object[]>> {
  const records: Record<string, object[]> = {};
  for (const record of RECORDS) {
    const { rows } = await sql<object>`select * ${rowsOf(record, conversationId)}`.execute(db);
    if (rows.length > 0) records[record.table] = rows;
  }
  return records;
}

function rowsOf({ table, key, through }: Record_, conversationId: string): RawBuilder<unknown> {
  if (through === undefined) return sql`from ${sql.table(table)} where ${sql.ref(key)} = ${conversationId}`;
  return sql`from ${sql.table(table)} where ${sql.ref(key)} in
    (select ${sql.ref('id')} from ${sql.table(through)} where ${sql.ref('conversationId')} = ${conversationId})`;
}
