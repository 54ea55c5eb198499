import type { DatabaseSync } from 'node:sqlite';
import { createSum, type Row, type Sum } from '../move/checksum.ts';

export type Tables = Readonly<Record<string, Sum>>;

/** Rows and checksum of each table of a database, the migrations that it has had among them. */
export function sumTables(database: DatabaseSync): Tables {
  return Object.fromEntries(
    database
      .prepare(
        "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name",
      )
      .all()
      .map(({ name }): [string, Sum] => {
        const sum = createSum();
        for (const row of database.prepare(`select * from "${String(name)}"`).iterate()) sum.add(row as Row);
        return [String(name), sum.read()];
      }),
  );
}

/** Names of the migrations that a database has had, in their order; none where it is not one of ours. */
export function readMigrations(database: DatabaseSync): string[] {
  const known = database.prepare("select 1 from sqlite_schema where name = 'kysely_migration'").get();
  if (!known) return [];
  return database
    .prepare('select name from kysely_migration order by name')
    .all()
    .map(({ name }) => String(name));
}
