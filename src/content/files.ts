import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { z } from 'zod';
import { contentParser } from './parsed.ts';
import { lineOf } from './place.ts';
import { SHAPES } from './reasons.ts';
import { ContentError, type Refusal } from './refusal.ts';

/** The folder of the data files: academies, answers, follow-ups, hours, locales, sources. */
export const KNOWLEDGE = join(import.meta.dirname, '../../dialogs/knowledge');

/** What content files say, by their path below the folder (`academies/paris.yaml`), before it is checked. */
export type ContentFiles = ReadonlyMap<string, unknown>;

/** Content files, and the folder that they come from: for the line of what is wrong with them. */
export interface ContentSource {
  readonly files: ContentFiles;
  readonly directory: string;
}

/** Reads all content files of a folder, or only those below one in it. Throws `ContentError` on the first that is no YAML. */
export function readContentFiles(directory = KNOWLEDGE, below = '.'): ContentSource {
  const names = readdirSync(join(directory, below), { recursive: true, encoding: 'utf8' })
    .filter((name) => extname(name) === '.yaml')
    .map((name) => join(below, name).replaceAll(sep, '/'))
    .sort();
  return { directory, files: new Map(names.map((name) => [name, readYaml(join(directory, name), name)])) };
}

/** The checked content of the files right below a folder, by name. Throws `ContentError` on the first that does not fit. */
export function contentIn<Schema extends z.ZodType>(source: ContentSource, folder: string, schema: Schema) {
  const inside = new RegExp(`^${folder && `${folder}/`}([^/]+)\\.yaml$`);
  return [...source.files.keys()].flatMap((file) => {
    const [, name] = inside.exec(file) ?? [];
    return name ? [{ name, content: contentOf(source, file, schema) }] : [];
  });
}

/** The checked content of one file; one that is missing is empty. Throws `ContentError` where it does not fit. */
export function contentOf<Schema extends z.ZodType>(
  { files, directory }: ContentSource,
  file: string,
  schema: Schema,
): z.infer<Schema> {
  return checked(files.get(file), schema, file, directory);
}

/** A value that fits its schema. Throws `ContentError` with file, line, key and reason in both languages. */
export function checked<Schema extends z.ZodType>(
  content: unknown,
  schema: Schema,
  file: string,
  directory: string,
): z.infer<Schema> {
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const refusals = refusalsOf(content, schema, parsed.error, file);
  const { path, reason } = refusals[0] ?? { path: [], reason: { fr: '', en: '' } };
  const line = lineOf(directory, { file, path });
  const place = `${join(directory, file)}:${line}: ${path.join('.') || 'file'}`;
  throw new ContentError(`${place}: ${reason.fr}\n    ${reason.en}`, { refusals });
}

const french = z.locales.fr().localeError;

function refusalsOf(content: unknown, schema: z.ZodType, error: z.ZodError, file: string): Refusal[] {
  const inFrench = schema.safeParse(content, { error: french }).error?.issues ?? [];
  return error.issues.map(({ path, message }, index) => {
    const keys = path.map((key) => (typeof key === 'number' ? key : String(key)));
    const reason = { fr: SHAPES[message] ?? inFrench[index]?.message ?? message, en: message };
    return { file, path: keys, key: keys.join('.'), reason };
  });
}

function readYaml(path: string, file: string): unknown {
  try {
    return existsSync(path) ? contentParser.parse(readFileSync(path, 'utf8')) : undefined;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const refusals = [{ file, path: [], key: '', reason: { fr: message, en: message } }];
    throw new ContentError(`${path}: ${message}`, { cause, refusals });
  }
}

/** Reads and checks all YAML files of a folder, by name. Throws `ContentError` on the first that does not fit. */
export function readYamlFiles<Schema extends z.ZodType>(directory: string, schema: Schema) {
  return contentIn(readContentFiles(directory), '', schema);
}
