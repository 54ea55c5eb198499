import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { type Dialect, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import { isPlanOutdated } from './errors.ts';
import { isUnanswered } from './unanswered.ts';

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

/**
 * Has the server keep the plan of each statement, as a turn runs the same dozen over and over, and does not wait for those of a
 * transaction that nobody asks anything of: they leave together with the next one that is a question, or the commit.
 */
class PreparingClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super({ ...config, pipeline: true });
    const sendNow = this.query.bind(this) as Query;
    const send = (...given: Parameters<Query>) => {
      this.#gather();
      return sendNow(...given);
    };
    /** What of the open transaction is on its way; none where no transaction is open. */
    let underWay: Promise<unknown>[] | undefined;
    const query: Query = async (text, values) => {
      if (typeof text !== 'string') return send(text, values);
      const isBegin = text === 'begin';
      if (isBegin) underWay = [];
      const result = named(send, text, values);
      if (!underWay) return result;
      const before = underWay;
      if (isBegin || isUnanswered(text)) {
        result.catch(() => {});
        underWay.push(result);
        return NO_RESULT;
      }
      if (text === 'commit' || text === 'rollback') underWay = undefined;
      // What failed first is the cause of all that failed after it, and a commit is none where something did.
      const [answer, ...others] = (await Promise.allSettled([result, ...before])) as [Settled, ...Settled[]];
      const failed = [...others, answer].find(({ status }) => status === 'rejected');
      if (failed?.status === 'rejected' && text !== 'rollback') throw failed.reason;
      if (text !== 'commit' && text !== 'rollback') before.length = 0;
      return answer.status === 'fulfilled' ? answer.value : Promise.reject(answer.reason);
    };
    this.query = query as typeof this.query;
  }

  /** What is sent before others get a turn leaves in one piece. */
  #gather(): void {
    const { stream } = (this as unknown as { connection: { stream: Duplex } }).connection;
    stream.cork();
    process.nextTick(() => stream.uncork());
  }
}

type Settled = PromiseSettledResult<unknown>;

/** What is told of a statement that nobody asks anything of. */
const NO_RESULT = { command: '', rowCount: null, oid: 0, fields: [], rows: [] } satisfies pg.QueryResult;

/** Sends a statement by its name, where it has values. */
async function named(send: Query, text: string, values: unknown): Promise<unknown> {
  if (!Array.isArray(values) || values.length === 0) return send(text, values);
  const name = nameOf(text);
  try {
    return await send({ text, values, name });
  } catch (error) {
    // Whoever asked is told, too.
    if (isPlanOutdated(error) && names.get(text) === name) forgetNames();
    throw error;
  }
}

/** The overloads of `query` that Kysely uses. */
type Query = (text: unknown, values?: unknown) => Promise<unknown>;

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
