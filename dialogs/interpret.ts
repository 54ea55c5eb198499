import { isTrouble, type Label, OUT_OF_SCOPE, TROUBLES, type Trouble } from '../intents/labels.ts';
import { matchPhrase, sameText } from '../intents/match-phrase.ts';
import { type Language, tokenize } from '../intents/text.ts';
import type { Understand, Understanding } from '../intents/understand.ts';
import { eventOfChoice } from './choices.ts';
import type { EventData, EventType, HelpDeskEvent } from './conversation.ts';
import type { Command, Offer } from './offers.ts';
import type { DialogMeta } from './setup.ts';
import { doubtsOf, weigh } from './weigh.ts';

/** What a person sent: words (redacted), or the id of a choice they pressed on a card. */
export interface Message {
  readonly text: string;
  readonly choice?: string;
  readonly at: number;
}

/** What the conversation's present state can make of a message. */
export interface Situation {
  readonly locale: Language;
  readonly offers: readonly Offer[];
  readonly commands: readonly Command[];
  readonly meta: DialogMeta | undefined;
  /** Whether nothing has been said yet, so that the conversation has no language of its own. */
  readonly opening: boolean;
  readonly academy: string | null;
  readonly trouble: Trouble | null;
  /** Whether a flow or a hand-off is under way, which a weak guess must not break off. */
  readonly inFlow: boolean;
  accepts(type: EventType): boolean;
}

export interface Interpretation {
  /** In the order in which the machine has to take them. */
  readonly events: readonly HelpDeskEvent[];
  readonly locale: Language;
  /** Absent where a button or its title was enough. */
  readonly understanding?: Understanding;
}

const TALK: Readonly<Partial<Record<Label, EventType>>> = {
  greet: 'user.greeted',
  goodbye: 'user.left',
  thanks: 'user.thanked',
  help: 'help.requested',
  human_agent: 'agent.requested',
  restart: 'restart.requested',
  unwell: 'user.despaired',
  bot_identity: 'identity.asked',
  privacy: 'privacy.asked',
  [OUT_OF_SCOPE]: 'scope.missed',
  affirm: 'user.affirmed',
  deny: 'user.denied',
};
/** Talk that means something only where it is asked for. */
const ANSWERS: ReadonlySet<Label> = new Set(['affirm', 'deny']);
/** Talk that is obeyed even where any words are an answer, and the confidence that it takes. */
const COMMANDS: ReadonlySet<Label> = new Set(['human_agent', 'restart']);
const SURE = 0.7;
/** Choices that mean something in every state. */
const STANDING = new RegExp(`^(trouble\\.(${TROUBLES.join('|')})|person|other_trouble|finish)$`);
/** Language confidence, and number of words, from which the bot follows the person into the other language. */
const SWITCH_LANGUAGE = { confidence: 0.9, words: 3 };

/** Turns a message into events of the statechart, given what the present state offers and accepts. */
export function interpret(message: Message, situation: Situation, understand: Understand): Interpretation {
  const { text, at } = message;
  if (message.choice !== undefined && !situation.offers.some(({ id }) => id === message.choice)) {
    // A button of an earlier card: what holds everywhere is obeyed, an answer to an old question is not.
    const type = STANDING.test(message.choice) ? eventOfChoice(message.choice) : 'intent.missed';
    return { events: events([type], { at, text, pressed: true }), locale: situation.locale };
  }
  const pressed = situation.offers.find(
    ({ id, titles }) => id === message.choice || titles.some((title) => sameText(title, text)),
  );
  if (pressed) {
    return {
      events: events([pressed.event], { at, text: pressed.title, pressed: true }),
      locale: localeOf(pressed, text, situation),
    };
  }
  const command = situation.commands.find(({ phrases }) => phrases.some((phrase) => isSame(text, phrase)));
  if (command) return { events: events([command.event], { at, text }), locale: situation.locale };
  const understanding = weigh(understand(text, { locale: situation.locale }), situation);
  const types = readTypes(text, understanding, situation);
  const locale = follow(text, understanding, situation);
  const data = { at, text, entities: understanding.entities, doubts: doubtsOf(understanding) };
  const missed = types.includes('intent.missed');
  return { events: events(missed ? types : ['message.understood', ...types], data), locale, understanding };
}

