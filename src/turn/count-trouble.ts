import type { Trouble } from '../../intents/labels.ts';
import * as queries from '../store/queries/index.ts';

/** Milliseconds in which what people have trouble with is counted together. */
export const SLOT = 5 * 60_000;
const HOUR = 3_600_000;

/** What a person has come to have trouble with, and where. */
export interface Troubled {
  readonly academy: string;
  readonly trouble: Trouble;
}

/**
 * Counts that somebody has taken up a trouble, in the turn's transaction. Once an hour for each conversation: who goes back and
 * forth is one person. What is counted does not tell who. `at` in milliseconds since 1970.
 */
export async function countTrouble(
  trx: queries.Trx,
  conversationId: string,
  { academy, trouble }: Troubled,
  at: number,
): Promise<void> {
  const key = `counted:${academy}:${trouble}:${Math.floor(at / HOUR)}`;
  if (!(await queries.claimInbox(trx, { conversationId, key, activityId: null, receivedAt: at }))) return;
  await queries.addTroubleCount(trx, { slot: Math.floor(at / SLOT), academy, trouble });
}
