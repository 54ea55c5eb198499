import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How often each trouble is taken up, by academy and five minutes, and the incidents that a rise suggests. */
export const troubleCounts: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('troubleCount')
      .addColumn('slot', 'bigint', (column) => column.notNull())
      .addColumn('academy', 'text', (column) => column.notNull())
      .addColumn('trouble', 'text', (column) => column.notNull())
      .addColumn('people', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('troubleCount_key', ['slot', 'academy', 'trouble'])
      .execute();
    await db.schema
      .createTable('incidentSuggestion')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('academy', 'text', (column) => column.notNull())
      .addColumn('trouble', 'text', (column) => column.notNull())
      .addColumn('arithmetic', 'text', (column) => column.notNull())
      .addColumn('firstAt', 'bigint', (column) => column.notNull())
      .addColumn('lastAt', 'bigint', (column) => column.notNull())
      .addColumn('dismissedAt', 'bigint')
      .execute();
  },
};
