import { type Activity, CardFactory, type ConversationReference } from 'botbuilder';
import type { Texts } from '../../../dialogs/knowledge/texts.ts';
import type { Outgoing } from '../../turn/log-entries.ts';
import type { Reply } from '../../turn/types.ts';
import { isGroup } from './activity.ts';

/** Bytes of an activity in UTF-16, as Teams counts them. */
const MAX_BYTES = 28 * 1024;
/** Characters that are left of a text which does not fit. */
const MAX_TEXT = 8000;
const LOCALES = { fr: 'fr-FR', en: 'en-US' } as const;
/** Values that a person told about their case: no reading matter for a group. */
const PERSONAL: ReadonlySet<string> = new Set([
  'error_message',
  'story',
  'told_tried',
  'attempt',
  'device',
  'steps',
  'trouble_name',
  'paused_name',
]);
/** The choice that stands under every question in a group. */
export const PRIVATE = 'private';

type Choices = Reply['choices'];

/** What a person reads: all but what only a hub understands. */
export type Shown = Exclude<Outgoing, { from: 'desk' }>;

/** Dresses replies as Teams shows them: what the bot says in a turn is one message. */
export interface Renderer {
  /** A reply under its number: a text, or a card whose buttons are the choices, since Teams drops suggested actions. */
  reply(logged: Shown, to: Partial<ConversationReference>, seq: number): Partial<Activity>;
  /** The same without its buttons, once answered; `chosen` is the id of the button that was pressed. */
  answered(logged: Shown, to: Partial<ConversationReference>, chosen?: string): Partial<Activity>;
}

/** Builds what renders replies. */
export function createRenderer(texts: Texts): Renderer {
  function reply(logged: Shown, to: Partial<ConversationReference>, seq: number) {
    // Teams shows all that comes from here as the bot's: who is speaking has to stand in the words.
    if (logged.from === 'agent') {
      const words = `${logged.name} : ${logged.text}`;
      return limit({ type: 'message', text: words, textFormat: 'plain' }, words, []);
    }
    const { reply: said, shared, text, group } = open(logged, to);
    if (said.choices.length === 0) return limit({ ...shared, text, textFormat: 'plain' }, text, []);
    const button = ({ id, title }: Choices[number]) => ({
      type: 'Action.Submit',
      title,
      data: { choice: id, asked: said.asked, nonce: String(seq) },
    });
    const alone = { id: PRIVATE, title: texts.render(said.locale, 'teams.private', {}) };
    const choices = group ? [...said.choices, alone] : said.choices;
    // Of more than six actions Teams hides some: what is about the conversation itself stands apart.
    const apart = choices.filter(isApart);
    const aside = apart.length > 0 ? [{ type: 'ActionSet', actions: apart.map(button) }] : [];
    const actions = choices.filter((choice) => !isApart(choice)).map(button);
    const card = cardOf(text, [...lines(text), ...aside], actions, choices);
    return limit({ ...shared, ...card }, text, choices);
  }

  function answered(logged: Shown, to: Partial<ConversationReference>, chosen?: string) {
    const { reply: said, shared, text } = open(logged, to);
    const title = said.choices.find(({ id }) => id === chosen)?.title;
    const mark = title === undefined ? [] : [{ ...line(`✓ ${title}`), weight: 'Bolder' }];
    return limit({ ...shared, ...cardOf(text, [...lines(text), ...mark], [], []) }, text, []);
  }

  function open(logged: Shown, to: Partial<ConversationReference>) {
    if (logged.from !== 'bot') throw new TypeError('a person’s own message is never sent back to Teams');
    const { reply: said } = logged;
    const group = to.conversation !== undefined && isGroup(to.conversation);
    const parts = [...(logged.before ?? []), said];
    const sources = sourcesOf(parts);
    // Each part is looked at by itself; what stands for those that are held back is said once.
    const words = parts.map((part) =>
      group && isPersonal(part)
        ? texts.render(part.locale, 'teams.in_private_only', {})
        : cited(part, sources),
    );
    const text = [...new Set(words)].join('\n');
    const shared: Partial<Activity> = {
      type: 'message',
      locale: LOCALES[said.locale],
      inputHint: 'expectingInput',
      entities: [labelOf(sources)],
      channelData: { feedbackLoop: { type: 'default' } },
    };
    return { reply: said, shared, text, group };
  }

  function isPersonal({ locale, message }: Reply): boolean {
    return (
      texts.keys(locale).includes(message) &&
      texts.arguments(locale, message).some((name) => PERSONAL.has(name))
    );
  }

  return { reply, answered };
}

type Source = NonNullable<Reply['sources']>[number];

/** The documents of all parts, each once: a text names them by their place here. */
function sourcesOf(parts: readonly Reply[]): Source[] {
  return [
    ...new Map(parts.flatMap(({ sources = [] }) => sources.map((source) => [source.name, source]))).values(),
  ];
}

/** The text with the numbers of its sources. */
function cited({ text, sources = [] }: Reply, all: readonly Source[]): string {
  const numbers = sources.map(({ name }) => all.findIndex((source) => source.name === name) + 1);
  return `${text}${numbers.map((number) => ` [${number}]`).join('')}`;
}

/** Teams' label for what a machine wrote, and the sources that the text names by number. */
function labelOf(sources: readonly Source[]) {
  return {
    type: 'https://schema.org/Message',
    '@type': 'Message',
    '@context': 'https://schema.org',
    '@id': '',
    additionalType: ['AIGeneratedContent'],
    ...(sources.length > 0 && {
      citation: sources.map(({ name, checkedOn }, index) => ({
        '@type': 'Claim',
        position: index + 1,
        appearance: { '@type': 'DigitalDocument', name, abstract: `${name}, ${checkedOn}` },
      })),
    }),
  };
}

function isApart({ id }: Choices[number]): boolean {
  return [PRIVATE, 'easy_read', 'full_texts'].includes(id);
}

function cardOf(text: string, body: object[], actions: object[], choices: Choices): Partial<Activity> {
  const card = {
    type: 'AdaptiveCard',
    version: '1.5',
    body,
    ...(actions.length > 0 && { actions }),
    fallbackText: plain(text, choices),
  };
  // Shown by notifications, and by clients that draw no cards.
  return { attachments: [CardFactory.adaptiveCard(card)], summary: plain(text, choices) };
}

/** Text and choices where there are no buttons: typing a title does the same as pressing it. */
function plain(text: string, choices: Choices): string {
  return [text, ...choices.map(({ title }) => `• ${title}`)].join('\n');
}

function lines(text: string): object[] {
  return text.split('\n').filter(Boolean).map(line);
}

function line(text: string) {
  return { type: 'TextBlock', text, wrap: true };
}

/** The activity, or its text alone, cut, where it is too large for Teams. */
function limit(activity: Partial<Activity>, text: string, choices: Choices): Partial<Activity> {
  if (Buffer.byteLength(JSON.stringify(activity), 'utf16le') < MAX_BYTES) return activity;
  const { attachments: _, summary: __, ...rest } = activity;
  const short = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT).toWellFormed()}…` : text;
  return { ...rest, text: plain(short, choices), textFormat: 'plain' };
}
