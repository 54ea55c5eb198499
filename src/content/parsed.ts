import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';

/** Parses YAML texts, and remembers from one process to the next what they say. */
export interface YamlParser {
  /** What a text says; not to be changed by the caller. Throws the parser's error where it is no YAML. */
  parse(text: string): unknown;
  /** Keeps what was parsed so far for the processes to come; a read-only installation goes without. */
  keep(): void;
}

/**
 * Builds a parser that remembers in a file. Parsing takes ten times as long as all checks of what the files say, which are made
 * at each start. A text is known by its digest, so that nothing is ever stale; one that is not known is parsed.
 */
export function createYamlParser(file: string): YamlParser {
  const used = new Map<string, unknown>();
  let kept: Readonly<Record<string, unknown>> | undefined;
  return {
    parse: (text) => {
      const key = createHash('sha256').update(text).digest('base64url');
      kept ??= readKept(file);
      const content = Object.hasOwn(kept, key) ? kept[key] : parse(text);
      used.set(key, content);
      return content;
    },
    keep: () => {
      try {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(`${file}.${process.pid}`, JSON.stringify(Object.fromEntries(used)));
        renameSync(`${file}.${process.pid}`, file);
      } catch {
        // Slower, and nothing else.
      }
    },
  };
}

function readKept(file: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) ?? {};
  } catch {
    return {};
  }
}

/** The parser of the product's own content. */
export const contentParser = createYamlParser(join(import.meta.dirname, '../../.cache/content.json'));
