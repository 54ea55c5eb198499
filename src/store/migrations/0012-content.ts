import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What editors publish over the files, a row a version, and what they are drafting. */
export const content: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('contentVersion')
      .addColumn('number', 'bigint', (column) => column.primaryKey())
      .addColumn('changes', 'text', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('agentId', 'text')
      .addColumn('agentName', 'text', (column) => column.notNull())
      .addColumn('undoes', 'bigint')
      .addColumn('createdAt', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('contentDraft')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('title', 'text', (column) => column.notNull())
      .addColumn('changes', 'text', (column) => column.notNull())
      .addColumn('base', 'bigint', (column) => column.notNull())
      .addColumn('revision', 'bigint', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('note', 'text')
      .addColumn('agentId', 'text')
      .addColumn('agentName', 'text', (column) => column.notNull())
      .addColumn('createdAt', 'bigint', (column) => column.notNull())
      .addColumn('updatedAt', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('contentAudit')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('draftId', 'text')
      .addColumn('version', 'bigint')
      .addColumn('agentId', 'text')
      .addColumn('agentName', 'text', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('detail', 'text', (column) => column.notNull())
      .addColumn('createdAt', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('contentAudit_time').on('contentAudit').column('createdAt').execute();
  },
};
