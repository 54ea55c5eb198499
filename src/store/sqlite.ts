import { DatabaseSync } from 'node:sqlite';
import { type QueryResult, SqliteAdapter, type SqliteDatabase, SqliteDialect } from 'kysely';

/** Waits this long for another process that holds the file, milliseconds; nothing else happens meanwhile. */
const BUSY_TIMEOUT = 2000;

/**
 * Kysely's SQLite dialect over Node's own SQLite, so that no native module has to be built. WAL with `synchronous=FULL`:
 * what is committed has reached the disk.
 */
export function createSqliteDialect(path: string): SqliteDialect {
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT });
  database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON');
  return new Dialect(database);
}

class Dialect extends SqliteDialect {
  readonly #adapter: DirectAdapter;

  constructor(database: DatabaseSync) {
    const adapted = adapt(database);
    super({ database: adapted });
    this.#adapter = new DirectAdapter(database, adapted);
  }

  override createAdapter(): SqliteAdapter {
    return this.#adapter;
  }
}

/** Migrations run in one transaction, which locks the file: of two processes that start at once the second finds them done. */
export class DirectAdapter extends SqliteAdapter {
  readonly #database: DatabaseSync;
  readonly #adapted: SqliteDatabase;

  constructor(database: DatabaseSync, adapted: SqliteDatabase) {
    super();
    this.#database = database;
    this.#adapted = adapted;
  }

  /**
   * Runs a statement of the transaction that is open, without Kysely's way to a connection, of which there is one: that way
   * costs as much as a small statement. Throws where no transaction is open.
   */
  run<Row>(sql: string, parameters: readonly unknown[]): QueryResult<Row> {
    if (!this.#database.isTransaction) throw new Error('the transaction of this statement is over');
    const statement = this.#adapted.prepare(sql);
    if (statement.reader) return { rows: statement.all(parameters) as Row[] };
    return { rows: [], numAffectedRows: BigInt(statement.run(parameters).changes) };
  }

  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** What a statement gives that was not run. */
const NOTHING = { changes: 0, lastInsertRowid: 0 };

function adapt(database: DatabaseSync): SqliteDatabase {
  type Statement = ReturnType<SqliteDatabase['prepare']>;
  // Statements are cached by their text: a turn runs the same dozen over and over.
  const statements = new Map<string, Statement>();
  const prepare = (sql: string): Statement => {
    // Every transaction of ours writes. One that only asks for the lock at its first write can be refused it.
    const statement = database.prepare(sql === 'begin' ? 'begin immediate' : sql);
    type Values = Parameters<typeof statement.all>;
    // A full disk at the commit has undone the transaction already: a second undoing would hide the cause.
    const idle = () => sql === 'rollback' && !database.isTransaction;
    return {
      reader: statement.columns().length > 0,
      all: (values) => statement.all(...(values as Values)),
      run: (values) => (idle() ? NOTHING : statement.run(...(values as Values))),
      iterate: (values) => statement.iterate(...(values as Values)),
    };
  };
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const known = statements.get(sql) ?? prepare(sql);
      statements.set(sql, known);
      return known;
    },
  };
}
