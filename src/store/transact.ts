import { CompiledQuery, type Kysely, type Transaction } from 'kysely';
import { isPlanOutdated, readError } from './errors.ts';
import { execute } from './prepared.ts';
import type { Schema } from './schema.ts';

/** Runs work in a transaction; rejects with what the work threw, or with `StoreUnavailableError`. Nothing is written then. */
export type Transact = <T>(work: (trx: Transaction<Schema>) => Promise<T>) => Promise<T>;

/** Pieces of work that share a commit at most: what one of them waits for the others stays short. */
const GROUP = 64;
/** Milliseconds of work on a group after which what has come in meanwhile is looked at. */
const STRETCH = 5;

interface Job {
  run(trx: Transaction<Schema>): Promise<void>;
  commit(): void;
  fail(error: unknown): void;
}

/** Each piece of work in a transaction of its own, many at once. */
export function transactEach(db: Kysely<Schema>): Transact {
  return async (work) => {
    const run = () => db.transaction().execute(work);
    try {
      // Once more where a newer instance has added a column: nothing was written, and all is planned anew.
      return await run().catch((error) => (isPlanOutdated(error) ? run() : Promise.reject(error)));
    } catch (error) {
      throw readError(error);
    }
  };
}

/**
 * For an engine that writes one transaction at a time: what is waiting when a commit ends shares the next one, each piece
 * in a savepoint of its own, so that the disk is waited for once a group and not once a turn. A group does not hold up the event loop
 * as a whole: libuv accepts one connection a round, so that after a pause the last of 64 callers would wait for as many groups.
 */
export function transactInGroups(db: Kysely<Schema>): Transact {
  let waiting: Job[] = [];
  let draining = false;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting.slice(0, GROUP);
      waiting = waiting.slice(GROUP);
      await commit(group);
      // Lets the requests in that came meanwhile: they are the next group.
      await nextRound();
    }
    draining = false;
  }

  async function commit(group: readonly Job[]): Promise<void> {
    const done: Job[] = [];
    try {
      const [first] = group;
      await db.transaction().execute(async (trx) => {
        // One alone is undone with its transaction.
        if (first && group.length === 1) {
          await first.run(trx);
          done.push(first);
          return;
        }
        let since = performance.now();
        for (const job of group) {
          if (performance.now() - since >= STRETCH) {
            await nextRound();
            since = performance.now();
          }
          if (await inSavepoint(trx, job)) done.push(job);
        }
      });
    } catch (error) {
      for (const job of group) job.fail(readError(error));
      return;
    }
    for (const job of done) job.commit();
  }

  return <T>(work: (trx: Transaction<Schema>) => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      let result: T;
      waiting.push({
        run: async (trx) => {
          result = await work(trx);
        },
        commit: () => resolve(result),
        fail: reject,
      });
      if (draining) return;
      draining = true;
      // After the requests that have arrived together with this one.
      setImmediate(() => void drain());
    });
}

/** Until the event loop has accepted, read and answered what was there. Kysely lets no statement of others in between. */
function nextRound(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const SAVE = CompiledQuery.raw('savepoint job');
const RELEASE = CompiledQuery.raw('release job');
const UNDO = CompiledQuery.raw('rollback to job');

/** Whether the work was done; what fails is undone by itself. Throws where the whole transaction is lost. */
async function inSavepoint(trx: Transaction<Schema>, job: Job): Promise<boolean> {
  await execute(trx, SAVE);
  try {
    await job.run(trx);
  } catch (error) {
    // On a full disk SQLite has undone the whole transaction already: the cause counts, not that there is no savepoint.
    await execute(trx, UNDO).catch(() => {
      throw error;
    });
    await execute(trx, RELEASE);
    job.fail(readError(error));
    return false;
  }
  await execute(trx, RELEASE);
  return true;
}
