import { type Activity, ActivityTypes } from 'botbuilder';
import { z } from 'zod';
import { type Language, readLanguage } from '../../../intents/text.ts';
import { cleanText } from '../../http/clean-text.ts';
import { identifier } from '../../http/identifier.ts';
import { redact } from '../../redaction/redact.ts';
import type { TurnRequest } from '../../turn/types.ts';
import { cardChoice, defined } from '../choice.ts';
import { referenceOf } from './reference.ts';
import { type Wordless, withoutPlaceholders, wordlessOf, wordsOfHtml } from './written.ts';

/** Characters of a message that are read: a pasted page of error messages fits. */
const MAX_TEXT = 8000;
/** Characters in which mentions are looked for, and mentions that are. */
const LOOKED_AT = 4 * MAX_TEXT;
const MOST_MENTIONS = 50;
const account = z.looseObject({ id: identifier(500), aadObjectId: identifier(100).nullish() });

/** The least that a Bot Framework activity must have to be answered. */
export const activitySchema = z.looseObject({
  type: z.string().min(1).max(64),
  id: identifier(500).or(z.literal('')).nullish(),
  replyToId: identifier(500).or(z.literal('')).nullish().catch(undefined),
  name: z.string().max(200).nullish(),
  text: z.string().nullish(),
  serviceUrl: z.url({ protocol: /^https?$/ }).max(500),
  channelId: identifier(64),
  conversation: z.looseObject({ id: identifier(1000) }),
  from: account.nullish(),
  recipient: account.nullish(),
  membersAdded: z.array(account).nullish(),
  entities: z.array(z.looseObject({ type: z.string() })).nullish(),
  locale: z.string().max(35).nullish(),
  channelData: z.looseObject({}).nullish(),
  attachments: z
    .array(z.looseObject({ contentType: z.string().max(200).nullish() }))
    .nullish()
    .catch(undefined),
});

/** Tells two presses of one card's button from presses of two cards. */
const nonceSchema = z.looseObject({ nonce: z.string().regex(/^[\w|:;@.-]{1,40}$/) });

/** Our id of a conversation. In groups each person has one of their own: what they told is nobody else's. */
export function conversationOf({ channelId, conversation, from }: Activity): string {
  if (!isGroup(conversation) || !from) return joinIds(channelId, conversation.id);
  return joinIds(channelId, conversation.id, from.aadObjectId ?? from.id);
}

/** Our id of parts that others chose: no other parts have the same. */
export function joinIds(...parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll('%', '%25').replaceAll('|', '%7C')).join('|');
}

/** Whether others read along. */
export function isGroup({ conversationType, isGroup: group }: Activity['conversation']): boolean {
  return group === true || (conversationType !== undefined && conversationType !== 'personal');
}

/** The turn that an activity asks for; none where it says nothing to the bot. */
export function toTurn(activity: Activity): TurnRequest | undefined {
  const shared = {
    conversationId: conversationOf(activity),
    channel: 'teams' as const,
    start: { locale: localeOf(activity), academy: null },
    reference: referenceOf(activity),
  };
  if (joins(activity)) return { ...shared, key: 'joined', event: { type: 'joined' } };
  if (activity.type !== ActivityTypes.Message) return undefined;
  const { text, found } = redact(typedText(activity));
  const pressed = cardChoice.safeParse(activity.value).data;
  if (text === '' && !pressed) return withoutWords(activity, shared);
  return {
    ...shared,
    key: keyOf(activity, pressed?.choice),
    event: { type: 'message', text, found, ...(pressed && defined(pressed)) },
    echo: { type: 'message', text, ...(pressed && { value: { choice: pressed.choice } }) },
  };
}

/** Whoever sends no words is answered too: a screenshot is what many send first, and the bot's name alone calls it. */
function withoutWords(
  activity: Activity,
  shared: Omit<TurnRequest, 'key' | 'event'>,
): TurnRequest | undefined {
  const { conversation, value, entities, recipient } = activity;
  const called = (entities ?? []).some(
    ({ type, mentioned }) =>
      type === 'mention' && mentioned?.id !== undefined && mentioned.id === recipient?.id,
  );
  // A button that is not ours; or, in a group, what was not meant for the bot.
  if (value != null || (isGroup(conversation) && !called)) return undefined;
  const key = keyOf(activity, undefined);
  const what = wordlessOf(activity);
  if (!what) return { ...shared, key, event: { type: 'joined' } };
  const { text } = redact(NAMES[shared.start.locale][what]);
  return { ...shared, key, event: { type: 'wordless', what }, echo: { type: 'message', text } };
}

/** What stands in the log, which agents read, for something that did not get here. */
const NAMES: Readonly<Record<Language, Readonly<Record<Wordless, string>>>> = {
  fr: {
    image: '[image]',
    sound: '[message vocal]',
    forwarded: '[message transféré]',
    file: '[pièce jointe]',
  },
  en: { image: '[image]', sound: '[voice message]', forwarded: '[forwarded message]', file: '[attachment]' },
};

/** A press of the same button of the same card is the same, whatever id it comes under. */
function keyOf({ id, value }: Activity, choice: string | undefined): string {
  const nonce = nonceSchema.safeParse(value).data?.nonce;
  if (nonce !== undefined && choice !== undefined) return `card:${nonce}:${choice}`;
  return `activity:${id ?? crypto.randomUUID()}`;
}

/** What a person wrote, without mentions: of the bot anywhere, of anybody in groups. */
export function typedText(activity: Activity): string {
  const { text, entities, recipient, conversation } = activity;
  const group = isGroup(conversation);
  // Cut before anything is looked for in it; mentions, which go, may stand before the words.
  let words = withoutPlaceholders((text ?? '').slice(0, LOOKED_AT));
  if (words.trim() === '') words = wordsOfHtml(activity);
  for (const entity of (entities ?? []).slice(0, MOST_MENTIONS)) {
    const { mentioned, text: mention } = entity as { mentioned?: { id?: string }; text?: unknown };
    const ours = group || (mentioned?.id !== undefined && mentioned.id === recipient?.id);
    if (entity.type === 'mention' && ours && typeof mention === 'string' && mention !== '') {
      words = words.replaceAll(mention, ' ');
    }
  }
  if (group) words = words.replace(/<at\b[^<>]{0,200}>[^<>]{0,400}<\/at>/gi, ' ');
  return cleanText(words.replaceAll('&nbsp;', ' ')).slice(0, MAX_TEXT);
}

/** The bot was installed or added, or somebody other than the bot came into a chat of two. */
function joins({ type, action, membersAdded, recipient, conversation }: Activity): boolean {
  // A new version of the app (`add-upgrade`) is no occasion to speak to everybody.
  if (type === ActivityTypes.InstallationUpdate) return action === undefined || action === 'add';
  if (type !== ActivityTypes.ConversationUpdate) return false;
  const group = isGroup(conversation);
  return (membersAdded ?? []).some(({ id }) => (id === recipient?.id) === group);
}

/** The person's language, French where Teams shows another one. */
export function localeOf({ locale }: Activity): Language {
  return readLanguage(locale);
}
