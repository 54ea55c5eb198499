import type { Store } from '../../src/store/open.ts';
import { redacted } from './redacted.ts';

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
      backStack: `${JSON.stringify({ words })}\n${JSON.stringify({ words })}`,
      reference: null,
      resumePoint: null,
      owner: null,
      fence: 0,
      caseId: `case-${id}`,
      lastSeq: 2,
      plainSeq: null,
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
      .values({
        conversationId: id,
        seq,
        body,
        state,
        attempts: 0,
        nextAt: at,
        failure: null,
        createdAt: at,
        fence: 0,
        trace: null,
      })
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
  await db
    .insertInto('teamsCard')
    .values({ conversationId: id, seq: 1, remoteId: 'r', body: JSON.stringify({ words }) })
    .execute();
  await db
    .insertInto('feedback')
    .values({ conversationId: id, remoteId: 'r', reaction: 'like', comment: redacted(words), createdAt: at })
    .execute();
  await db
    .insertInto('resumeCode')
    .values({ conversationId: id, hash: `hash of ${id}`, createdAt: at })
    .execute();
  await db
    .insertInto('incidentWatch')
    .values({ conversationId: id, incidentId: 'incident', askedAt: at })
    .execute();
  const caseId = `case-${id}`;
  await db
    .insertInto('helpCase')
    .values({
      id: caseId,
      conversationId: id,
      channel: 'teams',
      chartVersion: 1,
      snapshot: '{}',
      state: 'closed',
      kind: 'live',
      urgent: 0,
      academy: 'paris',
      locale: 'fr',
      trouble: null,
      agentId: null,
      agentName: null,
      groupName: null,
      packet: JSON.stringify({ words }),
      reference: null,
      outcome: 'solved',
      comment: redacted(words),
      survey: null,
      openedAt: at,
      acceptedAt: at,
      endedAt: at,
      updatedAt: at,
    })
    .execute();
  const entry = { caseId, number: 1, agentName: 'Camille', createdAt: at };
  await db
    .insertInto('caseNote')
    .values({ ...entry, text: redacted(words) })
    .execute();
  await db
    .insertInto('caseAudit')
    .values({ ...entry, agentId: 'a', action: 'accepted', detail: '' })
    .execute();
  await db
    .insertInto('ticket')
    .values({
      caseId,
      conversationId: id,
      academy: 'paris',
      locale: 'fr',
      kind: 'ticket',
      urgent: 0,
      subject: words,
      body: words,
      referenceCode: `P-${id}`,
      state: 'opened',
      reference: `P-${id}`,
      attempts: 1,
      nextAt: at,
      giveUpAt: at,
      claim: null,
      claimedUntil: 0,
      failure: null,
      createdAt: at,
      openedAt: at,
      toldAt: at,
    })
    .execute();
}
