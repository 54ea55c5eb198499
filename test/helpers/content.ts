/**
 * The content that tests run on: the shipped files, in which what tests name by its words is as `test/wording` has it. So an editor may
 * say anything otherwise, and no test breaks but those whose purpose is the shipped wording; they take `shipped`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { applyChanges, type Change } from '../../src/content/changes.ts';
import { type ContentSource, readContentFiles } from '../../src/content/files.ts';
import { loadKnowledge } from '../../src/content/load.ts';

const WORDING = join(import.meta.dirname, '../wording');

/** What tests have as it is here, whatever the shipped content says. */
export const WORDINGS: readonly Change[] = readdirSync(WORDING, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .sort()
  .flatMap((file) => changesOf(file, [], parse(readFileSync(join(WORDING, file), 'utf8'))));

function changesOf(file: string, path: readonly string[], value: Change['value']): Change[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [{ file, path: [...path], value }];
  return Object.entries(value).flatMap(([key, inner]) => changesOf(file, [...path, key], inner));
}

const { files, directory } = readContentFiles();
const source: ContentSource = { directory, files: applyChanges(files, WORDINGS) };

/** The files of the tests' content, before they are checked. */
export const contentFiles = () => source;

/** The content as it is shipped, for tests whose purpose is its wording; all others take `knowledge` of `app.ts`. */
export const shipped = loadKnowledge();
