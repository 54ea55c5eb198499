import { createHash } from 'node:crypto';
import { type Dialect, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import { isPlanOutdated } from './errors.ts';

/** Connections of one instance. Turns are short, and PostgreSQL's default limit is 100 for all. */
const CONNECTIONS = 16;
/** Milliseconds to wait for a connection, and for a statement, before the caller is told 503. */
const CONNECT_TIMEOUT = 3000;
const STATEMENT_TIMEOUT = 10_000;
const INT8 = 20;

/** Kysely's PostgreSQL dialect over `pg`. */
export function createPostgresDialect(url: string, log: Logger): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    statement_timeout: STATEMENT_TIMEOUT,
    // A transaction whose process hangs must not hold a conversation for ever.
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT,
    keepAlive: true,
    application_name: 'permanence',
    Client: PreparingClient,
    types: {
      // All our bigints are milliseconds or counts: exact as numbers, and so the same as from SQLite.
      getTypeParser: ((type: number, format: 'text') =>
        type === INT8 ? Number : pg.types.getTypeParser(type, format)) as typeof pg.types.getTypeParser,
    },
  });
  // One that breaks while it is used tells its query as well; without a listener it would end the process.
  pool.on('connect', (client) => {
    client.on('error', (error) => log.warn({ err: error }, 'a database connection was lost'));
  });
  pool.on('error', () => {});
  return new PostgresDialect({ pool });
}

/** Has the server keep the plan of each statement: a turn runs the same dozen over and over. */
class PreparingClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    const send = this.query.bind(this) as Query;
    const prepare: Query = (...given) => {
      const [text, values, ...rest] = given;
      if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0) return send(...given);
      const name = nameOf(text);
      const result = send({ text, values, name }, ...rest);
      if (result instanceof Promise)
        result.catch((error: unknown) => {
          // Whoever asked is told, too.
          if (isPlanOutdated(error) && names.get(text) === name) forgetNames();
        });
      return result;
    };
    this.query = prepare as typeof this.query;
  }
}

/** The overloads of `query`, of which only the first two arguments matter here. */
type Query = (...given: unknown[]) => unknown;

const names = new Map<string, string>();
let generation = 0;

function nameOf(text: string): string {
  const name = names.get(text) ?? createHash('sha1').update(`${generation} ${text}`).digest('base64url');
  names.set(text, name);
  return name;
}

/** A newer instance has changed tables, and a connection keeps its plans by their names: under other names all are planned anew. */
function forgetNames(): void {
  generation++;
  names.clear();
}
