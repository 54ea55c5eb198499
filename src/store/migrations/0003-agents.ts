import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Who works at the desk, how they get in, and whether they are there. */
export const agents: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('agent')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('academies', 'text', (column) => column.notNull())
      .addColumn('groups', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull().unique())
      .addColumn('disabledAt', 'bigint')
      .addColumn('createdAt', 'bigint', (column) => column.notNull())
      .addColumn('updatedAt', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('invitation')
      .addColumn('hash', 'text', (column) => column.primaryKey())
      .addColumn('agentId', 'text', (column) => column.notNull())
      .addColumn('expiresAt', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('agentSession')
      .addColumn('hash', 'text', (column) => column.primaryKey())
      .addColumn('agentId', 'text', (column) => column.notNull())
      .addColumn('createdAt', 'bigint', (column) => column.notNull())
      .addColumn('seenAt', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('agentSession_agent').on('agentSession').column('agentId').execute();
    await db.schema
      .createTable('presence')
      .addColumn('agentId', 'text', (column) => column.primaryKey())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('seenAt', 'bigint', (column) => column.notNull())
      .execute();
  },
};
