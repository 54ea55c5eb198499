import { isTrouble, type Label, OUT_OF_SCOPE, TROUBLES, type Trouble } from '../intents/labels.ts';
import { matchPhrase, sameText } from '../intents/match-phrase.ts';
import { type Language, tokenize } from '../intents/text.ts';
import type { Understand, Understanding } from '../intents/understand.ts';
import { eventOfChoice } from './choices.ts';
import type { EventData, EventType, HelpDeskEvent } from './conversation.ts';
import type { Command, Offer } from './offers.ts';
import { findForbidden, hasContrast, isQuestion, minutesAgo } from './questions.ts';
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
  /** The wait after a lockout at the person's academy, minutes. */
  readonly lockoutMinutes: number;
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
/** Choices whose very titles can be found in a sentence; "oui" and "non" cannot. */
const OWN = /^(choice|academy)\.|^user\.doubted$/;
/** Talk that a trouble may follow in the same breath, and how likely that one has to be. */
const ASIDES: ReadonlySet<Label> = new Set(['affirm', 'thanks', 'goodbye']);
const BEHIND_AN_ASIDE = 0.2;
/** Words of a message that names a place and says nothing else: "je suis à Lyon". */
const FEW_WORDS = 5;
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
    ({ id, titles, also }) =>
      id === message.choice || [...titles, ...also].some((title) => sameText(title, text)),
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
  const ago = minutesAgo(text);
  const data = {
    at,
    text,
    ...(ago !== undefined && { minutesAgo: ago }),
    entities: understanding.entities,
    doubts: doubtsOf(understanding),
  };
  const missed = types.includes('intent.missed');
  return { events: events(missed ? types : ['message.understood', ...types], data), locale, understanding };
}

function readTypes(text: string, understanding: Understanding, situation: Situation): EventType[] {
  const { label, confidence, unsure } = understanding;
  const sure = confidence >= SURE;
  const asks = isQuestion(text);
  const forbidden = findForbidden(text);
  if (forbidden) return forbiddenTypes(forbidden, situation);
  const phrase = asks && situation.meta?.explicit ? undefined : matchOffer(text, situation.offers);
  if (phrase) return [phrase.event];
  const waited = lockoutAnswer(text, situation);
  if (waited) return [waited];
  if (COMMANDS.has(label) && sure) return talk(label, situation);
  if (situation.meta?.expects === 'words')
    return [asks ? 'question.missed' : wordsType(understanding, situation)];

  const named = namedAcademy(text, understanding, situation);
  if (named && isOnlyPlace(text, situation) && !sure) return [named];
  const trouble = troubleIn(text, understanding);
  if (trouble) return [...(named ? [named] : []), ...troubleTypes(trouble, text, understanding, situation)];
  if (named) return [named];
  // A question is no answer to ours: "c'est quoi ?" after a remedy means neither that it worked nor that it did not.
  if (asks && (unsure || ANSWERS.has(label))) return ['question.missed'];
  if (unsure) return ['intent.missed'];
  return talk(label, situation);
}

/** The "no", and the way out of what made the person ask: a certificate warning they have not told of yet. */
function forbiddenTypes(forbidden: EventType, { trouble, inFlow }: Situation): EventType[] {
  const begins = forbidden === 'forbidden.accept' && !(inFlow && trouble === 'certificate_warning');
  return begins ? [forbidden, 'trouble.certificate_warning'] : [forbidden];
}

/** The academy that a text names, if it is news. */
function namedAcademy(
  text: string,
  { entities }: Understanding,
  situation: Situation,
): EventType | undefined {
  const { academy } = entities;
  if (!academy || academy === situation.academy || (isQuestion(text) && situation.academy)) return undefined;
  return `academy.${academy}`;
}

/** Whether a text that names a place says little else, or answers the question for it. */
function isOnlyPlace(text: string, { offers }: Situation): boolean {
  return tokenize(text).length <= FEW_WORDS || offers.some(({ event }) => event.startsWith('academy.'));
}

/** The trouble that a text is about: the likeliest label, or the one that outlasts a greeting, thanks or a "yes, but". */
function troubleIn(text: string, { label, unsure, ranking }: Understanding): Trouble | undefined {
  if (isTrouble(label)) return unsure ? undefined : label;
  const aside = label === 'greet' || label === 'unwell' || (ASIDES.has(label) && hasContrast(text));
  const likeliest = ranking.find(({ label: name }) => isTrouble(name));
  if (!aside || !likeliest || likeliest.confidence < BEHIND_AN_ASIDE) return undefined;
  return isTrouble(likeliest.label) ? likeliest.label : undefined;
}

/** How long ago the last attempt was, where the bot has asked just that. */
function lockoutAnswer(text: string, { offers, lockoutMinutes }: Situation): EventType | undefined {
  const minutes = minutesAgo(text);
  if (minutes === undefined || !offers.some(({ id }) => id === 'just_now')) return undefined;
  return minutes >= lockoutMinutes ? 'choice.wait_over' : 'choice.just_now';
}

/** Words where any words are an answer; "oui", "merci" or "non" are none, and stand for the choice to say nothing. */
function wordsType({ label, confidence }: Understanding, { offers }: Situation): EventType {
  const empty = (ANSWERS.has(label) || label === 'thanks') && confidence >= SURE;
  const skip = offers.find(({ id }) => id === 'no_message' || id === 'attempt_unknown');
  return empty && skip ? skip.event : 'user.wrote';
}

/**
 * The offered choice that a text comes down to by its own phrases, or none. Yes and no are left to the classifier: "oui
 * mais ça bloque" contains a yes and is none.
 */
export function matchOffer(text: string, offers: readonly Offer[]): Offer | undefined {
  const own = offers.filter(({ event, also }) => OWN.test(event) || also.length > 0);
  const id = matchPhrase(
    text,
    own.map(({ id, event, titles, also }) => ({
      id,
      phrases: OWN.test(event) ? [...titles, ...also] : also,
    })),
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
function troubleTypes(
  label: Trouble,
  text: string,
  understanding: Understanding,
  situation: Situation,
): EventType[] {
  if (label === situation.trouble && situation.inFlow) {
    const askedWhetherItWorked = situation.offers.some(({ id }) => id === 'not_worked');
    return askedWhetherItWorked && !isQuestion(text) ? ['user.denied'] : [];
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
