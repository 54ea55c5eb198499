import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The open card of each conversation in Teams, and what people thought of replies. */
export const teams: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('teamsCard')
      .addColumn('conversationId', 'text', (column) => column.primaryKey())
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addColumn('remoteId', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('teamsFeedback')
      .addColumn('conversationId', 'text', (column) => column.notNull())
      .addColumn('remoteId', 'text', (column) => column.notNull())
      .addColumn('reaction', 'text', (column) => column.notNull())
      .addColumn('comment', 'text')
      .addColumn('createdAt', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('teamsFeedback_key', ['conversationId', 'remoteId'])
      .execute();
  },
};
