import { prepared, preparedWrite, type Reader } from '../prepared.ts';
import type { Schema } from '../schema.ts';

export type TimerRow = Schema['timer'];
type TimerKey = Pick<TimerRow, 'conversationId' | 'id'>;

const set = preparedWrite<TimerRow>((db, { conversationId, id, token, dueAt, event }) =>
  db
    .insertInto('timer')
    .values({ conversationId, id, token, dueAt, event })
    .onConflict((conflict) =>
      conflict.columns(['conversationId', 'id']).doUpdateSet({ token, dueAt, event }),
    ),
);

/** Sets a timer, in place of one with the same id. */
export async function setTimer(trx: Reader, row: TimerRow): Promise<void> {
  await set(trx, row);
}

const cancel = preparedWrite<TimerKey>((db, { conversationId, id }) =>
  db.deleteFrom('timer').where('conversationId', '=', conversationId).where('id', '=', id),
);

/** Cancels a timer, if it is set. */
export async function cancelTimer(trx: Reader, conversationId: string, id: string): Promise<void> {
  await cancel(trx, { conversationId, id });
}

const take = prepared<TimerKey & { token: string }>((db, { conversationId, id, token }) =>
  db
    .deleteFrom('timer')
    .where('conversationId', '=', conversationId)
    .where('id', '=', id)
    .where('token', '=', token),
);

/** Takes a timer that fires. False where it has been cancelled, set anew or fired already. */
export async function takeTimer(trx: Reader, timer: TimerKey & { token: string }): Promise<boolean> {
  return (await take(trx, timer)).numAffectedRows === 1n;
}

const due = prepared<{ now: number; limit: number }, TimerRow>((db, { now, limit }) =>
  db.selectFrom('timer').selectAll().where('dueAt', '<=', now).orderBy('dueAt').limit(limit),
);

/** Timers whose time has come, oldest first. `now` in milliseconds since 1970. */
export async function dueTimers(db: Reader, now: number, limit: number): Promise<TimerRow[]> {
  return (await due(db, { now, limit })).rows;
}
