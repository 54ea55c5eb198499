import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Whoever delivers a reply goes on with the trace of the turn that said it. */
export const traces: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('outbox').addColumn('trace', 'text').execute();
  },
};
