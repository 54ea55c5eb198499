import type { Desk } from '../../dialogs/case/desk.ts';
import { offersOf } from '../../dialogs/interpret/offers.ts';
import { factsBehind, type Provenance } from '../../dialogs/knowledge/provenance.ts';
import type { Values } from '../../dialogs/knowledge/texts.ts';
import { type Knowledge, valuesOf } from '../../dialogs/knowledge/values.ts';
import type { Language } from '../../intents/text.ts';
import type { Said } from './read-actions.ts';
import { metaOf, type Snapshot } from './snapshot.ts';
import type { Reply } from './types.ts';

/**
 * The replies of a turn: its statements in order, then its last question; where nothing was asked, the present question
 * again. The choices stand under the last one.
 */
export function wordReplies(
  knowledge: Knowledge,
  said: readonly Said[],
  snapshot: Snapshot,
  locale: Language,
  now: number,
  desk: Desk,
): Reply[] {
  const { texts } = knowledge;
  const { context } = snapshot;
  const meta = metaOf(snapshot);
  const asked = said.findLast(({ kind }) => kind === 'question')?.message ?? meta?.again ?? meta?.say;
  const statements = said.filter(({ kind }) => kind === 'statement');
  const lines = [...statements, ...(asked ? [{ message: asked, context }] : [])];
  const offers = offersOf(meta, context, knowledge, locale, now);
  return lines.map((line, index) => {
    const facts = factsBehind(knowledge, locale, line.message, line.context.academy, now);
    const documents = documentsOf(facts);
    const values = {
      ...valuesOf(line.context, knowledge, locale, now, desk),
      ...sources(line.context.academy),
    };
    return {
      type: 'reply',
      text: [texts.render(locale, line.message, values), ...warning(facts)].join('\n'),
      message: line.message,
      locale,
      choices: index === lines.length - 1 ? offers.map(({ id, title }) => ({ id, title })) : [],
      ...(meta && { asked: meta.say }),
      ...(documents.length > 0 && { sources: documents }),
    };
  });

  /** Where the facts of the present question come from. */
  function sources(academy: string | null): Values {
    const facts = meta ? factsBehind(knowledge, locale, meta.say, academy, now) : [];
    const named = new Set(
      facts.flatMap(({ source, checkedOn }) => source.map((name) => `${name} (${checkedOn})`)),
    );
    return { sources: [...named].join(', ') || 'none' };
  }

  /** A stale fact is said with its date. */
  function warning(facts: readonly Provenance[]): string[] {
    const stale = facts.filter((fact) => fact.stale);
    if (stale.length === 0) return [];
    const checked_on = stale.map(({ checkedOn }) => checkedOn).sort()[0] ?? '';
    return [texts.render(locale, 'stale', { checked_on })];
  }
}

/** The documents behind some facts, each once. */
function documentsOf(facts: readonly Provenance[]) {
  const checked = new Map(
    facts.flatMap(({ source, checkedOn }) => source.map((name) => [name, checkedOn] as const)),
  );
  return [...checked].map(([name, checkedOn]) => ({ name, checkedOn }));
}
