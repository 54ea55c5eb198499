import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';

/** Tables that a conversation has rows in, and their columns that have its id in them. */
const TABLES = [
  { table: 'conversation', ids: ['id'] },
  { table: 'inbox', ids: ['conversationId'] },
  { table: 'activity', ids: ['conversationId', 'id'] },
  { table: 'timer', ids: ['conversationId'] },
] as const;
/** Years by which copied timers are put off, so that none fires while something is measured. */
const LATER = 10 * 365 * 24 * 3_600_000;
/** Ids of Teams' conversations begin with their channel. */
const CHANNEL = 'msteams|';

interface Engine {
  run(sql: string): Promise<void> | void;
  rows(sql: string): Promise<Record<string, unknown>[]> | Record<string, unknown>[];
  /** Numbers `i` from 1 to `last`, as something to select from. */
  numbers(last: number): string;
  /** Eight hexadecimal digits of a number. */
  hex(number: string): string;
  close(): Promise<void> | void;
}

/**
 * Copies the conversations of a database, with all their rows, under ids that are spread evenly, until there are `total`.
 * Gives the Teams conversations' own ids, as their channel knows them: at most `sample` of them.
 */
export async function fill(url: string, total: number, sample: number): Promise<string[]> {
  const engine = url.startsWith('postgres:')
    ? await openPostgres(url)
    : openSqlite(url.replace(/^file:/, ''));
  const [{ count } = { count: 0 }] = await engine.rows('SELECT count(*) AS count FROM conversation');
  const copies = Math.max(0, Math.round(total / Number(count)) - 1);
  for (const { table, ids } of TABLES) {
    await engine.run(`CREATE TEMPORARY TABLE sample_${table} AS SELECT * FROM ${table}`);
    const [row] = await engine.rows(`SELECT * FROM sample_${table} LIMIT 1`);
    if (!row || copies === 0) continue;
    const spread = engine.hex(`i * ${Math.floor(2 ** 32 / (copies + 1))}`);
    const moved = (name: string) =>
      `CASE WHEN "${name}" LIKE '${CHANNEL}%' THEN '${CHANNEL}' || ${spread} || substr("${name}", ${CHANNEL.length + 1}) ELSE ${spread} || "${name}" END`;
    const names = Object.keys(row);
    const values = names.map((name) => {
      if (ids.some((id) => id === name)) return moved(name);
      return name === 'dueAt' ? `"dueAt" + ${LATER}` : `"${name}"`;
    });
    await engine.run(
      `INSERT INTO ${table} (${names.map((name) => `"${name}"`)}) SELECT ${values} FROM ${engine.numbers(copies)} CROSS JOIN sample_${table}`,
    );
  }
  const found = await engine.rows(
    `SELECT id FROM conversation WHERE channel = 'teams' ORDER BY random() LIMIT ${sample}`,
  );
  await engine.run('ANALYZE');
  await engine.close();
  return found.map(({ id }) => String(id).slice(CHANNEL.length));
}

function openSqlite(path: string): Engine {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA synchronous=OFF; PRAGMA cache_size=-500000; PRAGMA temp_store=MEMORY');
  return {
    run: (sql) => database.exec(sql),
    rows: (sql) => database.prepare(sql).all(),
    numbers: (last) =>
      `(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${last}) SELECT i FROM n)`,
    hex: (number) => `printf('%08x', ${number})`,
    close: () => {
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      database.close();
    },
  };
}

async function openPostgres(url: string): Promise<Engine> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    run: async (sql) => {
      await client.query(sql);
    },
    rows: async (sql) => (await client.query(sql)).rows,
    numbers: (last) => `generate_series(1, ${last}::bigint) AS n(i)`,
    hex: (number) => `lpad(to_hex(${number}), 8, '0')`,
    close: () => client.end(),
  };
}
