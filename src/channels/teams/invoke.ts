import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { Answer } from '../../http/endpoint.ts';
import { redact } from '../../redaction/redact.ts';
import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import { conversationOf } from './activity.ts';

/** Characters of a comment that are kept. */
const MAX_COMMENT = 2000;

/** Thumbs up or down under a reply; the comment comes as JSON in a string. */
const feedbackSchema = z.looseObject({
  actionName: z.literal('feedback'),
  actionValue: z.looseObject({ reaction: z.enum(['like', 'dislike']), feedback: z.unknown() }),
});
const commentSchema = z.looseObject({ feedbackText: z.string() });
/** A button of a card that wants an answer (`Action.Execute`); ours do not, but other senders of our cards may. */
const executeSchema = z.looseObject({ action: z.looseObject({ data: z.looseObject({}) }) });

interface InvokeParts {
  readonly store: Store;
  readonly now: () => number;
}

/** Builds what answers invokes: at once, since Teams shows an error after a few seconds, and repeats them under a new id. */
export function createInvokes(
  { store, now }: InvokeParts,
  takeMessage: (activity: Activity) => Promise<void>,
): (activity: Activity) => Promise<Answer> {
  return async (activity) => {
    if (activity.name === 'message/submitAction') await keepFeedback(activity);
    if (activity.name !== 'adaptiveCard/action') return { status: 200, body: {} };
    const pressed = executeSchema.safeParse(activity.value).data?.action.data;
    if (pressed) await takeMessage({ ...activity, type: 'message', text: '', value: pressed });
    const body = { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'OK' };
    return { status: 200, body };
  };

  async function keepFeedback(activity: Activity): Promise<void> {
    const feedback = feedbackSchema.safeParse(activity.value).data?.actionValue;
    if (!feedback || !activity.replyToId) return;
    const comment = commentOf(feedback.feedback);
    await queries.saveTeamsFeedback(store.db, {
      conversationId: conversationOf(activity),
      remoteId: activity.replyToId,
      reaction: feedback.reaction,
      comment: comment === '' ? null : redact(comment).text,
      createdAt: now(),
    });
  }
}

function commentOf(feedback: unknown): string {
  try {
    const value: unknown = typeof feedback === 'string' ? JSON.parse(feedback) : feedback;
    return commentSchema.safeParse(value).data?.feedbackText.trim().slice(0, MAX_COMMENT) ?? '';
  } catch {
    // A comment that cannot be read: the reaction still counts.
    return '';
  }
}