function readTypes(text: string, understanding: Understanding, situation: Situation): EventType[] {
  const { label, confidence, entities, unsure } = understanding;
  const sure = confidence >= SURE;
  if (COMMANDS.has(label) && sure) return talk(label, situation);
  const counterQuestion = situation.meta?.explicit && text.endsWith('?');
  const phrase = counterQuestion ? undefined : matchOffer(text, situation.offers);
  if (phrase) return [phrase.event];
  if (situation.meta?.expects === 'words') return ['user.wrote'];

  const { academy } = entities;
  const named: EventType[] = academy && academy !== situation.academy ? [`academy.${academy}`] : [];
  const askedForAcademy = situation.offers.some(({ event }) => event.startsWith('academy.'));
  if (named.length > 0 && askedForAcademy && !sure) return named;
  if (isTrouble(label) && !unsure) return [...named, ...troubleTypes(label, understanding, situation)];
  if (named.length > 0) return named;
  if (unsure) return ['intent.missed'];
  return talk(label, situation);
}

/**
 * The offered choice that a text comes down to by its own phrases, or none. Yes and no are left to the classifier: "oui
 * mais ça bloque" contains a yes and is none.
 */
export function matchOffer(text: string, offers: readonly Offer[]): Offer | undefined {
  const own = offers.filter(({ event }) => /^(choice|academy)\.|^user\.doubted$/.test(event));
  const id = matchPhrase(
    text,
    own.map(({ id, titles, also }) => ({ id, phrases: [...titles, ...also] })),
  );
  return own.find((offer) => offer.id === id);
}

/** Whether a text and a phrase come to the same words, small ones aside: neither may have much of its own. */
function isSame(text: string, phrase: string): boolean {
  if (sameText(text, phrase)) return true;
  const contains = (whole: string, part: string) =>
    matchPhrase(whole, [{ id: part, phrases: [part] }]) !== undefined;
  return contains(text, phrase) && contains(phrase, text);
}

/** The language to answer in: the person's, but a word or two do not decide it once the conversation has one. */
function follow(
  text: string,
  { language, languageConfidence }: Understanding,
  situation: Situation,
): Language {
  const enough = situation.opening || tokenize(text).length >= SWITCH_LANGUAGE.words;
  return enough && languageConfidence >= SWITCH_LANGUAGE.confidence ? language : situation.locale;
}

/** A trouble named anew changes the topic; the present one named again means that it is still there. */
function troubleTypes(label: Trouble, understanding: Understanding, situation: Situation): EventType[] {
  if (label === situation.trouble) {
    const askedWhetherItWorked = situation.offers.some(({ id }) => id === 'not_worked');
    return askedWhetherItWorked ? ['user.denied'] : [`trouble.${label}`];
  }
  return doubtsOf(understanding).length > 1 ? ['intent.doubted'] : [`trouble.${label}`];
}

function talk(label: Label, { accepts }: Situation): EventType[] {
  const type = TALK[label];
  return type && (!ANSWERS.has(label) || accepts(type)) ? [type] : ['intent.missed'];
}

function localeOf(pressed: Offer, text: string, { locale }: Situation): Language {
  const typed = pressed.titles.filter((title) => sameText(title, text));
  if (typed.length === 0 || typed.includes(pressed.title)) return locale;
  return locale === 'fr' ? 'en' : 'fr';
}

function events(types: readonly EventType[], data: EventData): HelpDeskEvent[] {
  return types.map((type) => ({ ...data, type }) as HelpDeskEvent);
}
