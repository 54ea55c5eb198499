import { TROUBLES, type Trouble } from '../../intents/labels.ts';
import { LANGUAGES, type Language } from '../../intents/text.ts';
import type { Context } from '../chart/context.ts';
import type { EventType } from '../chart/events.ts';
import type { DialogMeta } from '../chart/meta.ts';
import { academyOf, UNKNOWN_ACADEMY } from '../knowledge/academy.ts';
import type { Values } from '../knowledge/texts.ts';
import { type Knowledge, valuesOf } from '../knowledge/values.ts';
import { eventOfChoice, PERSON, titleKey } from './choices.ts';

/** A choice as it is offered to a person: its title in their language, and all that may be typed instead. */
export interface Offer {
  readonly id: string;
  readonly title: string;
  readonly event: EventType;
  /** The title in each language. */
  readonly titles: readonly string[];
  /** Other phrases that mean it, in both languages. */
  readonly also: readonly string[];
}

/** What was offered last in a context: a turn asks twice, to read what was said and to word what is. */
const lastOffers = new WeakMap<
  Context,
  { readonly key: readonly unknown[]; readonly offers: readonly Offer[] }
>();

/** The choices of a state for this conversation, a person among them. */
export function offersOf(
  meta: DialogMeta | undefined,
  context: Context,
  knowledge: Knowledge,
  locale: Language,
  now: number,
): readonly Offer[] {
  if (!meta) return [];
  const key = [meta, knowledge, locale, now];
  const last = lastOffers.get(context);
  if (last?.key.every((part, at) => part === key[at])) return last.offers;
  const choices = meta.choices.flatMap((choice) => expand(choice, context, knowledge));
  const values = once(() => valuesOf(context, knowledge, locale, now));
  const offers = (meta.person === false ? choices : withPerson(choices)).map(
    (id) => constants(knowledge).get(`${locale} ${id}`) ?? offerOf(id, knowledge, locale, values),
  );
  lastOffers.set(context, { key, offers });
  return offers;
}

const constantOffers = new WeakMap<Knowledge, Map<string, Offer>>();

/** Offers whose words have no value in them, by language and id: nearly all. */
function constants(knowledge: Knowledge): Map<string, Offer> {
  const known = constantOffers.get(knowledge) ?? new Map<string, Offer>();
  constantOffers.set(knowledge, known);
  return known;
}

function offerOf(id: string, knowledge: Knowledge, locale: Language, values: () => Values): Offer {
  let constant = true;
  const noted = () => {
    constant = false;
    return values();
  };
  const worded = LANGUAGES.map((language) => ({ language, ...words(id, language, noted, knowledge) }));
  const offer = {
    id,
    title: worded.find(({ language }) => language === locale)?.title ?? id,
    event: eventOfChoice(id),
    titles: worded.map(({ title }) => title),
    also: worded.flatMap(({ also }) => also),
  };
  if (constant) constants(knowledge).set(`${locale} ${id}`, offer);
  return offer;
}

/** Working all values out costs more than the titles that want one. */
function once<T>(work: () => T): () => T {
  let done: { readonly result: T } | undefined;
  return () => {
    done ??= { result: work() };
    return done.result;
  };
}

/** `academy.*` stands for every academy there is a file for, `easy.*` for the other way of writing, `doubt.*` for the troubles in doubt, `way.*` for the ways to people. */
function expand(choice: string, context: Context, { academies, answers }: Knowledge): string[] {
  if (choice === 'academy.*') return [...academies.keys()].map((id) => `academy.${id}`);
  // What has happened to an account is no message on a screen.
  if (choice === 'no_message' && context.topic.urgent) return ['skip'];
  if (choice === 'easy.*') return [context.easy ? 'full_texts' : 'easy_read'];
  if (choice === 'doubt.*') return [...context.topic.doubts];
  if (choice === 'offer.*') {
    const flow = answers.get(context.answered?.id ?? '')?.offers;
    return flow ? [`trouble.${flow}`] : [];
  }
  if (choice === 'way.*') return [...context.ways];
  return [choice];
}

function withPerson(choices: readonly string[]): string[] {
  const offered = choices.some((choice) => eventOfChoice(choice) === 'agent.requested');
  return offered ? [...choices] : [...choices, PERSON];
}

function words(id: string, locale: Language, values: () => Values, { academies, texts }: Knowledge) {
  const phrases = (key: string) =>
    texts.phrases(locale, key, texts.arguments(locale, key).length > 0 ? values() : {});
  if (!id.startsWith('academy.')) return phrases(titleKey(id));
  const academy = academyOf(academies, id.slice('academy.'.length));
  const also = academy.id === UNKNOWN_ACADEMY ? phrases('choice.other_academy').also : [];
  return { title: academy.title[locale], also };
}

/** What is understood everywhere in a few words, and the phrases for it in both languages. */
export interface Command {
  readonly event: EventType;
  readonly phrases: readonly string[];
}

/** The commands that no button offers. */
export function commandsOf({ texts }: Knowledge): Command[] {
  const phrases = (name: string) =>
    LANGUAGES.flatMap((locale) => {
      const { title, also } = texts.phrases(locale, `command.${name}`, {});
      return [title, ...also];
    });
  return [
    { event: 'back.requested', phrases: phrases('back') },
    { event: 'source.requested', phrases: phrases('source') },
    { event: 'choice.easy_read', phrases: phrases('easy_read') },
    { event: 'choice.full_texts', phrases: phrases('full_texts') },
  ];
}

/** The name of a trouble, in each language: it is one everywhere, and whatever is on offer. */
export interface Name {
  readonly trouble: Trouble;
  readonly titles: readonly string[];
}

/** The names of all troubles. */
export function troubleNames({ texts }: Knowledge): Name[] {
  return TROUBLES.map((trouble) => ({
    trouble,
    titles: LANGUAGES.map((locale) => texts.phrases(locale, `trouble.${trouble}`, {}).title),
  }));
}
