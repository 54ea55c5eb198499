import { randomUUID } from 'node:crypto';
import { HttpError } from '../../http/errors.ts';
import { redact } from '../../redaction/redact.ts';
import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import { seqOf } from '../../turn/log-entries.ts';
import type { Turns } from '../../turn/run-turn.ts';
import { FEEDBACK, readFeedback } from '../feedback.ts';
import { type InboundActivity, readMessage } from './activity.ts';
import { turnOf } from './authorize.ts';
import type { Claims } from './token.ts';

export interface InboundParts {
  readonly store: Store;
  readonly turns: Turns;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Takes what a client sends, each in its way; gives the id that it has in the log, or any where nothing is
 * kept of it. Throws `HttpError` 400 for feedback on no reply.
 */
export async function takeActivity(
  parts: InboundParts,
  claims: Claims,
  activity: InboundActivity,
  caller: string,
): Promise<string | null> {
  const { store, turns } = parts;
  if (activity.type === 'typing') await tellTyping(store, claims.conversationId);
  if (activity.type === 'invoke' && activity.name === FEEDBACK) await keepFeedback(parts, claims, activity);
  // Typing, and events such as webchat/join, say nothing that the bot acts on.
  if (activity.type !== 'message') return randomUUID();
  const { text: typed, ...pressed } = readMessage(activity);
  const { text, found } = redact(typed);
  const { choice } = pressed;
  const clientActivityID = activity.channelData?.clientActivityID;
  const { activityId } = await turns.run({
    ...turnOf(claims),
    caller,
    // The client, and Chromium by itself, may send the same activity twice.
    key: clientActivityID ? `client:${clientActivityID}` : randomUUID(),
    event: { type: 'message', text, found, ...pressed },
    echo: {
      type: 'message',
      text,
      textFormat: 'plain',
      from: { id: claims.user, role: 'user' },
      ...(choice && { value: { choice } }),
      channelData: { ...(clientActivityID && { clientActivityID }), ...(choice && { postBack: true }) },
    },
  });
  return activityId;
}

async function keepFeedback(
  { store, now }: InboundParts,
  { conversationId }: Claims,
  { value, replyToId }: InboundActivity,
): Promise<void> {
  const feedback = readFeedback(value);
  const reply = replyToId && (await queries.findActivity(store.db, conversationId, seqOf(replyToId)));
  if (!feedback || !reply || reply.id !== replyToId) {
    throw new HttpError(
      400,
      'feedback',
      'Send actionName feedback, a reaction, and the id of a reply as replyToId.',
    );
  }
  const row = { ...feedback, conversationId, remoteId: reply.id, createdAt: now() };
  await queries.saveFeedback(store.db, row);
}

/** Only an agent who has the conversation can see that the person writes. */
async function tellTyping(store: Store, conversationId: string): Promise<void> {
  const row = await queries.findConversation(store.db, conversationId);
  if (row?.owner && row.caseId) store.bus.publish('typing', row.caseId);
}
