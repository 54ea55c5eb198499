import type { Store } from '../../src/store/open.ts';

/** A conversation with two activities, and something in every other table that holds something of one. */
export async function putConversation(
  { db }: Pick<Store, 'db'>,
  id: string,
  at: number,
  words = 'bonjour',
): Promise<void> {
  await db
    .insertInto('conversation')
    .values({
      id,
      channel: 'teams',
      chartVersion: 1,
      locale: 'fr',
      academy: 'paris',
      spokenAt: at,
      snapshot: JSON.stringify({ context: { story: words } }),
      trail: `${JSON.stringify({ words })}\n${JSON.stringify({ words })}`,
      reference: null,
      lastSeq: 2,
      createdAt: at,
      updatedAt: at,
    })
    .execute();
  for (const seq of [1, 2]) {
    const body = JSON.stringify({ from: 'user', activity: { type: 'message', text: words } });
    await db
      .insertInto('activity')
      .values({ conversationId: id, seq, id: `${id}|${seq}`, body, createdAt: at })
      .execute();
    const state = seq === 1 ? 'waiting' : 'queued';
    await db
      .insertInto('outbox')
      .values({ conversationId: id, seq, body, state, attempts: 0, nextAt: at, failure: null, createdAt: at })
      .execute();
  }
  await db
    .insertInto('inbox')
    .values({ conversationId: id, key: 'k', activityId: null, receivedAt: at })
    .execute();
  await db
    .insertInto('timer')
    .values({ conversationId: id, id: 't', token: 'x', dueAt: at, event: '{"type":"wait.over"}' })
    .execute();
}
