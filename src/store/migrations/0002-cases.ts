import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Who owns a conversation, and the cases that requests for a person become. */
export const cases: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('conversation').addColumn('departure', 'text').execute();
    await db.schema.alterTable('conversation').addColumn('owner', 'text').execute();
    await db.schema
      .alterTable('conversation')
      .addColumn('fence', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable('conversation').addColumn('caseId', 'text').execute();
    await db.schema.alterTable('outbox').addColumn('fence', 'integer').execute();
    await db.schema
      .createTable('help_case')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('conversationId', 'text', (column) => column.notNull())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('chartVersion', 'integer', (column) => column.notNull())
      .addColumn('snapshot', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('urgent', 'integer', (column) => column.notNull())
      .addColumn('academy', 'text')
      .addColumn('locale', 'text', (column) => column.notNull())
      .addColumn('trouble', 'text')
      .addColumn('agentId', 'text')
      .addColumn('agentName', 'text')
      .addColumn('groupName', 'text')
      .addColumn('packet', 'text', (column) => column.notNull())
      .addColumn('reference', 'text')
      .addColumn('outcome', 'text')
      .addColumn('comment', 'text')
      .addColumn('survey', 'integer')
      .addColumn('openedAt', 'bigint', (column) => column.notNull())
      .addColumn('acceptedAt', 'bigint')
      .addColumn('endedAt', 'bigint')
      .addColumn('updatedAt', 'bigint', (column) => column.notNull())
      .execute();
    // The queue; what ended lately; the cases of a conversation, for its erasure.
    await db.schema.createIndex('help_case_state').on('help_case').columns(['state', 'openedAt']).execute();
    await db.schema.createIndex('help_case_ended').on('help_case').column('endedAt').execute();
    await db.schema.createIndex('help_case_conversation').on('help_case').column('conversationId').execute();
    await db.schema
      .createTable('case_note')
      .addColumn('caseId', 'text', (column) => column.notNull())
      .addColumn('number', 'integer', (column) => column.notNull())
      .addColumn('agentName', 'text', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('createdAt', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('case_note_key', ['caseId', 'number'])
      .execute();
    await db.schema
      .createTable('case_audit')
      .addColumn('caseId', 'text', (column) => column.notNull())
      .addColumn('number', 'integer', (column) => column.notNull())
      .addColumn('agentId', 'text')
      .addColumn('agentName', 'text')
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('detail', 'text', (column) => column.notNull())
      .addColumn('createdAt', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('case_audit_key', ['caseId', 'number'])
      .execute();
  },
};
