import { TROUBLES } from '../../intents/labels.ts';
import { sameAsAny, sameText, sameWordsAsAny } from '../../intents/match-phrase.ts';
import type { Language } from '../../intents/text.ts';
import type { EventType } from '../chart/events.ts';
import { eventOfChoice } from './choices.ts';
import { eventList } from './event-list.ts';
import type { Offer } from './offers.ts';
import type { Interpretation, Message, Situation } from './situation.ts';
import { slotsOfChoice } from './told-slots.ts';
import { eventOfTrouble } from './trouble-events.ts';

/** Choices that mean something in every state. */
const STANDING = new RegExp(`^(trouble\\.(${TROUBLES.join('|')})|person|other_trouble|finish)$`);
/** A pressed button, its title typed, or a command; nothing where the message is other words. */
export function readButton(message: Message, situation: Situation): Interpretation | undefined {
  const { text, at } = message;
  const { offers, commands, locale, meta } = situation;
  if (isOld(message, situation)) {
    // What holds everywhere is obeyed, an answer to an old question is not.
    const { choice = '' } = message;
    const type = STANDING.test(choice) ? eventOfChoice(choice) : 'intent.missed';
    return { events: eventList([type], { at, text, pressed: true }), locale };
  }
  const pressed = offers.find(
    ({ id, titles, also }) => id === message.choice || sameAsAny(text, titles) || sameAsAny(text, also),
  );
  if (pressed) {
    const data = { at, text: pressed.title, pressed: true, slots: slotsOfChoice(pressed.id, meta?.slot) };
    const types: EventType[] = pressed.event.startsWith('academy.')
      ? [pressed.event]
      : ['message.understood', pressed.event];
    return { events: eventList(types, data), locale: localeOf(pressed, text, situation) };
  }
  const command = commands.find(({ phrases }) => sameAsAny(text, phrases) || sameWordsAsAny(text, phrases));
  if (command) return { events: eventList([command.event], { at, text }), locale };
  return readName(message, situation);
}

/** The name of a trouble is read as what its button does, also where none is there; what any words answer is no name. */
function readName({ text, at }: Message, situation: Situation): Interpretation | undefined {
  const { names, locale, meta } = situation;
  const named = names.find(({ titles }) => sameAsAny(text, titles));
  if (!named || meta?.expects === 'words') return undefined;
  const type = eventOfTrouble(named.trouble, situation);
  const doubts = [`trouble.${named.trouble}`];
  return { events: eventList(['message.understood', type], { at, text, pressed: true, doubts }), locale };
}

/** Whether a button of an earlier card was pressed, or the same one a second time. */
function isOld({ choice, asked }: Message, { offers, meta }: Situation): boolean {
  if (choice === undefined) return false;
  return !offers.some(({ id }) => id === choice) || (asked !== undefined && asked !== meta?.say);
}

function localeOf(pressed: Offer, text: string, { locale }: Situation): Language {
  const typed = pressed.titles.filter((title) => sameText(text, title));
  if (typed.length === 0 || typed.includes(pressed.title)) return locale;
  return locale === 'fr' ? 'en' : 'fr';
}
