import { DatabaseSync } from 'node:sqlite';
import { told } from '../../terminal/told.ts';
import { createSum, type Row, type Sum } from './checksum.ts';
import { MoveError } from './errors.ts';

/** A SQLite database that nobody else has open. */
export interface Source {
  readonly tables: readonly string[];
  /** The rows of a table, and once they have all been read, their sum. */
  read(table: string): { rows: Iterable<Row>; sum(): Sum };
  close(): void;
}

/** Takes a database for itself. Throws `MoveError` where another process, such as the service, has it open. */
export function openSource(path: string): Source {
  const database = new DatabaseSync(path, { timeout: 500 });
  try {
    // Before the first look: in this mode the file is locked against readers, too, and whoever has it open stands in the way.
    database.exec('PRAGMA locking_mode=EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new MoveError(
      told({
        en: `${path} is in use. Stop the service (all of it) and try again.`,
        fr: `${path} est utilisé. Arrêtez le service (entièrement), puis recommencez.`,
      }),
      { cause },
    );
  }
  const tables = database
    .prepare(
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name not like 'kysely_%' order by name",
    )
    .all()
    .map(({ name }) => String(name));
  return {
    tables,
    read: (table) => {
      const sum = createSum();
      function* rows(): Iterable<Row> {
        for (const row of database.prepare(`select * from "${table}"`).iterate()) {
          sum.add(row);
          yield row;
        }
      }
      return { rows: rows(), sum: sum.read };
    },
    close: () => {
      database.exec('ROLLBACK');
      database.close();
    },
  };
}
