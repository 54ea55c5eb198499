import { type Dialect, Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Logger } from 'pino';
import { told } from '../terminal/told.ts';
import { copyBeforeMigration } from './backup/copy-before-migration.ts';
import { type Bus, createLocalBus } from './bus.ts';
import { readError, StoreError, StoreUnavailableError } from './errors.ts';
import { migrations } from './migrations/index.ts';
import { createPostgresDialect } from './postgres.ts';
import { createPostgresBus } from './postgres-bus.ts';
import type { Schema } from './schema.ts';
import { createSqliteDialect } from './sqlite.ts';
import { createDatabaseFile, lockDatabase } from './sqlite-file.ts';
import { type Transact, transactEach, transactInGroups } from './transact.ts';

export type Database = Kysely<Schema>;

/** The one store: SQLite where a single instance runs, PostgreSQL where several do. */
export interface Store {
  readonly engine: 'sqlite' | 'postgres';
  /** For reading outside of a transaction. */
  readonly db: Database;
  /** Inside, wait for nothing but queries of the transaction that is passed in. */
  readonly transact: Transact;
  readonly bus: Bus;
  /** Whether the database is still where its URL says; an embedded one may have been moved or deleted. */
  inPlace(): boolean;
  /**
   * Makes this process the one that serves an embedded database, until the store is closed; commands work beside it. Throws
   * `StoreError` where another process is.
   */
  claim(): void;
  close(): Promise<void>;
}

/**
 * Opens the database of a URL (`file:./data/permanence.db` or `postgres://user@host/name`) and brings its tables up to
 * date, one instance at a time; of an embedded one a copy is made before. Throws `StoreError` where it cannot be opened or was written by a newer version.
 */
export async function openStore(url: string, log: Logger): Promise<Store> {
  const place = readPlace(url);
  if (place.engine === 'sqlite') return openEmbedded(place.name, log);
  const db = connect(place.name, () => createPostgresDialect(url, log));
  await migrate(db, place.name);
  const bus = createPostgresBus(url, log);
  const shared = { ...place, db, bus, inPlace: () => true, claim: () => {} };
  return { ...shared, transact: transactEach(db), close: () => close(db, bus) };
}

async function openEmbedded(path: string, log: Logger): Promise<Store> {
  const { inPlace } = attempt(path, () => createDatabaseFile(path));
  const copy = await copyBeforeMigration(path);
  if (copy) log.warn({ copy }, 'the tables are brought up to date; the database as it was has been copied');
  const db = connect(path, () => createSqliteDialect(path));
  await migrate(db, path);
  const bus = createLocalBus();
  let unlock = () => {};
  const claim = () => {
    unlock = attempt(path, () => lockDatabase(path));
  };
  const shared = { engine: 'sqlite' as const, db, bus, inPlace, claim };
  return { ...shared, transact: transactInGroups(db), close: () => close(db, bus).finally(() => unlock()) };
}

/** What a database URL names, without the password that may stand in it. */
function readPlace(url: string): { engine: Store['engine']; name: string } {
  if (url.startsWith('file:')) return { engine: 'sqlite', name: url.replace(/^file:/, '') };
  const { host, pathname } = new URL(url);
  return { engine: 'postgres', name: `${host}${pathname}` };
}

function connect(name: string, dialect: () => Dialect): Database {
  return attempt(name, () => new Kysely<Schema>({ dialect: dialect() }));
}

/** Throws `StoreError` where a database cannot be opened. */
function attempt<T>(name: string, open: () => T): T {
  try {
    return open();
  } catch (cause) {
    if (cause instanceof StoreError) throw cause;
    throw new StoreError(
      told({
        en: `DATABASE_URL: cannot open ${name}: ${reason(cause)}`,
        fr: `DATABASE_URL : ${name} ne peut pas être ouvert : ${reason(cause)}`,
      }),
      { cause },
    );
  }
}

async function migrate(db: Database, name: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest().catch((thrown: unknown) => ({ error: thrown }));
  if (!error) return;
  await db.destroy();
  if (readError(error) instanceof StoreUnavailableError) {
    throw new StoreError(
      told({
        en: `DATABASE_URL: ${name} cannot be reached: ${reason(error)}`,
        fr: `DATABASE_URL : ${name} n’est pas joignable : ${reason(error)}`,
      }),
      { cause: error },
    );
  }
  throw new StoreError(
    told({
      en: `DATABASE_URL: the tables of ${name} cannot be brought up to date (${reason(error)}). If a newer version of the service has used this database, run that version.`,
      fr: `DATABASE_URL : les tables de ${name} ne peuvent pas être mises à jour (${reason(error)}). Si une version plus récente du service a utilisé cette base, démarrez cette version-là.`,
    }),
    { cause: error },
  );
}

async function close(db: Database, bus: Bus): Promise<void> {
  await bus.close();
  await db.destroy();
}

function reason(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reason(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
