import { TROUBLES } from '../../intents/labels.ts';
import { sameText, sameWords } from '../../intents/match-phrase.ts';
import { type Language, tokenize } from '../../intents/text.ts';
import type { Understand, Understanding } from '../../intents/understand.ts';
import type { EventData, EventType, HelpDeskEvent } from '../chart/conversation.ts';
import { eventOfChoice } from './choices.ts';
import type { Offer } from './offers.ts';
import { minutesAgo } from './questions.ts';
import { readWords } from './read-words.ts';
import type { Interpretation, Message, Situation } from './situation.ts';
import { doubtsOf, weigh } from './weigh.ts';

/** Choices that mean something in every state. */
const STANDING = new RegExp(`^(trouble\\.(${TROUBLES.join('|')})|person|other_trouble|finish)$`);
/** Language confidence, and number of words, from which the bot follows the person into the other language. */
const SWITCH_LANGUAGE = { confidence: 0.9, words: 3 };

/** Turns a message into events of the statechart, given what the present state offers and accepts. */
export function interpret(message: Message, situation: Situation, understand: Understand): Interpretation {
  const { text, at } = message;
  if (isOld(message, situation)) {
    // What holds everywhere is obeyed, an answer to an old question is not.
    const { choice = '' } = message;
    const type = STANDING.test(choice) ? eventOfChoice(choice) : 'intent.missed';
    return { events: events([type], { at, text, pressed: true }), locale: situation.locale };
  }
  const pressed = situation.offers.find(
    ({ id, titles, also }) =>
      id === message.choice || [...titles, ...also].some((title) => sameText(text, title)),
  );
  if (pressed) {
    return {
      events: events([pressed.event], { at, text: pressed.title, pressed: true }),
      locale: localeOf(pressed, text, situation),
    };
  }
  const command = situation.commands.find(({ phrases }) =>
    phrases.some((phrase) => sameText(text, phrase) || sameWords(text, phrase)),
  );
  if (command) return { events: events([command.event], { at, text }), locale: situation.locale };
  const understanding = weigh(understand(text, { locale: situation.locale }), situation);
  const types = readWords(text, understanding, situation);
  const locale = follow(text, understanding, situation);
  const ago = minutesAgo(text);
  const data = {
    at,
    text,
    ...(ago !== undefined && { minutesAgo: ago }),
    entities: understanding.entities,
    doubts: doubtsOf(understanding),
    confidence: understanding.confidence,
  };
  const missed = types.includes('intent.missed');
  return { events: events(missed ? types : ['message.understood', ...types], data), locale, understanding };
}

/** Whether a button of an earlier card was pressed, or the same one a second time. */
function isOld({ choice, asked }: Message, { offers, meta }: Situation): boolean {
  if (choice === undefined) return false;
  return !offers.some(({ id }) => id === choice) || (asked !== undefined && asked !== meta?.say);
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

function localeOf(pressed: Offer, text: string, { locale }: Situation): Language {
  const typed = pressed.titles.filter((title) => sameText(text, title));
  if (typed.length === 0 || typed.includes(pressed.title)) return locale;
  return locale === 'fr' ? 'en' : 'fr';
}

function events(types: readonly EventType[], data: EventData): HelpDeskEvent[] {
  return types.map((type) => ({ ...data, type }) as HelpDeskEvent);
}
