import { type Activity, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import type { Texts } from '../../../dialogs/knowledge/texts.ts';
import type { Knowledge } from '../../../dialogs/knowledge/values.ts';
import { findLanguage } from '../../../intents/find-language.ts';
import { sameText } from '../../../intents/match-phrase.ts';
import { LANGUAGES } from '../../../intents/text.ts';
import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import type { Turns } from '../../turn/run-turn.ts';
import { cardChoice } from '../choice.ts';
import { conversationOf, isGroup, joinIds, localeOf, typedText } from './activity.ts';
import type { Connector } from './connector.ts';
import { storedReference } from './reference.ts';
import { PRIVATE } from './render.ts';

interface PrivateConversationParts {
  readonly connector: Connector;
  readonly turns: Turns;
  readonly store: Store;
  readonly knowledge: Knowledge;
  readonly log: Logger;
}

/** Whether somebody in a group wants to go on alone with the bot: by the button, or by its words. */
export function asksForPrivacy(activity: Activity, texts: Texts): boolean {
  if (activity.type !== 'message' || !isGroup(activity.conversation)) return false;
  if (cardChoice.safeParse(activity.value).data?.choice === PRIVATE) return true;
  const words = typedText(activity);
  return (
    words !== '' && LANGUAGES.some((locale) => sameText(texts.render(locale, 'teams.private', {}), words))
  );
}

/** Builds the way from a group into a chat of two. */
export function createPrivateConversations({
  connector,
  turns,
  store,
  knowledge,
  log,
}: PrivateConversationParts) {
  /** Begins, without being waited for: the connector may take its time. */
  async function invite(activity: Activity): Promise<void> {
    void open(activity).catch((error) =>
      log.warn({ err: error, conversation: conversationOf(activity) }, 'no private chat'),
    );
  }

  async function open(activity: Activity): Promise<void> {
    const group = TurnContext.getConversationReference(activity);
    const before = await queries.findConversation(store.db, conversationOf(activity));
    // The language that they speak with the bot, which need not be that of their Teams.
    const locale = findLanguage(before?.locale) ?? localeOf(activity);
    const tell = async (message: string) => {
      const text = knowledge.texts.render(locale, message, {});
      await connector.send(group, { type: 'message', text, textFormat: 'plain' });
    };
    const opened = await connector.openPrivate(group).catch((error) => {
      log.warn({ err: error, conversation: conversationOf(activity) }, 'no private chat');
      return undefined;
    });
    if (opened === undefined) return tell('teams.not_opened');
    const { activityId: _, ...reference } = group;
    const conversation = {
      ...group.conversation,
      id: opened,
      conversationType: 'personal',
      isGroup: false,
      name: '',
    };
    const { repeated } = await turns.run({
      conversationId: joinIds(activity.channelId, opened),
      channel: 'teams',
      key: `private:${activity.id ?? activity.replyToId}`,
      event: { type: 'joined' },
      start: { locale, academy: before?.academy ?? null },
      reference: storedReference({ ...reference, conversation }),
    });
    if (!repeated) await tell('teams.opened');
  }

  return { invite };
}
