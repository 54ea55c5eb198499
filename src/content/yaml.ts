import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { z } from 'zod';
import { contentParser } from './parsed.ts';
import { lineOf } from './place.ts';

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
  const content = readYaml(path);
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const inFrench = schema.safeParse(content, { error: french }).error?.issues[0];
  const keys = (issue?.path ?? []).map((key) => (typeof key === 'number' ? key : String(key)));
  const line = lineOf(dirname(path), { file: basename(path), path: keys });
  const place = `${path}:${line}: ${keys.join('.') || 'file'}`;
  throw new ContentError(`${place}: ${inFrench?.message}\n    ${issue?.message}`);
}

const french = z.locales.fr().localeError;

function readYaml(path: string): unknown {
  try {
    return contentParser.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new ContentError(`${path}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}
