import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { HttpAnswer } from '../../http/endpoint.ts';
import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import { FEEDBACK, readFeedback } from '../feedback.ts';
import { conversationOf } from './activity.ts';

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
): (activity: Activity) => Promise<HttpAnswer> {
  return async (activity) => {
    if (activity.name === FEEDBACK) await keepFeedback(activity);
    if (activity.name !== 'adaptiveCard/action') return { status: 200, body: {} };
    const pressed = executeSchema.safeParse(activity.value).data?.action.data;
    if (pressed) await takeMessage({ ...activity, type: 'message', text: '', value: pressed });
    const body = { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'OK' };
    return { status: 200, body };
  };

  async function keepFeedback(activity: Activity): Promise<void> {
    const feedback = readFeedback(activity.value);
    if (!feedback || !activity.replyToId) return;
    await queries.saveFeedback(store.db, {
      ...feedback,
      conversationId: conversationOf(activity),
      remoteId: activity.replyToId,
      createdAt: now(),
    });
  }
}
