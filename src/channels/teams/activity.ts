import { type Activity, ActivityTypes, CardFactory, MessageFactory, TurnContext } from 'botbuilder';
import { z } from 'zod';
import { LANGUAGES } from '../../../intents/text.ts';
import { redact } from '../../privacy/redact.ts';
import type { LoggedActivity, TurnInput } from '../../turn/run-turn.ts';
import { cardChoice, defined } from '../choice.ts';
import { cleanText } from '../clean-text.ts';

/** The least that a Bot Framework activity must have to be answered. */
export const activitySchema = z.looseObject({
  type: z.string().min(1),
  id: z.string().optional(),
  text: z.string().optional(),
  serviceUrl: z.url({ protocol: /^https?$/ }),
  channelId: z.string().min(1),
  conversation: z.looseObject({ id: z.string().min(1) }),
  from: z.looseObject({ id: z.string() }).optional(),
  recipient: z.looseObject({ id: z.string() }).optional(),
  membersAdded: z.array(z.looseObject({ id: z.string() })).nullish(),
  entities: z.array(z.looseObject({ type: z.string() })).nullish(),
  locale: z.string().max(35).nullish(),
});

/** Whether Teams limits how fast messages come to a conversation; other channels of the Bot Framework do not say. */
export function isPaced(conversationId: string): boolean {
  return conversationId.startsWith('msteams|');
}

/** The turn that an activity asks for; none where it says nothing to the bot. */
export function toTurn(activity: Activity): TurnInput | undefined {
  const conversationId = `${activity.channelId}|${activity.conversation.id}`;
  const shared = {
    conversationId,
    channel: 'teams' as const,
    start: { locale: localeOf(activity), academy: null },
    reference: JSON.stringify(TurnContext.getConversationReference(activity)),
  };
  if (joins(activity)) return { ...shared, key: 'joined', event: { type: 'joined' } };
  if (activity.type !== ActivityTypes.Message) return undefined;
  const { text, found } = redact(cleanText(withoutMention(activity)));
  const pressed = cardChoice.safeParse(activity.value).data;
  if (text === '' && !pressed) return undefined;
  return {
    ...shared,
    key: `activity:${activity.id ?? crypto.randomUUID()}`,
    event: { type: 'message', text, found, ...(pressed && defined(pressed)) },
    echo: { type: 'message', text },
  };
}

/** The text without the bot's own name. The SDK's function for it throws where a recipient, a mention or the text is missing. */
function withoutMention({ text, entities, recipient }: Activity): string {
  const own = (entities ?? []).filter(
    ({ type, mentioned }) =>
      type === 'mention' && mentioned?.id !== undefined && mentioned.id === recipient?.id,
  );
  return own.reduce((rest, mention) => rest.replace(String(mention.text), ''), text ?? '').trim();
}

/** The bot was installed, or somebody other than the bot came in. */
function joins({ type, action, membersAdded, recipient }: Activity): boolean {
  if (type === ActivityTypes.InstallationUpdate) return action !== 'remove';
  return (
    type === ActivityTypes.ConversationUpdate && (membersAdded ?? []).some(({ id }) => id !== recipient?.id)
  );
}

function localeOf({ locale }: Activity): 'fr' | 'en' {
  return LANGUAGES.find((language) => locale?.toLowerCase().startsWith(language)) ?? 'fr';
}

/** A reply as Teams shows it: the text, and the choices as buttons of a card, since Teams drops suggested actions. */
export function toTeams(logged: LoggedActivity): Partial<Activity> {
  if (logged.from === 'user') throw new TypeError('a person’s own message is never sent back to Teams');
  // Teams shows all that comes from here as the bot's: who is speaking has to stand in the words.
  if (logged.from === 'agent') {
    return { ...MessageFactory.text(`${logged.name} : ${logged.text}`), textFormat: 'plain' };
  }
  const { text, choices, asked } = logged.reply;
  if (choices.length === 0) return MessageFactory.text(text);
  const card = {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [{ type: 'TextBlock', text, wrap: true }],
    actions: choices.map(({ id, title }) => ({ type: 'Action.Submit', title, data: { choice: id, asked } })),
  };
  return { ...MessageFactory.attachment(CardFactory.adaptiveCard(card)), summary: text };
}
