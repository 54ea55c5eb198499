import { endsAsking } from '../../intents/is-question.ts';
import { isTrouble } from '../../intents/labels.ts';
import type { MessageReader, Reading } from '../../intents/reader.ts';
import type { Homes } from '../../intents/taxonomy.ts';
import { type Language, tokenize } from '../../intents/text.ts';
import type { EventData } from '../chart/events.ts';
import { createActReader } from './acts.ts';
import { readButton } from './buttons.ts';
import { doubtsOf } from './doubts.ts';
import { eventList } from './event-list.ts';
import { eventsOfActs } from './events.ts';
import type { Offer } from './offers.ts';
import { aboutOf, placeOf } from './place.ts';
import { createPriors } from './priors.ts';
import { createReadBehind } from './read-behind.ts';
import { createReadInPlace } from './read-in-place.ts';
import { rememberingLast } from './remember-last.ts';
import type { Interpretation, Message, Situation } from './situation.ts';
import { createStoryReader } from './story.ts';
import { minutesAgo } from './time.ts';
import { slotsOfActs } from './told-slots.ts';
import type { Act } from './types.ts';
import { wordsEvents } from './words.ts';

/** Language confidence, and number of words, from which the bot follows the person into the other language. */
const SWITCH_LANGUAGE = { confidence: 0.9, words: 3 };
/** Makes events of what people send. */
export interface Interpreter {
  /** Turns a message into events of the statechart, given what the present state offers. */
  interpret(message: Message, situation: Situation): Interpretation;
  /** The choice of the present question that the words in which the trouble was told answer already, or none. */
  choiceTold(story: string, situation: Situation): Offer | undefined;
  /** The same of the words that have just answered the question before it. */
  choiceBeside(words: string, situation: Situation): Offer | undefined;
}

/** Builds an interpreter over a trained reader; `homes` are those of the narrower labels. Pure: nothing is kept. */
export function createInterpreter(reader: MessageReader, homes: Homes): Interpreter {
  const actReader = createActReader(reader, homes);
  const priorsOf = createPriors(reader.labels, homes);
  const readOnce = rememberingLast(reader);
  const readBehind = createReadBehind(reader);
  const readActs = createReadInPlace({ actReader, priorsOf, labels: reader.labels, homes });
  const { choiceTold, choiceBeside } = createStoryReader({
    actReader,
    priorsOf,
    labels: reader.labels,
    readOnce,
  });

  return {
    interpret(message, situation) {
      return readButton(message, situation) ?? readWords(message, situation);
    },
    choiceTold,
    choiceBeside,
  };

  function readWords({ text, at }: Message, situation: Situation): Interpretation {
    const reading = readBehind(readOnce(text, situation.locale), situation);
    const { acts, candidates } = readActs(reading, situation);
    const ago = minutesAgo(text, at);
    const place = placeOf(reading, { acts, candidates }, situation);
    const told = { acts, candidates, place, ago, entities: reading.entities };
    const types =
      situation.meta?.expects === 'words'
        ? wordsEvents(reading, told, situation)
        : eventsOfActs(told, situation);
    const missed = types.includes('intent.missed');
    const data: EventData = {
      at,
      text,
      ...(ago !== undefined && { minutesAgo: ago, ...timeTold(reading) }),
      entities: reading.entities,
      slots: slotsOfActs(reading, acts, situation),
      about: aboutOf(reading, acts, place, situation),
      ...problemOf(acts),
      doubts: doubtsOf(candidates),
      inFlow: situation.inFlow && situation.trouble !== null,
      confidence: acts[0]?.confidence ?? 0,
    };
    return {
      events: eventList(missed ? types : ['message.understood', ...types], data),
      locale: follow(reading, situation),
      language: reading.language,
      acts,
      candidates,
    };
  }
}

/** What a message tells besides what it asks, where it does both. */
function timeTold({ clauses }: Reading): Pick<EventData, 'timeTold'> {
  const telling = clauses.filter(({ text }) => !endsAsking(text));
  if (telling.length === 0 || telling.length === clauses.length) return {};
  return { timeTold: telling.map(({ text }) => text).join(' ') };
}

/** The trouble that a message names, if it names one. */
function problemOf(acts: readonly Act[]): Pick<EventData, 'problem'> {
  const label = acts.map((act) => act.label).find(isTrouble);
  return label ? { problem: label } : {};
}

/** The language to answer in: the person's, but a word or two do not decide it once the conversation has one. */
function follow({ whole, language, languageConfidence }: Reading, situation: Situation): Language {
  // A code that a browser shows is of no language: NET::ERR_CERT_AUTHORITY_INVALID.
  const words = tokenize(whole.text.replace(/\S*[_:]\S*/g, ' '));
  const enough = situation.opening || words.length >= SWITCH_LANGUAGE.words;
  return enough && languageConfidence >= SWITCH_LANGUAGE.confidence ? language : situation.locale;
}
