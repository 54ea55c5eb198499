import type { Context } from '../../dialogs/chart/conversation.ts';
import type { DialogMeta } from '../../dialogs/chart/meta.ts';
import { offersOf } from '../../dialogs/interpret/offers.ts';
import { monthInWords } from '../../dialogs/knowledge/clock.ts';
import { factsBehind, type Provenance } from '../../dialogs/knowledge/provenance.ts';
import type { Texts, Values } from '../../dialogs/knowledge/texts.ts';
import { type Knowledge, valuesOf } from '../../dialogs/knowledge/values.ts';
import type { Language } from '../../intents/text.ts';
import { outOfOrder } from './out-of-order.ts';
import type { Said } from './read-actions.ts';
import type { StepMoment } from './run-machine.ts';
import { metaOf, type Snapshot } from './snapshot.ts';
import type { Reply } from './types.ts';

/**
 * The replies of a turn: its statements in order, then its last question; where nothing was asked, the present question
 * again, in the wording that is wanted. The choices stand under the last one. Nothing is said that the turn before has
 * said word for word: another wording is, where there is one.
 */
export function wordReplies(
  knowledge: Knowledge,
  said: readonly Said[],
  snapshot: Snapshot,
  { locale, now, desk, wording, told }: StepMoment & Telling,
): Reply[] {
  const { texts } = knowledge;
  const { context } = snapshot;
  const meta = metaOf(snapshot);
  const asked = said.findLast(({ kind }) => kind === 'question')?.message;
  const statements = said.filter(({ kind }) => kind === 'statement');
  const questions = asked ? [asked, `reworded.${asked}`] : wordingsOf(meta, wording);
  const chosen = [
    ...statements.map((line) => ({ ...line, keys: [line.message, `reworded.${line.message}`] })),
    ...(meta || asked ? [{ context, keys: questions }] : []),
  ].flatMap(({ context: about, keys }) => choose(keys, about));
  const lines = joinTitles(chosen);

  const offers = offersOf(meta, context, knowledge, locale, now);
  return lines.map((line, index) => {
    const documents = documentsOf(line.facts, texts, locale);
    return {
      type: 'reply',
      text: line.text,
      message: line.message,
      locale,
      choices: index === lines.length - 1 ? offers.map(({ id, title }) => ({ id, title })) : [],
      ...(meta && { asked: meta.say }),
      ...(documents.length > 0 && { sources: documents }),
    };
  });

  /** The first of some wordings that is not what was said last; nothing where there is no such text at all. */
  function choose(keys: readonly string[], about: Context) {
    const wanted = about.easy ? [...new Set(keys.map(easier))] : keys;
    let first: ReturnType<typeof word> | undefined;
    for (const key of wanted) {
      const message = key.replace(QUESTION_ONLY, '');
      if (!texts.has(locale, message)) continue;
      const whole = word(message, about);
      const worded =
        key === message ? whole : { ...whole, text: whole.text.slice(whole.text.lastIndexOf('\n') + 1) };
      if (!told.includes(fingerprint(worded.text))) return [worded];
      first ??= worded;
    }
    return first ? [first] : [];
  }

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
    const values = valuesOf(about, knowledge, locale, now, desk);
    return wanted.includes('sources') ? { ...values, ...sources(about.academy) } : values;
  }

  /** Where the facts of the present question come from. */
  function sources(academy: string | null): Values {
    const facts = meta ? factsBehind(knowledge, locale, meta.say, academy, now) : [];
    const named = documentsOf(facts, texts, locale).map(({ name, checkedOn }) =>
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

/** Behind a key: only the question itself, the last line of its text, without the advice before it. */
const QUESTION_ONLY = '#question';

/** What names the trouble that is taken up heads the message after it instead of being one of its own. */
function joinTitles<Line extends { readonly message: string; readonly text: string }>(
  lines: readonly Line[],
): Line[] {
  return lines.flatMap((line, at) => {
    const title = lines[at - 1];
    if (line.message === TITLE && at + 1 < lines.length) return [];
    return [title?.message === TITLE ? { ...line, text: `${title.text}\n${line.text}` } : line];
  });
}

const TITLE = 'taken_up';

/** How the replies of a turn are worded. */
export interface Telling {
  readonly wording: Wording;
  /** Fingerprints of what the turn before has said. */
  readonly told: readonly string[];
}

/** How the present question is asked again: in short, in full, or in other words. */
export type Wording = 'short' | 'full' | 'reworded';

function wordingsOf(meta: DialogMeta | undefined, wording: Wording): string[] {
  if (!meta) return [];
  const reworded = `reworded.${meta.say}`;
  const short = meta.again ? [meta.again, `reworded.${meta.again}`] : [`${meta.say}${QUESTION_ONLY}`];
  if (wording === 'reworded') return [reworded, meta.say, ...short];
  return wording === 'full' ? [meta.say, reworded] : [...short, meta.say, reworded];
}

/** What a text is known again by: 32 bits of it (FNV-1a), since what was said need not be kept. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** The documents behind some facts, each once, by the names that people know them by. */
function documentsOf(facts: readonly Provenance[], texts: Texts, locale: Language) {
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
