import { type Activity, TurnContext } from 'botbuilder';
import { z } from 'zod';

/** What is of another kind than it has to be is left out: it was let in, and what it is for works without. */
const text = z.string().nullish().catch(undefined);
const account = z.object({ id: z.string(), aadObjectId: text, role: text });

/** Nobody, where no id tells who: the SDK makes an empty object of a recipient that is null. */
const someone = account.nullish().catch(undefined);

/** What is needed to speak in a conversation later. Names of people and of groups are not, so they are not kept. */
const kept = z.object({
  activityId: text,
  channelId: z.string(),
  serviceUrl: z.string(),
  locale: text,
  user: someone,
  bot: someone,
  conversation: z.object({
    id: z.string(),
    conversationType: text,
    tenantId: text,
    isGroup: z.boolean().nullish().catch(undefined),
  }),
});

/** A conversation reference of the Bot Framework as it is stored: without names. */
export function storedReference(reference: object): string {
  return JSON.stringify(kept.parse(reference));
}

/** That of the conversation in which an activity came. */
export function referenceOf(activity: Partial<Activity>): string {
  return storedReference(TurnContext.getConversationReference(activity));
}
