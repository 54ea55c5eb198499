import { preparedRows, preparedWrite, type Trx } from '../prepared.ts';
import { traceParent } from '../trace-parent.ts';
import type { OutboxRow } from './outbox.ts';

const insert = preparedRows<OutboxRow>((db, rows) =>
  db.insertInto('outbox').values(
    rows.map(({ conversationId, seq, body, state, attempts, nextAt, failure, createdAt, fence, trace }) => ({
      conversationId,
      seq,
      body,
      state,
      attempts,
      nextAt,
      failure,
      createdAt,
      fence,
      trace,
    })),
  ),
);

const UNSETTLED = ['queued', 'waiting', 'sending'] as const;

/** The first of a turn: it waits behind what is not settled, in one statement with the look for that. */
const insertFirst = preparedWrite<Omit<OutboxRow, 'state'>>((db, row) =>
  db.insertInto('outbox').values(({ case: choose, exists, selectFrom }) => ({
    conversationId: row.conversationId,
    seq: row.seq,
    body: row.body,
    attempts: row.attempts,
    nextAt: row.nextAt,
    failure: row.failure,
    createdAt: row.createdAt,
    fence: row.fence,
    trace: row.trace,
    state: choose()
      .when(
        exists(
          selectFrom('outbox as other')
            .select('other.seq')
            .where('other.conversationId', '=', row.conversationId)
            .where('other.state', 'in', UNSETTLED),
        ),
      )
      .then('queued' as const)
      .else('waiting' as const)
      .end(),
  })),
);

/**
 * Puts replies of a conversation, which the transaction holds, into the outbox. `at` in milliseconds since 1970. What the
 * bot says carries the fence of its conversation, and is dropped once that is over; what an agent says carries none.
 */
export async function enqueue(
  trx: Trx,
  conversationId: string,
  replies: readonly { readonly seq: number; readonly body: string }[],
  at: number,
  fence: number | null,
): Promise<void> {
  if (replies.length === 0) return;
  const trace = traceParent();
  const [first, ...others] = replies.map(({ seq, body }) => ({
    ...{ conversationId, seq, body, fence, attempts: 0, failure: null, nextAt: at, createdAt: at },
    state: 'queued' as const,
    trace,
  }));
  if (!first) return;
  await insertFirst(trx, first);
  await insert(trx, others);
}
