import { randomUUID } from 'node:crypto';
import * as queries from '../store/queries/index.ts';
import type { Effect } from './types.ts';

/** Sets and cancels the timers among some effects, in their order. */
export async function applyTimers(
  trx: queries.Trx,
  conversationId: string,
  effects: readonly Effect[],
): Promise<void> {
  for (const effect of effects) {
    if (effect.type === 'timer.cancel') await queries.cancelTimer(trx, conversationId, effect.id);
    if (effect.type === 'timer.set') {
      const { id, dueAt, event } = effect;
      const row = { conversationId, id, token: randomUUID(), dueAt, event: JSON.stringify(event) };
      await queries.setTimer(trx, row);
    }
  }
}
