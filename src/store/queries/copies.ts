import { sql } from 'kysely';
import type { Trx } from '../prepared.ts';
import { overwriting } from './overwriting.ts';

/**
 * Every column in which words of a person may stand besides their own activity: what the dialogue remembers, what the bot said
 * back, what agents and ticket systems get. A test looks for columns that were forgotten here.
 */
export const COPIES = [
  { table: 'conversation', key: 'id', columns: ['snapshot', 'backStack', 'resumePoint'] },
  { table: 'activity', key: 'conversationId', columns: ['body'] },
  { table: 'outbox', key: 'conversationId', columns: ['body'] },
  { table: 'teamsCard', key: 'conversationId', columns: ['body'] },
  { table: 'helpCase', key: 'conversationId', columns: ['packet', 'snapshot'] },
  { table: 'ticket', key: 'conversationId', columns: ['subject', 'body'] },
  { table: 'timer', key: 'conversationId', columns: ['event'] },
] as const;

/** Reads all texts of a conversation, which the transaction holds, in which words of the person may stand. */
export async function readCopies(trx: Trx, conversationId: string): Promise<string[]> {
  const copies: string[] = [];
  for (const { table, key, columns } of COPIES) {
    for (const column of columns) copies.push(...(await read(trx, table, key, column, conversationId)));
  }
  return copies;
}

/** Writes anew those of them that change. On SQLite what was there is overwritten with zeros. */
export async function rewriteCopies(
  trx: Trx,
  conversationId: string,
  rewrite: (copy: string) => string,
): Promise<void> {
  await overwriting(trx, async () => {
    for (const { table, key, columns } of COPIES) {
      for (const column of columns) {
        for (const copy of await read(trx, table, key, column, conversationId)) {
          const anew = rewrite(copy);
          if (anew === copy) continue;
          await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${anew}
            where ${sql.ref(key)} = ${conversationId} and ${sql.ref(column)} = ${copy}`.execute(trx);
        }
      }
    }
  });
}

async function read(trx: Trx, table: string, key: string, column: string, id: string): Promise<string[]> {
  const { rows } = await sql<{
    copy: string;
  }>`select distinct ${sql.ref(column)} as copy from ${sql.table(table)}
    where ${sql.ref(key)} = ${id} and ${sql.ref(column)} is not null`.execute(trx);
  return rows.map(({ copy }) => copy);
}
