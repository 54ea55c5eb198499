import { prepared, preparedRows, preparedWrite, type Reader, type Trx } from '../prepared.ts';
import type { Schema } from '../schema.ts';
import { locksRows } from './locks.ts';
import { overwriting } from './overwriting.ts';
import { lastErased } from './receipts.ts';

/** Looks for a row that was just created, which may be erased before it is held. */
const ATTEMPTS = 5;
/** Activities that a log holds, and after how many new ones it is looked at. */
export const MOST_ACTIVITIES = 2000;
const TRIM_EVERY = 100;

export type ConversationRow = Schema['conversation'];
export type ActivityRow = Schema['activity'];

const byId = prepared<{ id: string }, ConversationRow>((db, { id }) =>
  db.selectFrom('conversation').selectAll().where('id', '=', id),
);

const byIdLocked = prepared<{ id: string }, ConversationRow>((db, { id }) =>
  db
    .selectFrom('conversation')
    .selectAll()
    .where('id', '=', id)
    .$if(locksRows(db), (query) => query.forUpdate()),
);

const heldById = prepared<{ id: string }, Pick<ConversationRow, 'id'>>((db, { id }) =>
  db
    .selectFrom('conversation')
    .select('id')
    .where('id', '=', id)
    .$if(locksRows(db), (query) => query.forUpdate()),
);

const insert = prepared<ConversationRow>((db, row) =>
  db
    .insertInto('conversation')
    .values(columnsOf(row))
    .onConflict((conflict) => conflict.doNothing()),
);

const update = preparedWrite<ConversationRow>((db, row) => {
  const { id, createdAt: _, channel: __, ...changes } = columnsOf(row);
  return db.updateTable('conversation').set(changes).where('id', '=', id);
});

/** The row of a conversation, if there is one. */
export async function findConversation(db: Reader, id: string): Promise<ConversationRow | undefined> {
  return (await byId(db, { id })).rows[0];
}

/**
 * The row of a conversation, created where there is none, and held until the end of the transaction: turns of one
 * conversation follow one another, on however many instances they run.
 */
export async function lockConversation(
  trx: Trx,
  id: string,
  create?: () => ConversationRow,
): Promise<ConversationRow | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const [known] = (await byIdLocked(trx, { id })).rows;
    if (known || !create) return known;
    const row = { ...create(), lastSeq: await lastErased(trx, id) };
    // Whoever has written the row holds it; else another instance was quicker.
    if ((await insert(trx, row)).numAffectedRows === 1n) return row;
  }
  return undefined;
}

/** Holds a conversation until the end of the transaction, as `lockConversation` does, without reading it; false where there is none. */
export async function holdConversation(trx: Trx, id: string): Promise<boolean> {
  return (await heldById(trx, { id })).rows.length > 0;
}

/** Writes the columns of a conversation anew, except for those that never change. */
export async function updateConversation(trx: Reader, row: ConversationRow): Promise<void> {
  await update(trx, row);
}

/** Forgets what is known of the last words of a conversation, which the transaction holds: its log is changed. */
export async function forgetPlain(trx: Trx, id: string): Promise<void> {
  await trx.updateTable('conversation').set({ plainSeq: null }).where('id', '=', id).execute();
}

const append = preparedRows<ActivityRow>((db, rows) =>
  db.insertInto('activity').values(
    rows.map(({ conversationId, seq, id, body, createdAt }) => ({
      conversationId,
      seq,
      id,
      body,
      createdAt,
    })),
  ),
);

/**
 * Adds to the log of a conversation, which the transaction holds. A log that has grown too long loses its beginning: a
 * conversation in Teams never ends, and nobody fills the disk with one.
 */
export async function appendActivities(trx: Trx, rows: readonly ActivityRow[]): Promise<void> {
  await append(trx, rows);
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last || last.seq <= MOST_ACTIVITIES) return;
  if (Math.floor(last.seq / TRIM_EVERY) === Math.floor((first.seq - 1) / TRIM_EVERY)) return;
  const { conversationId } = last;
  await overwriting(trx, () =>
    trx
      .deleteFrom('activity')
      .where('conversationId', '=', conversationId)
      .where('seq', '<=', last.seq - MOST_ACTIVITIES)
      .execute(),
  );
}

const after = prepared<{ conversationId: string; seq: number; limit: number }, ActivityRow>(
  (db, { conversationId, seq, limit }) =>
    db
      .selectFrom('activity')
      .selectAll()
      .where('conversationId', '=', conversationId)
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(limit),
);

/** The activities after a watermark (the number of the last one seen), oldest first, a bounded number at a time. */
export async function readActivities(
  db: Reader,
  conversationId: string,
  seq: number,
  limit: number,
): Promise<ActivityRow[]> {
  return (await after(db, { conversationId, seq, limit })).rows;
}

/** How the body of what a person said begins, as `logEntries` writes it. */
const BY_PERSON = '{"from":"user"%';

const lastByPerson = prepared<{ conversationId: string; seq: number; after: number }, ActivityRow>(
  (db, { conversationId, seq, after: oldest }) =>
    db
      .selectFrom('activity')
      .selectAll()
      .where('conversationId', '=', conversationId)
      .where('seq', '<=', seq)
      .where('seq', '>', oldest)
      .where('body', 'like', BY_PERSON)
      .orderBy('seq', 'desc')
      .limit(1),
);

/** What the person said last up to a number of the log, among so many activities before it. */
export async function lastSaid(
  db: Reader,
  conversationId: string,
  seq: number,
  reach: number,
): Promise<ActivityRow | undefined> {
  return (await lastByPerson(db, { conversationId, seq, after: seq - reach })).rows[0];
}

/** Ids of the conversations that have changed since a moment (milliseconds since 1970). */
export async function changedSince(db: Reader, moment: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('conversation')
    .select('id')
    .where('updatedAt', '>=', moment)
    .orderBy('updatedAt')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** The columns, each named: stand-ins cannot be spread. */
function columnsOf(row: ConversationRow): ConversationRow {
  return {
    id: row.id,
    channel: row.channel,
    chartVersion: row.chartVersion,
    locale: row.locale,
    academy: row.academy,
    spokenAt: row.spokenAt,
    snapshot: row.snapshot,
    backStack: row.backStack,
    reference: row.reference,
    lastSeq: row.lastSeq,
    plainSeq: row.plainSeq,
    resumePoint: row.resumePoint,
    owner: row.owner,
    fence: row.fence,
    caseId: row.caseId,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
