import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Classifiers trained with published example questions: what came of each, and their bytes in parts. */
export const readerModels: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('readerModel')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('base', 'text', (column) => column.notNull())
      .addColumn('version', 'bigint', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('report', 'text')
      .addColumn('parts', 'bigint', (column) => column.notNull())
      .addColumn('digest', 'text')
      .addColumn('startedAt', 'bigint', (column) => column.notNull())
      .addColumn('endedAt', 'bigint')
      .execute();
    await db.schema
      .createTable('readerModelPart')
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('part', 'bigint', (column) => column.notNull())
      .addColumn('bytes', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('readerModelPart_key', ['key', 'part'])
      .execute();
  },
};
