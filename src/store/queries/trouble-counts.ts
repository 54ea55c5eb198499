import { preparedWrite, type Reader, type Trx } from '../prepared.ts';
import type { Schema } from '../schema.ts';

export type TroubleCountRow = Schema['troubleCount'];

/** People who took up a trouble in some slots. */
export type TroubleSum = Pick<TroubleCountRow, 'academy' | 'trouble' | 'people'>;

const add = preparedWrite<Omit<TroubleCountRow, 'people'>>((db, { slot, academy, trouble }) =>
  db
    .insertInto('troubleCount')
    .values({ slot, academy, trouble, people: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['slot', 'academy', 'trouble'])
        .doUpdateSet(({ eb }) => ({ people: eb('troubleCount.people', '+', 1) })),
    ),
);

/** Counts one more person. */
export async function addTroubleCount(trx: Trx, row: Omit<TroubleCountRow, 'people'>): Promise<void> {
  await add(trx, row);
}

/** The people of the slots from one up to, and without, another. */
export async function sumTroubleCounts(db: Reader, from: number, to: number): Promise<TroubleSum[]> {
  const rows = await db
    .selectFrom('troubleCount')
    .select(({ fn }) => ['academy', 'trouble', fn.sum<number>('people').as('people')])
    .where('slot', '>=', from)
    .where('slot', '<', to)
    .groupBy(['academy', 'trouble'])
    .execute();
  return rows.map((row) => ({ ...row, people: Number(row.people) }));
}

/** The first slot that is counted; none where nothing is yet. */
export async function firstTroubleSlot(db: Reader): Promise<number | undefined> {
  const row = await db.selectFrom('troubleCount').select('slot').orderBy('slot').limit(1).executeTakeFirst();
  return row?.slot;
}

/** Forgets what was counted before a slot. */
export async function forgetTroubleCounts(trx: Trx, before: number): Promise<void> {
  await trx.deleteFrom('troubleCount').where('slot', '<', before).execute();
}
