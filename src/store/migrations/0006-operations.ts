import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Receipts of what was removed or handed out, and who does work that one instance does at a time. */
export const operations: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('receipt')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('act', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('counts', 'text', (column) => column.notNull())
      .addColumn('cutoff', 'bigint')
      .addColumn('lastSeq', 'integer')
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('receipt_subject').on('receipt').columns(['subject', 'at']).execute();
    await db.schema.createIndex('receipt_at').on('receipt').column('at').execute();
    await db.schema
      .createTable('lease')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('holder', 'text', (column) => column.notNull())
      .addColumn('until', 'bigint', (column) => column.notNull())
      .execute();
  },
};
