import pg from 'pg';
import { isLoopback } from '../../http/loopback.ts';
import { codeOf, connectionFault, PATIENCE } from './far-end.ts';
import { type Finding, found, type Outcome } from './finding.ts';
import { judgeBacklog, judgeMigrations } from './judge.ts';

const check = 'database';
/** PostgreSQL's SQLSTATE. */
const REFUSALS: Readonly<Record<string, string>> = {
  '28P01': 'database.login',
  '28000': 'database.login',
  '3D000': 'database.unknown',
  '42501': 'database.rights',
  '53300': 'database.full_house',
};

interface Facts {
  readonly version: string;
  readonly now: number;
  readonly readOnly: boolean;
  readonly mayCreate: boolean;
  readonly secure: boolean | null;
  readonly bytes: number;
  readonly migrated: boolean;
}

const FACTS = `select current_setting('server_version') as version, extract(epoch from clock_timestamp())::float8 * 1000 as now,
  current_setting('transaction_read_only') = 'on' or pg_is_in_recovery() as "readOnly",
  has_schema_privilege(current_schema(), 'create') as "mayCreate",
  (select ssl from pg_stat_ssl where pid = pg_backend_pid()) as secure,
  pg_database_size(current_database())::float8 as bytes, to_regclass('kysely_migration') is not null as migrated`;

/** The PostgreSQL at a URL. Its disk is the server's own matter. */
export async function lookAtPostgres(url: string): Promise<Outcome> {
  const { host, hostname, pathname } = new URL(url);
  const place = `${host}${pathname}`;
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: PATIENCE,
    query_timeout: PATIENCE,
    application_name: 'permanence-doctor',
  });
  // One that breaks later has been told of by the query already.
  client.on('error', () => {});
  try {
    await client.connect();
    const before = Date.now();
    const facts = (await client.query<Facts>(FACTS)).rows[0];
    if (!facts) throw new Error('PostgreSQL gave no row');
    const ahead = (before + Date.now()) / 2 - facts.now;
    const inside = facts.migrated ? await read(client) : [judgeMigrations(undefined)];
    const findings = [judge(facts, place, isLoopback(hostname)), ...inside];
    return { findings, clocks: [{ host, ahead }] };
  } catch (error) {
    const code = codeOf(error);
    const what = REFUSALS[code] ?? connectionFault(error);
    return found({ check, state: 'broken', what, values: { place, host, code } });
  } finally {
    // A server that does not answer need not hear that we leave.
    void client.end().catch(() => {});
  }
}

function judge(facts: Facts, place: string, near: boolean): Finding {
  const { version } = facts;
  const values = { place, version, megabytes: Math.ceil(facts.bytes / 1e6) };
  if (facts.readOnly) return { check, state: 'broken', what: 'database.read_only', values };
  if (!facts.mayCreate) return { check, state: 'broken', what: 'database.rights', values };
  if (!facts.secure && !near) return { check, state: 'look', what: 'database.readable', values };
  return { check, state: 'ok', what: 'database.server', values };
}

async function read(client: pg.Client): Promise<Finding[]> {
  const { rows } = await client.query<{ name: string }>('select name from kysely_migration');
  const names = rows.map(({ name }) => name);
  const migrations = judgeMigrations(names);
  const counts = await client
    .query<{ replies: number; tickets: number }>(
      `select (select count(*) from outbox where state = 'failed')::int as replies,
       (select count(*) from ticket where state = 'failed')::int as tickets`,
    )
    // An older version has not all tables.
    .catch(() => undefined);
  return [migrations, ...(counts?.rows[0] ? judgeBacklog(counts.rows[0]) : [])];
}
