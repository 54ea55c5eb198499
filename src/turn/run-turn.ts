import type { Store } from '../store/open.ts';
import * as queries from '../store/queries/index.ts';
import { announce } from './announce.ts';
import { hideAnnounced } from './announced-secret.ts';
import { newRow } from './conversation-row.ts';
import { activityId } from './log-entries.ts';
import type { Commit, DeskPort, TurnRequest } from './types.ts';

export interface TurnResult {
  /** Id of the person's activity in the log; of an earlier delivery where this one is a repetition. */
  readonly activityId: string | null;
  readonly repeated: boolean;
}

export interface TurnParts {
  readonly store: Store;
  readonly commit: Commit;
  readonly desk: DeskPort;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface Turns {
  /** Runs one turn in one transaction. The same key a second time has no effect. */
  run(request: TurnRequest): Promise<TurnResult>;
  /** Runs the turn of a timer that is due; a stale one is dropped. */
  fire(timer: queries.TimerRow): Promise<void>;
}

/**
 * Builds what runs turns: inbox id, snapshot, log, timers and outbox in one transaction.
 *
 *     const { text, found } = redact('compte bloqué');
 *     const event = { type: 'message', text, found };
 *     await turns.run({ conversationId, channel: 'webchat', start: { locale: 'fr', academy: null }, key: 'activity:7', event });
 */
export function createTurns({ store, commit, desk, now }: TurnParts): Turns {
  async function run(request: TurnRequest): Promise<TurnResult> {
    const { conversationId, key } = request;
    const at = now();
    const { repeated, echoId, row } = await store.transact(async (trx) => {
      const locked = await queries.lockConversation(trx, conversationId, () => newRow(request, at));
      if (!locked) throw new Error('a conversation that was just created is not there');
      // The person's own words come first in the log.
      const id = request.echo ? activityId(locked, locked.lastSeq + 1) : null;
      const claim = { conversationId, key, activityId: id, receivedAt: at };
      if (!(await queries.claimInbox(trx, claim))) {
        return { repeated: true, echoId: await queries.findInbox(trx, conversationId, key), row: locked };
      }
      const input = await hideAnnounced(trx, locked, request, at);
      return { repeated: false, echoId: id, row: await commit(trx, locked, input, at) };
    });
    if (!repeated) announce(store.bus, row);
    return { repeated, activityId: echoId };
  }

  async function fire(timer: queries.TimerRow): Promise<void> {
    const at = now();
    const changed = await store.transact(async (trx) => {
      // The conversation first, as in every turn: whoever holds it may be cancelling this timer.
      const row = await queries.lockConversation(trx, timer.conversationId);
      if (!row || !(await queries.takeTimer(trx, timer))) return undefined;
      const event = JSON.parse(timer.event);
      if (!desk.ownsTimer(timer)) return commit(trx, row, { event: { type: 'timer', event } }, at);
      const fired = await desk.fireTimer(trx, row, event, at);
      return fired.event ? commit(trx, fired.row, { event: fired.event }, at) : fired.row;
    });
    if (changed) announce(store.bus, changed);
  }

  return { run, fire };
}
