import { join } from 'node:path';
import { type Academies, academySchema, UNKNOWN_ACADEMY } from '../../dialogs/knowledge/academy.ts';
import {
  createTexts,
  type LocaleFiles,
  localeFileSchema,
  TextSyntaxError,
  type Texts,
} from '../../dialogs/knowledge/texts.ts';
import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import type { AcademyNames } from '../../intents/find-academy.ts';
import { LANGUAGES, type Language } from '../../intents/text.ts';
import { loadAnswers, loadFollowUps } from './answers.ts';
import { placeOfText } from './place.ts';
import { contentError } from './refuse.ts';
import { KNOWLEDGE, readYamlFiles } from './yaml.ts';

export { ContentError, KNOWLEDGE } from './yaml.ts';

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
  const { answers, wording } = loadAnswers(directory);
  for (const locale of LANGUAGES) files[locale] = { ...files[locale], answer: wording[locale] ?? {} };
  return {
    academies,
    answers,
    followUps: loadFollowUps(answers, directory),
    texts: textsOf(directory, files),
  };
}

function textsOf(directory: string, files: Readonly<Record<Language, LocaleFiles>>): Texts {
  try {
    return createTexts(files);
  } catch (error) {
    if (!(error instanceof TextSyntaxError)) throw error;
    const { locale, key, cause } = error;
    const place = placeOfText(locale, key, (name) => name in files[locale]);
    const about = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw contentError(directory, [{ ...place, fault: 'icu', key, about: about ?? '' }]);
  }
}

/** The names by which utterances are searched for academies. */
export function academyNames(academies: Academies): AcademyNames[] {
  return [...academies.values()].map(({ id, places, domains }) => ({ id, places, domains }));
}

function loadLocale(directory: string, locale: Language): LocaleFiles {
  const files = readYamlFiles(join(directory, 'locales', locale), localeFileSchema);
  return Object.fromEntries(files.map(({ name, content }) => [name, content]));
}
