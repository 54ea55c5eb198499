import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Notices that something is out of order, and who published or lifted them. */
export const incidents: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('incident')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('academies', 'text', (column) => column.notNull())
      .addColumn('system', 'text', (column) => column.notNull())
      .addColumn('severity', 'text', (column) => column.notNull())
      .addColumn('fr', 'text', (column) => column.notNull())
      .addColumn('en', 'text', (column) => column.notNull())
      .addColumn('startsAt', 'bigint', (column) => column.notNull())
      .addColumn('endsAt', 'bigint')
      .addColumn('liftedAt', 'bigint')
      .execute();
    await db.schema
      .createTable('incidentAudit')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('incidentId', 'text', (column) => column.notNull())
      .addColumn('agentId', 'text', (column) => column.notNull())
      .addColumn('agentName', 'text', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('createdAt', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('incidentAudit_incident').on('incidentAudit').column('incidentId').execute();
  },
};
