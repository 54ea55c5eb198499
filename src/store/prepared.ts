import type { Compilable, CompiledQuery, Kysely, QueryResult, Transaction } from 'kysely';
import type { Schema } from './schema.ts';
import { DirectAdapter } from './sqlite.ts';
import { letUnanswered } from './unanswered.ts';

/** Where queries run: outside of a transaction, or in one. */
export type Reader = Kysely<Schema> | Transaction<Schema>;
export type Trx = Transaction<Schema>;

/** Stands in a compiled query for a value that each run brings. */
class Parameter {
  readonly name: string;
  /** Of several rows, the one that brings it. */
  readonly row: number;
  constructor(name: string, row: number) {
    this.name = name;
    this.row = row;
  }
}

/** Compiled once for each engine: the adapter is one object as long as a database is open. */
type Compiled<Row> = WeakMap<object, CompiledQuery<Row>>;

/**
 * A query that is compiled at its first run and then only filled in, because compiling costs more than running it.
 * `build` gets stand-ins for the values and has to pass them on untouched.
 */
export function prepared<Values extends object, Row = never>(
  build: (db: Reader, values: Values) => Compilable<Row>,
): (db: Reader, values: Values) => Promise<QueryResult<Row>> {
  const run = compiledOnce((db) => build(db, standIns<Values>(0)));
  return (db, values) => run(db, [values]);
}

/**
 * The same for a statement of which nobody has to know more than that it was carried out. In a transaction on PostgreSQL it has
 * not been when this resolves: the next question, or the commit, waits for it, and rejects where it failed.
 */
export function preparedWrite<Values extends object>(
  build: (db: Reader, values: Values) => Compilable<unknown>,
): (db: Reader, values: Values) => Promise<void> {
  const run = compiledOnce<Values, unknown>((db) => build(db, standIns<Values>(0)), letUnanswered);
  return async (db, values) => {
    await run(db, [values]);
  };
}

function compiledOnce<Values extends object, Row>(
  build: (db: Reader) => Compilable<Row>,
  note: (sql: string) => void = () => {},
): (db: Reader, rows: readonly Values[]) => Promise<QueryResult<Row>> {
  const compiled: Compiled<Row> = new WeakMap();
  return async (db, rows) => {
    const { adapter } = db.getExecutor();
    const query = compiled.get(adapter) ?? build(db).compile();
    if (!compiled.has(adapter)) note(query.sql);
    compiled.set(adapter, query);
    const parameters = query.parameters.map((value) =>
      value instanceof Parameter ? rows[value.row]?.[value.name as keyof Values] : value,
    );
    return execute(db, { ...query, parameters });
  };
}

/** Runs a compiled query, on SQLite straight away where a transaction is open. */
export async function execute<Row>(db: Reader, query: CompiledQuery<Row>): Promise<QueryResult<Row>> {
  const { adapter } = db.getExecutor();
  if (db.isTransaction && adapter instanceof DirectAdapter) return adapter.run(query.sql, query.parameters);
  return db.executeQuery(query);
}

/** `preparedWrite` for statements that write several rows at once: one compiled query a number of rows. */
export function preparedRows<Row extends object>(
  build: (db: Reader, rows: Row[]) => Compilable<unknown>,
): (db: Reader, rows: readonly Row[]) => Promise<void> {
  const bySize = new Map<number, ReturnType<typeof compiledOnce<Row, unknown>>>();
  return async (db, rows) => {
    if (rows.length === 0) return;
    const run =
      bySize.get(rows.length) ??
      compiledOnce<Row, unknown>(
        (reader) =>
          build(
            reader,
            rows.map((_, index) => standIns<Row>(index)),
          ),
        letUnanswered,
      );
    bySize.set(rows.length, run);
    await run(db, rows);
  };
}

function standIns<Values extends object>(row: number): Values {
  return new Proxy({} as Values, { get: (_, name) => new Parameter(String(name), row) });
}
