import type { CloudAdapter, ConversationReference } from 'botbuilder';
import type { LoggedActivity } from '../../turn/run-turn.ts';
import { toTeams } from './activity.ts';

/** Sends a logged reply to where its conversation lives. Rejects as the Bot Framework's connector client does. */
export type SendReply = (reference: string, body: string) => Promise<void>;

/** Sends through the Bot Framework's connector, in the bot's own name. */
export function createSender(adapter: CloudAdapter, appId: string): SendReply {
  return async (reference, body) => {
    const activity = toTeams(JSON.parse(body) as LoggedActivity);
    await adapter.continueConversationAsync(
      appId,
      JSON.parse(reference) as Partial<ConversationReference>,
      async (context) => {
        await context.sendActivity(activity);
      },
    );
  };
}
