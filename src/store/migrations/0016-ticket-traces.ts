import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Whoever opens a ticket goes on with the trace of the turn that asked for it. */
export const ticketTraces: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('ticket').addColumn('trace', 'text').execute();
  },
};
