import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Conversations, what was said in them, and what is still to be done for them. */
export const conversations: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('conversation')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('chartVersion', 'integer', (column) => column.notNull())
      .addColumn('locale', 'text', (column) => column.notNull())
      .addColumn('academy', 'text')
      .addColumn('spokenAt', 'bigint')
      .addColumn('snapshot', 'text')
      .addColumn('trail', 'text', (column) => column.notNull())
      .addColumn('reference', 'text')
      .addColumn('lastSeq', 'integer', (column) => column.notNull())
      .addColumn('createdAt', 'bigint', (column) => column.notNull())
      .addColumn('updatedAt', 'bigint', (column) => column.notNull())
      .execute();
    // For what is new since a moment, and for what has been kept long enough.
    await db.schema.createIndex('conversation_updated').on('conversation').column('updatedAt').execute();
    await db.schema
      .createTable('inbox')
      .addColumn('conversationId', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('activityId', 'text')
      .addColumn('receivedAt', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('inbox_key', ['conversationId', 'key'])
      .execute();
    await db.schema.createIndex('inbox_received').on('inbox').column('receivedAt').execute();
    await db.schema
      .createTable('activity')
      .addColumn('conversationId', 'text', (column) => column.notNull())
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('createdAt', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('activity_key', ['conversationId', 'seq'])
      .execute();
    await db.schema
      .createTable('outbox')
      .addColumn('conversationId', 'text', (column) => column.notNull())
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('nextAt', 'bigint', (column) => column.notNull())
      .addColumn('failure', 'text')
      .addColumn('createdAt', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('outbox_key', ['conversationId', 'seq'])
      .execute();
    await db.schema.createIndex('outbox_next').on('outbox').columns(['state', 'nextAt']).execute();
    await db.schema
      .createTable('timer')
      .addColumn('conversationId', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('token', 'text', (column) => column.notNull())
      .addColumn('dueAt', 'bigint', (column) => column.notNull())
      .addColumn('event', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('timer_key', ['conversationId', 'id'])
      .execute();
    await db.schema.createIndex('timer_due').on('timer').column('dueAt').execute();
    await db.schema
      .createTable('setting')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .execute();
  },
};
