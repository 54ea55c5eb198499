import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What people thought of replies comes from the web chat, too. */
export const feedback: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('teamsFeedback').renameTo('feedback').execute();
  },
};
