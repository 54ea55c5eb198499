import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { told } from '../../terminal/told.ts';
import { openStore, type Store } from '../open.ts';
import type { Trx } from '../prepared.ts';
import { type ReceiptRow, writeReceipt } from '../queries/index.ts';
import { createSum, type Row, type Sum } from './checksum.ts';
import { MoveError } from './errors.ts';
import { openSource, type Source } from './source.ts';

/** Rows written, and read back, at a time. */
const BATCH = 500;

/** What was moved: rows and checksum of each table, the same on both sides. */
export interface MoveReport {
  readonly tables: Readonly<Record<string, Sum>>;
  readonly receipt: ReceiptRow;
}

/**
 * Copies an SQLite database into an empty PostgreSQL, all of it in one transaction, and compares both sides before the commit.
 * Throws `MoveError` where the one is in use, the other is not empty or they differ, `StoreError` where one cannot be opened.
 * `now` in milliseconds since 1970.
 */
export async function moveStore(from: string, to: string, log: Logger, now: number): Promise<MoveReport> {
  const path = from.replace(/^file:/, '');
  if (!from.startsWith('file:') || !/^postgres(ql)?:/.test(to)) {
    throw new MoveError(
      told({
        en: 'A move goes from an SQLite database (file:…) to a PostgreSQL (postgres://…).',
        fr: 'Un déplacement va d’une base SQLite (file:…) à une base PostgreSQL (postgres://…).',
      }),
    );
  }
  // Whoever has it open would go on writing: that is found out before anything is changed.
  openSource(path).close();
  // Brings its tables up to date.
  await (await openStore(from, log)).close();
  const source = openSource(path);
  try {
    const target = await openStore(to, log);
    try {
      return await copyAll(source, target, now);
    } finally {
      await target.close();
    }
  } finally {
    source.close();
  }
}

function copyAll(source: Source, target: Store, now: number): Promise<MoveReport> {
  return target.transact(async (trx) => {
    for (const table of source.tables) await claimEmpty(trx, table);
    const tables: Record<string, Sum> = {};
    for (const table of source.tables) {
      const { rows, sum } = source.read(table);
      await write(trx, table, rows);
      tables[table] = sum();
      const arrived = await sumOf(trx, table);
      if (arrived.checksum !== sum().checksum || arrived.rows !== sum().rows) {
        throw new MoveError(
          told({
            en: `${table} did not arrive as it was; nothing has been written.`,
            fr: `${table} n’est pas arrivée telle quelle ; rien n’a été écrit.`,
          }),
        );
      }
    }
    const counts = JSON.stringify(
      Object.fromEntries(Object.entries(tables).map(([name, { rows }]) => [name, rows])),
    );
    const receipt = {
      id: randomUUID(),
      act: 'move' as const,
      subject: 'store',
      counts,
      cutoff: null,
      lastSeq: null,
      at: now,
    };
    await writeReceipt(trx, receipt);
    return { tables, receipt };
  });
}

/** Nobody writes to the table until the end of the transaction. */
async function claimEmpty(trx: Trx, table: string): Promise<void> {
  await sql`lock table ${sql.table(table)} in exclusive mode`.execute(trx);
  const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(trx);
  if (rows.length > 0) {
    throw new MoveError(
      told({
        en: `The PostgreSQL database is not empty (${table} has rows). Give a new one; nothing has been written.`,
        fr: `La base PostgreSQL n’est pas vide (${table} a des lignes). Donnez-en une nouvelle ; rien n’a été écrit.`,
      }),
    );
  }
}

async function write(trx: Trx, table: string, rows: Iterable<Row>): Promise<void> {
  let batch: Row[] = [];
  const flush = async () => {
    if (batch.length > 0) await sql`insert into ${sql.table(table)} ${valuesOf(batch)}`.execute(trx);
    batch = [];
  };
  for (const row of rows) {
    batch.push(row);
    if (batch.length === BATCH) await flush();
  }
  await flush();
}

function valuesOf(batch: readonly Row[]) {
  const columns = Object.keys(batch[0] ?? {});
  const tuples = batch.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`);
  return sql`(${sql.join(columns.map((column) => sql.ref(column)))}) values ${sql.join(tuples)}`;
}

/** Reads a table back through a cursor, so that no table has to fit into memory. */
async function sumOf(trx: Trx, table: string): Promise<Sum> {
  const sum = createSum();
  await sql`declare moved no scroll cursor for select * from ${sql.table(table)}`.execute(trx);
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(BATCH)} from moved`.execute(trx);
    for (const row of rows) sum.add(row);
    if (rows.length === 0) break;
  }
  await sql`close moved`.execute(trx);
  return sum.read();
}
