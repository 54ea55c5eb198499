import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Whether the person's last words announce a secret is known with the conversation, so that most turns need not read the log. */
export const plainWords: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('conversation').addColumn('plainSeq', 'integer').execute();
  },
};
