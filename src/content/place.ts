import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import type { Language } from '../../intents/text.ts';

/** Where something stands in the content: a file below its folder, and the keys that lead there. */
export interface Place {
  readonly file: string;
  readonly path: readonly (string | number)[];
}

/** Where a text stands: talk.yaml holds those without a prefix, and answers have files of their own. */
export function placeOfText(
  locale: Language,
  key: string,
  isFile: (name: string) => boolean = (name) => name !== 'talk',
): Place {
  const [first = '', ...rest] = key.split('.');
  if (first === 'answer') return { file: `answers/${rest[0]}.yaml`, path: [locale, ...rest.slice(1)] };
  if (first === 'document' && rest[0] !== 'checked')
    return { file: 'sources.yaml', path: [(rest[0] ?? '').replaceAll('_', '-'), 'title', locale] };
  const own = rest.length > 0 && isFile(first);
  return { file: `locales/${locale}/${own ? first : 'talk'}.yaml`, path: own ? rest : [first, ...rest] };
}

/** The line, from 1, of a place; of the nearest key above it where it is not there. */
export function lineOf(directory: string, { file, path }: Place): number {
  const lines = new LineCounter();
  const content = parseDocument(readSafely(join(directory, file)), { lineCounter: lines });
  for (let depth = path.length; depth > 0; depth--) {
    const node = content.getIn(path.slice(0, depth), true);
    const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
    if (Array.isArray(range)) return lines.linePos(Number(range[0])).line;
  }
  return 1;
}

function readSafely(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // A file that is missing has no lines.
    return '';
  }
}
