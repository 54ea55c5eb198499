import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Which facts their owners have been told are due for checking. */
export const factsTold: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('factTold')
      .addColumn('academy', 'text', (column) => column.notNull())
      .addColumn('fact', 'text', (column) => column.notNull())
      .addColumn('toldAt', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('factTold_key', ['academy', 'fact'])
      .execute();
  },
};
