import type { Hours } from '../../dialogs/knowledge/hours/hours.ts';
import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import { applyChanges, type Change } from '../content/changes.ts';
import { checkContent } from '../content/check.ts';
import type { ContentSource } from '../content/files.ts';
import { buildKnowledge } from '../content/load.ts';
import { buildHours } from '../content/load-hours.ts';
import { contentError } from '../content/refuse.ts';

/** All that is said and known, at one version. */
export interface Content {
  /** 0 where nothing is published over the files. */
  readonly version: number;
  readonly knowledge: Knowledge;
  readonly hours: Hours;
}

/** Content out of files with changes over them, checked as at a start. Throws `ContentError` where it must not be served. */
export function buildContent(
  { files, directory }: ContentSource,
  changes: readonly Change[],
  version: number,
): Content {
  const source = { directory, files: applyChanges(files, changes) };
  const knowledge = buildKnowledge(source);
  const hours = buildHours(source);
  const issues = checkContent(knowledge);
  if (issues.length > 0) throw contentError(directory, issues);
  return { version, knowledge, hours };
}
