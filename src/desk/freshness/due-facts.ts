import type { Academies, Facts } from '../../../dialogs/knowledge/academy.ts';
import { provenanceOf } from '../../../dialogs/knowledge/provenance.ts';
import type { Sources } from '../../../dialogs/knowledge/sources.ts';
import type { Language } from '../../../intents/text.ts';
import type { Change } from '../../content/changes.ts';

/** A fact that wants checking. Months as `2026-11`. */
export interface DueFact {
  readonly academy: string;
  readonly fact: keyof Facts;
  readonly checkedOn: string;
  /** Whether the bot already says when it was checked. */
  readonly stale: boolean;
  readonly sources: readonly string[];
}

/** The facts of all academies that are due for checking at a moment (milliseconds since 1970). */
export function dueFacts(academies: Academies, now: number): DueFact[] {
  return [...academies.values()].flatMap((academy) =>
    provenanceOf(academy, now)
      .filter(({ due }) => due)
      .map(({ fact, checkedOn, stale, source }) => ({
        ...{ academy: academy.id, fact, checkedOn, stale, sources: source },
      })),
  );
}

/** What changes in the content where a fact was checked at a moment (milliseconds since 1970) and is still true. */
export function stillTrue(academies: Academies, academy: string, fact: keyof Facts, now: number): Change[] {
  const entry = academies.get(academy)?.facts[fact];
  if (!entry) return [];
  const file = `academies/${academy}.yaml`;
  const month = new Date(now).toISOString().slice(0, 7);
  return [
    { file, path: ['facts', fact, 'checkedOn'], value: month },
    // Checked after its date: the date goes, or the fact would be due again at once.
    ...(entry.expiresOn && entry.expiresOn <= month
      ? [{ file, path: ['facts', fact, 'expiresOn'], value: null }]
      : []),
  ];
}

/** Key of what a fact is called. */
export function factKey(fact: keyof Facts): string {
  return `facts.name.${fact.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
}

/** What a fact says, as somebody reads it who is to check it. */
export function factInWords(academies: Academies, { academy, fact }: DueFact, locale: Language): string {
  return wordsOf(academies.get(academy)?.facts[fact]?.value, locale).join(', ');
}

function wordsOf(value: unknown, locale: Language): string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  if (locale in value) return wordsOf((value as Record<Language, unknown>)[locale], locale);
  return Object.values(value).flatMap((inner) => wordsOf(inner, locale));
}

/** The documents that a fact comes from: title, and address where it is known. */
export function documentsOf(sources: Sources, { sources: ids }: DueFact, locale: Language) {
  return ids.map((id) => ({
    title: sources[id]?.title[locale] ?? id,
    address: sources[id]?.address ?? null,
  }));
}
