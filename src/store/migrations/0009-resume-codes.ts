import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Codes by which people find their web chat again on another device. */
export const resumeCodes: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('resumeCode')
      .addColumn('conversationId', 'text', (column) => column.primaryKey())
      .addColumn('hash', 'text', (column) => column.notNull().unique())
      .addColumn('createdAt', 'bigint', (column) => column.notNull())
      .execute();
  },
};
