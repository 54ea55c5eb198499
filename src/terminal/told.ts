import { findLanguage } from '../../intents/find-language.ts';
import type { Language } from '../../intents/text.ts';

/** What operators are told, in each language; an error's message is one of them. */
export type Bilingual = Readonly<Record<Language, string>>;

/** The language that the environment asks for, in POSIX's order; English where it is none of ours. */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  const wanted = (LC_ALL || LC_MESSAGES || LANG || '').slice(0, 2);
  return findLanguage(wanted) ?? 'en';
}

/** That of the two that is in the language of this process's terminal. */
export function told(texts: Bilingual): string {
  return texts[languageOf(process.env)];
}

/** The same for the messages of a schema, which are wanted when something is refused. */
export function toldLater(texts: Bilingual): () => string {
  return () => told(texts);
}
