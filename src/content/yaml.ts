import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { z } from 'zod';
import { contentParser } from './parsed.ts';

/** The folder of the data files: academies, answers, follow-ups, hours, locales. */
export const KNOWLEDGE = join(import.meta.dirname, '../../dialogs/knowledge');

/** A content file that does not fit its schema; the message names the file and the place in it. */
export class ContentError extends Error {
  readonly code = 'content.invalid';
}

/** Reads and checks all YAML files of a directory, by name. Throws `ContentError` on the first that does not fit. */
export function readYamlFiles<Schema extends z.ZodType>(directory: string, schema: Schema) {
  return readdirSync(directory)
    .filter((file) => extname(file) === '.yaml')
    .sort()
    .map((file) => ({ name: basename(file, '.yaml'), content: readYamlFile(join(directory, file), schema) }));
}

/** Reads and checks one YAML file. Throws `ContentError` where it does not fit. */
export function readYamlFile<Schema extends z.ZodType>(path: string, schema: Schema): z.infer<Schema> {
  const parsed = schema.safeParse(readYaml(path));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ContentError(`${path}: ${issue?.path.join('.') || 'file'}: ${issue?.message}`);
}

function readYaml(path: string): unknown {
  try {
    return contentParser.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new ContentError(`${path}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}
