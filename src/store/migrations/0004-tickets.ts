import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Requests on their way to an academy's ticket system, one a case. */
export const tickets: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('ticket')
      .addColumn('caseId', 'text', (column) => column.primaryKey())
      .addColumn('conversationId', 'text', (column) => column.notNull())
      .addColumn('academy', 'text')
      .addColumn('locale', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('urgent', 'integer', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('mark', 'text', (column) => column.notNull().unique())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('reference', 'text')
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('nextAt', 'bigint', (column) => column.notNull())
      .addColumn('giveUpAt', 'bigint', (column) => column.notNull())
      .addColumn('claim', 'text')
      .addColumn('claimedUntil', 'bigint', (column) => column.notNull())
      .addColumn('failure', 'text')
      .addColumn('createdAt', 'bigint', (column) => column.notNull())
      .addColumn('openedAt', 'bigint')
      .addColumn('toldAt', 'bigint')
      .execute();
    await db.schema.createIndex('ticket_next').on('ticket').columns(['state', 'nextAt']).execute();
    await db.schema.createIndex('ticket_conversation').on('ticket').column('conversationId').execute();
  },
};
