import type { Change } from '../content/changes.ts';

/**
 * Whose a place in the content is: an academy's (its id), everybody's (`*`: who publishes there answers for all academies), or
 * nobody's (`any`: a document is of use to all and says nothing by itself).
 */
export type Owner = string;

/** First part of the keys of texts that belong to the program, and come with its releases. */
const OF_THE_PROGRAM = /^locales\/(fr|en)\/(chat|command|content_room|desk|embed|sign_in|site|teams)\.yaml$/;

const OWNERS: readonly (readonly [RegExp, (path: readonly string[], name: string) => Owner | undefined])[] = [
  [
    /^academies\/([a-z-]+)\.yaml$/,
    ([group, fact], name) => (group === 'facts' && fact ? ownerOf(name) : undefined),
  ],
  [/^hours\/academies\/([a-z-]+)\.yaml$/, (_, name) => ownerOf(name)],
  [/^hours\/school-holidays\.yaml$/, () => '*'],
  [/^sources\.yaml$/, ([id]) => (id ? 'any' : undefined)],
  [/^answers\/([a-z][a-z0-9_]*)\.yaml$/, () => '*'],
  [/^locales\/(?:fr|en)\/([a-z0-9_]+)\.yaml$/, ([key]) => (key ? '*' : undefined)],
];

/** Whose the place of a change is; undefined where nothing may be published. */
export function ownerOfChange({ file, path }: Pick<Change, 'file' | 'path'>): Owner | undefined {
  if (OF_THE_PROGRAM.test(file)) return undefined;
  for (const [pattern, owner] of OWNERS) {
    const [found, name = ''] = pattern.exec(file) ?? [];
    if (found !== undefined) return owner(path, name);
  }
  return undefined;
}

/** What stands for academies without a file is everybody's. */
function ownerOf(academy: string): Owner {
  return academy === 'other' ? '*' : academy;
}
