import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import { LANGUAGES } from '../../intents/text.ts';
import { checkContent } from './check.ts';
import { KNOWLEDGE } from './files.ts';
import type { Issue } from './issue.ts';
import { lineOf } from './place.ts';
import { reasonOf } from './reasons.ts';
import { ContentError } from './refusal.ts';

/** Lines of a refusal: who has more to mend sees the rest at the next try. */
const MAX_ISSUES = 20;
const ROOT = join(import.meta.dirname, '../..');
/** Digest of what was found to be good last. */
const PASSED = join(ROOT, '.cache/content-passed');
/** What decides whether content is good, besides the content. */
const CHECKS = [
  'dialogs/knowledge/safety.ts',
  'src/content/check.ts',
  'src/content/check-text.ts',
  'dialogs/chart/help-desk.ts',
];

/**
 * Throws `ContentError` where facts or texts must not be published. Content that has passed before is not looked at again: the
 * checks take longer than the rest of reading it.
 */
export function refuseFaulty(knowledge: Knowledge, directory = KNOWLEDGE, passed = PASSED): void {
  const digest = digestOf(knowledge);
  if (readPassed(passed) === digest) return;
  const issues = checkContent(knowledge);
  if (issues.length > 0) throw contentError(directory, issues);
  try {
    mkdirSync(dirname(passed), { recursive: true });
    writeFileSync(passed, digest);
  } catch {
    // A read-only installation checks at each start.
  }
}

/** All issues as one error: file, line, key and reason, in French and English. */
export function contentError(directory: string, issues: readonly Issue[]): ContentError {
  const told = issues.slice(0, MAX_ISSUES).map((issue) => describeIssue(directory, issue));
  const more = issues.length - told.length;
  const refusals = issues.map(({ file, path, key, fault, about }) => ({
    ...{ file, path, key },
    reason: { fr: reasonOf(fault, about, 'fr'), en: reasonOf(fault, about, 'en') },
  }));
  return new ContentError([...told, ...(more > 0 ? [`(+ ${more})`] : [])].join('\n'), { refusals });
}

/** One issue as an editor reads it. */
export function describeIssue(directory: string, issue: Issue): string {
  const reasons = LANGUAGES.map((locale) => reasonOf(issue.fault, issue.about, locale));
  return `${join(directory, issue.file)}:${lineOf(directory, issue)}: ${issue.key}: ${reasons.join('\n    ')}`;
}

function digestOf({ academies, answers, sources, texts }: Knowledge): string {
  const hash = createHash('sha256').update(JSON.stringify([[...academies], [...answers.values()], sources]));
  for (const locale of LANGUAGES)
    for (const key of texts.keys(locale)) hash.update(`${locale} ${key}\n${texts.source(locale, key)}\n`);
  for (const file of CHECKS) hash.update(readFileSync(join(ROOT, file)));
  return hash.digest('base64url');
}

function readPassed(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
