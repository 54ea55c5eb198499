import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Document, parseDocument } from 'yaml';
import type { Change } from './changes.ts';

/**
 * Writes changes into the content files of a folder; comments, order and all that has not changed stay as they are. Gives the
 * files that it wrote.
 */
export function writeChanges(directory: string, changes: readonly Change[]): string[] {
  const byFile = Map.groupBy(changes, ({ file }) => file);
  for (const [file, own] of byFile) {
    const path = join(directory, file);
    const before = readText(path);
    const document = own.reduce<Document | undefined>(
      changed,
      before === '' ? undefined : parseDocument(before),
    );
    if (document) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, likeBefore(document.toString({ lineWidth: 0 }), before));
    } else rmSync(path, { force: true });
  }
  return [...byFile.keys()];
}

function changed(document: Document | undefined, { path, value }: Change): Document | undefined {
  if (path.length === 0) return value === null ? undefined : new Document(value);
  const changing = document ?? new Document({});
  if (value === null) changing.deleteIn(path);
  else changing.setIn(path, changing.createNode(value));
  return changing;
}

/** Lines that say the same as before are as they were: who reviews the files sees what has changed and nothing else. */
function likeBefore(text: string, before: string): string {
  const known = new Map(before.split('\n').map((line) => [unpadded(line), line]));
  return text
    .split('\n')
    .map((line) => known.get(unpadded(line)) ?? line)
    .join('\n');
}

function unpadded(line: string): string {
  return line.replaceAll(/(?<=[[{]) | (?=[\]}])/g, '');
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    // A file that is new.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
