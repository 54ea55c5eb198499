import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import { type Academies, academySchema, UNKNOWN_ACADEMY } from '../../dialogs/knowledge/academy.ts';
import { createTexts, type LocaleFiles, localeFileSchema } from '../../dialogs/knowledge/texts.ts';
import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import type { AcademyNames } from '../../intents/find-academy.ts';
import { LANGUAGES, type Language } from '../../intents/text.ts';

const ROOT = join(import.meta.dirname, '../..');
/** The folder of the data files: academies, hours, locales. */
export const KNOWLEDGE = join(ROOT, 'dialogs/knowledge');

/** A content file that does not fit its schema; the message names the file and the place in it. */
export class ContentError extends Error {
  readonly code = 'content.invalid';
}

/**
 * Reads and checks the academies' facts and the texts. Throws `ContentError` on the first file that does not fit.
 *
 *     loadKnowledge().texts.render('fr', 'welcome', {}) // 'Bonjour, je suis l’assistant …'
 */
export function loadKnowledge(directory = KNOWLEDGE): Knowledge {
  const academies: Academies = new Map(
    readYamlFiles(join(directory, 'academies'), academySchema)
      .map(({ content }) => [content.id, content] as const)
      // Shown as buttons in this order: the unknown one last.
      .sort(([a], [b]) => Number(a === UNKNOWN_ACADEMY) - Number(b === UNKNOWN_ACADEMY)),
  );
  const files = Object.fromEntries(
    LANGUAGES.map((locale) => [locale, loadLocale(directory, locale)]),
  ) as Record<Language, LocaleFiles>;
  return { academies, texts: createTexts(files) };
}

/** The names by which utterances are searched for academies. */
export function academyNames(academies: Academies): AcademyNames[] {
  return [...academies.values()].map(({ id, places, domains }) => ({ id, places, domains }));
}

function loadLocale(directory: string, locale: Language): LocaleFiles {
  const files = readYamlFiles(join(directory, 'locales', locale), localeFileSchema);
  return Object.fromEntries(files.map(({ name, content }) => [name, content]));
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
    return parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new ContentError(`${path}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}
