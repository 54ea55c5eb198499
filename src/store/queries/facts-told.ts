import type { Reader, Trx } from '../prepared.ts';

/** The facts of an academy, each with the month of its last check, that its owner has been told are due. */
export async function readFactsTold(db: Reader, academy: string): Promise<string[]> {
  const rows = await db.selectFrom('factTold').select('fact').where('academy', '=', academy).execute();
  return rows.map(({ fact }) => fact);
}

/** Notes that the owner of an academy has been told of facts (`at` in milliseconds since 1970). */
export async function noteFactsTold(
  trx: Trx,
  academy: string,
  facts: readonly string[],
  at: number,
): Promise<void> {
  await trx
    .insertInto('factTold')
    .values(facts.map((fact) => ({ academy, fact, toldAt: at })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
