import type { Language } from '../../../../intents/text.ts';
import type { ContentFiles } from '../../../content/files.ts';
import type { Refusal } from '../../../content/refusal.ts';
import type { Draft } from '../../../publishing/drafts.ts';
import type { Version } from '../../../publishing/types.ts';
import { type Item, itemIn, itemOf } from './items.ts';

/** What the draft's forms are about, as it is published. */
export function itemsOf(files: ContentFiles, { changes }: Draft): Item[] {
  const names = new Map(changes.map((change) => [JSON.stringify(itemOf(change)), itemOf(change)]));
  return [...names.values()].map((name) => itemIn(files, name));
}

/** Why something is refused, in a language. */
export function refusalsIn(refusals: readonly Refusal[], locale: Language) {
  return refusals.map(({ file, path, key, reason }) => ({ file, path, key, reason: reason[locale] }));
}

/** A draft in a list. */
export function summaryOf({ id, title, base, revision, changes, by, at }: Draft) {
  return { id, title, base, revision, count: changes.length, by: by.name, at };
}

/** A version without its changes. */
export function versionOf({ number, changes, reason, by, undoes, at }: Version) {
  return { number, changes, reason, by: by.name, undoes, at };
}
