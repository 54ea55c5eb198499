import { z } from 'zod';
import { cleanText } from '../../http/clean-text.ts';
import { HttpError } from '../../http/errors.ts';
import { identifier } from '../../http/identifier.ts';
import type { ActivityRow } from '../../store/queries/index.ts';
import { readLogged } from '../../turn/log-entries.ts';
import type { Reply } from '../../turn/types.ts';
import { cardChoice, defined } from '../choice.ts';

/** Characters of a message: a pasted page of error messages fits, a book does not. */
export const MAX_TEXT = 8000;
const LOCALES = { fr: 'fr-FR', en: 'en-US' } as const;
const BOT = { id: 'permanence', name: 'Permanence', role: 'bot' } as const;

/** What Direct Line clients post. Fields that are not named here are dropped. */
export const inboundSchema = z.object({
  type: z.string().min(1).max(64),
  name: z.string().max(100).nullish().catch(undefined),
  replyToId: z
    .string()
    .regex(/^[\w-]{1,80}\|\d{1,9}$/)
    .nullish()
    .catch(undefined),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  attachments: z.array(z.unknown()).nullish(),
  channelData: z.looseObject({ clientActivityID: identifier(100).or(z.literal('')).nullish() }).nullish(),
});

export type InboundActivity = z.infer<typeof inboundSchema>;

/** The words and the pressed choice of a message. Throws `HttpError` 400, 413 or 415 where there is nothing to take. */
export function readMessage(activity: InboundActivity): { text: string; choice?: string; asked?: string } {
  if (activity.attachments?.length) {
    throw new HttpError(415, 'attachments', 'Files cannot be sent here. Describe the problem in words.');
  }
  const text = cleanText(activity.text ?? '');
  if (text.length > MAX_TEXT) {
    throw new HttpError(
      413,
      'text_too_long',
      `A message may have ${MAX_TEXT} characters; this one has ${text.length}.`,
    );
  }
  const pressed = cardChoice.safeParse(activity.value);
  if (pressed.success) return { text, ...defined(pressed.data) };
  if (text === '') throw new HttpError(400, 'text_missing', 'Send a message with a text.');
  return { text };
}

/** A logged activity as Direct Line clients expect it, or none where its row is damaged. `webchat:sequence-id` keeps the order whatever the clocks say. */
export function toDirectLine({ id, seq, conversationId, body, createdAt }: ActivityRow): object | undefined {
  const logged = readLogged(body);
  if (!logged) return undefined;
  const shared = {
    id,
    timestamp: new Date(createdAt).toISOString(),
    channelId: 'directline',
    conversation: { id: conversationId },
  };
  if (logged.from === 'user') {
    const { channelData, ...activity } = logged.activity;
    return { ...shared, ...activity, channelData: { ...asObject(channelData), 'webchat:sequence-id': seq } };
  }
  if (logged.from === 'agent') {
    return {
      ...shared,
      type: 'message',
      from: { id: 'agent', name: logged.name, role: 'bot' },
      // Web Chat shows no names: who is speaking has to stand in the words.
      text: `${logged.name} : ${logged.text}`,
      textFormat: 'plain',
      channelData: { 'webchat:sequence-id': seq, agent: { name: logged.name, text: logged.text } },
    };
  }
  return {
    ...shared,
    ...botMessage(logged.reply),
    ...(logged.replyTo && { replyToId: logged.replyTo }),
    channelData: { 'webchat:sequence-id': seq, ...(isAnswer(logged.reply) && RATED) },
  };
}

/** A reply of the bot, without its place in a log. */
export function botMessage({ text, locale, choices }: Reply): object {
  return {
    type: 'message',
    from: BOT,
    text,
    // Markdown would pass through a typographer that spoils codes and paths.
    textFormat: 'plain',
    locale: LOCALES[locale],
    inputHint: 'expectingInput',
    ...(choices.length > 0 && {
      suggestedActions: {
        to: [],
        actions: choices.map(({ title }) => ({ type: 'imBack', title, value: title })),
      },
    }),
  };
}

/** Shows that an agent is writing; belongs to no log, and so has no number. `at` in milliseconds since 1970. */
export function typingActivity(conversationId: string, name: string | undefined, at: number): object {
  return {
    id: `${conversationId}|typing`,
    timestamp: new Date(at).toISOString(),
    channelId: 'directline',
    conversation: { id: conversationId },
    type: 'typing',
    from: { id: 'agent', ...(name && { name }), role: 'bot' },
  };
}

/**
 * An answer rests on facts, and is neither a mere question nor a part of the request to a person; what it is worth can be said under
 * it, here and in Web Chat.
 */
function isAnswer({ message, text, sources = [] }: Reply): boolean {
  return sources.length > 0 && !OF_A_REQUEST.test(message) && !isQuestion(text);
}

const OF_A_REQUEST = /^((reworded|easy)\.)*handoff\./;

function isQuestion(text: string): boolean {
  return text.split(/(?<=[.!?])\s+/).every((sentence) => sentence.endsWith('?'));
}

const RATED = { feedbackLoop: { type: 'default' } };

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
