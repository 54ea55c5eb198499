import type { Context } from '../../dialogs/chart/context.ts';
import type { DialogMeta } from '../../dialogs/chart/meta.ts';
import { monthInWords } from '../../dialogs/knowledge/clock.ts';
import { factsBehind, type Provenance } from '../../dialogs/knowledge/provenance.ts';
import type { Texts, Values } from '../../dialogs/knowledge/texts.ts';
import { type Knowledge, valuesOf } from '../../dialogs/knowledge/values.ts';
import type { Language } from '../../intents/text.ts';
import { outOfOrder } from './out-of-order.ts';
import type { StepMoment } from './run-machine.ts';

/** A text as it is said, and the facts that it rests on. */
export interface Worded {
  readonly message: string;
  readonly facts: readonly Provenance[];
  readonly text: string;
}

/** Gives the first of some wordings that is not what was said last; nothing where there is no such text at all. */
export type Choose = (keys: readonly string[], about: Context) => Worded[];

/** Behind a key: only the question itself, the last line of its text, without the advice before it. */
export const QUESTION_ONLY = '#question';

/** Builds what words texts for the state that `meta` describes; `told` are the fingerprints of what the turn before has said. */
export function createChoose(
  knowledge: Knowledge,
  meta: DialogMeta | undefined,
  { locale, now, desk }: StepMoment,
  told: readonly string[],
): Choose {
  const { texts } = knowledge;
  /** The texts of a turn are mostly about the same. */
  let last: { readonly about: Context; readonly values: Values } | undefined;
  return (keys, about) => {
    const wanted = about.easy ? [...new Set(keys.map(easier))] : keys;
    let first: Worded | undefined;
    for (const key of wanted) {
      const message = key.replace(QUESTION_ONLY, '');
      if (!texts.has(locale, message)) continue;
      const whole = word(message, about);
      const worded =
        key === message ? whole : { ...whole, text: whole.text.slice(whole.text.lastIndexOf('\n') + 1) };
      if (message.startsWith('easy.') || !told.includes(fingerprint(worded.text))) return [worded];
      first ??= worded;
    }
    return first ? [first] : [];
  };

  /** The easy wording in place of all others; who needs it is better served by the same words twice than by harder ones. */
  function easier(key: string): string {
    const easy = `easy.${key.replace(/^reworded\./, '')}`;
    return texts.has(locale, easy.replace(QUESTION_ONLY, '')) ? easy : key;
  }

  function word(message: string, about: Context) {
    const facts = factsBehind(knowledge, locale, message, about.academy, now);
    const text = texts.render(locale, message, valuesFor(message, about));
    const before = outOfOrder(knowledge, message, about.academy, { desk, locale });
    return { message, facts, text: [...before, text, ...warning(facts)].join('\n') };
  }

  /** No more than a text wants: most want nothing, hardly any the sources. */
  function valuesFor(message: string, about: Context): Values {
    const wanted = texts.arguments(locale, message);
    if (wanted.length === 0) return {};
    if (last?.about !== about) last = { about, values: valuesOf(about, knowledge, locale, now, desk) };
    const { values } = last;
    return wanted.includes('sources') ? { ...values, ...sources(about.academy) } : values;
  }

  /** Where the facts of the present question come from. */
  function sources(academy: string | null): Values {
    const facts = meta ? factsBehind(knowledge, locale, meta.say, academy, now) : [];
    const named = documentsBehind(facts, texts, locale).map(({ name, checkedOn }) =>
      texts.render(locale, 'document.checked', { title: name, month: monthInWords(checkedOn, locale) }),
    );
    return { sources: named.join(', ') || 'none' };
  }

  /** A stale fact is said with its date. */
  function warning(facts: readonly Provenance[]): string[] {
    const stale = facts.filter((fact) => fact.stale);
    if (stale.length === 0) return [];
    const checked_on = stale.map(({ checkedOn }) => checkedOn).sort()[0] ?? '';
    return [texts.render(locale, 'stale', { checked_on: monthInWords(checked_on, locale) })];
  }
}

/** What a text is known again by: 32 bits of it (FNV-1a), since what was said need not be kept. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** The documents behind some facts, each once, by the names that people know them by. */
export function documentsBehind(facts: readonly Provenance[], texts: Texts, locale: Language) {
  const checked = new Map(
    facts.flatMap(({ source, checkedOn }) => source.map((name) => [name, checkedOn] as const)),
  );
  return [...checked].map(([id, checkedOn]) => ({
    name: texts.render(locale, `document.${id.replaceAll('-', '_')}`, {}),
    checkedOn,
  }));
}

/** What a message is known again by: the whole, and what follows its first line, which may be the name of the trouble. */
export function fingerprintsOf(text: string): string[] {
  return [fingerprint(text), fingerprint(text.slice(text.indexOf('\n') + 1))];
}
