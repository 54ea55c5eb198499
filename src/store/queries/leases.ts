import type { Trx } from '../prepared.ts';
import type { OperationsSchema } from '../schema.ts';

type LeaseRow = OperationsSchema['lease'];

/**
 * Takes a lease whose time is over, or that nobody has yet; false where another run has it. One that ends later than the new one
 * was taken by a clock that went wrong, and counts as over.
 */
export async function takeLease(trx: Trx, lease: LeaseRow, now: number): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('lease')
    .values(lease)
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet({ holder: lease.holder, until: lease.until })
        .where(({ or, eb }) => or([eb('lease.until', '<=', now), eb('lease.until', '>', lease.until)])),
    )
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Prolongs a lease; false where it was lost meanwhile. */
export async function holdLease(trx: Trx, { name, holder, until }: LeaseRow): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('lease')
    .set({ until })
    .where('name', '=', name)
    .where('holder', '=', holder)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}
