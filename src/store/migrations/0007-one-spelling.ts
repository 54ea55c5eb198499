import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const TABLES = { help_case: 'helpCase', case_note: 'caseNote', case_audit: 'caseAudit' };
const COLUMNS = [
  ['conversation', 'trail', 'backStack'],
  ['conversation', 'departure', 'resumePoint'],
  ['ticket', 'mark', 'referenceCode'],
] as const;

/** All names in camelCase, as most are, and those of a few columns in the words that the code uses. */
export const oneSpelling: Migration = {
  async up(db: Kysely<unknown>) {
    for (const [from, to] of Object.entries(TABLES)) await db.schema.alterTable(from).renameTo(to).execute();
    for (const [table, from, to] of COLUMNS) {
      await db.schema.alterTable(table).renameColumn(from, to).execute();
    }
  },
};
