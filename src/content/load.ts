import { type Academies, academySchema, UNKNOWN_ACADEMY } from '../../dialogs/knowledge/academy.ts';
import { sourcesSchema, titlesOf } from '../../dialogs/knowledge/sources.ts';
import {
  createTexts,
  type LocaleFiles,
  localeFileSchema,
  TextSyntaxError,
  type Texts,
} from '../../dialogs/knowledge/texts.ts';
import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import type { Language } from '../../intents/text.ts';
import { buildAnswers, buildFollowUps } from './answers.ts';
import { type ContentSource, contentIn, contentOf, KNOWLEDGE, readContentFiles } from './files.ts';
import { placeOfText } from './place.ts';
import { contentError } from './refuse.ts';

export { KNOWLEDGE } from './files.ts';
export { ContentError } from './refusal.ts';

/**
 * Reads and checks the academies' facts and the texts. Throws `ContentError` on the first file that does not fit.
 *
 *     loadKnowledge().texts.render('fr', 'welcome', {}) // 'Bonjour, je suis l’assistant …'
 */
export function loadKnowledge(directory = KNOWLEDGE): Knowledge {
  return buildKnowledge(readContentFiles(directory));
}

/** The same out of files that are read already. */
export function buildKnowledge(source: ContentSource): Knowledge {
  const academies: Academies = new Map(
    contentIn(source, 'academies', academySchema)
      .map(({ content }) => [content.id, content] as const)
      // Shown as buttons in this order: the unknown one last.
      .sort(([a], [b]) => Number(a === UNKNOWN_ACADEMY) - Number(b === UNKNOWN_ACADEMY)),
  );
  const sources = contentOf(source, 'sources.yaml', sourcesSchema);
  const { answers, wording } = buildAnswers(source);
  const filesOf = (locale: Language): LocaleFiles => {
    const own = localeOf(source, locale);
    const document = { ...own.document, ...titlesOf(sources, locale) };
    return { ...own, document, answer: wording[locale] ?? {} };
  };
  return {
    academies,
    answers,
    sources,
    followUps: buildFollowUps(source, answers),
    texts: textsOf(source.directory, { fr: filesOf('fr'), en: filesOf('en') }),
  };
}

function localeOf(source: ContentSource, locale: Language): LocaleFiles {
  const files = contentIn(source, `locales/${locale}`, localeFileSchema);
  return Object.fromEntries(files.map(({ name, content }) => [name, content]));
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
