import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Who wants to be told when an incident is over. */
export const incidentWatches: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('incidentWatch')
      .addColumn('conversationId', 'text', (column) => column.notNull())
      .addColumn('incidentId', 'text', (column) => column.notNull())
      .addColumn('askedAt', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('incidentWatch_key', ['conversationId', 'incidentId'])
      .execute();
  },
};
