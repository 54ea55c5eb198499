import type { Texts, Values } from '../../dialogs/knowledge/texts.ts';
import { LANGUAGES, type Language } from '../../intents/text.ts';

/**
 * The texts of a page without their prefix, by language. Places for values stay as `{name}` and are filled in by the page, except for
 * those that `values` has by language.
 */
export function pageTexts(
  texts: Texts,
  prefix: string,
  values?: Readonly<Record<Language, Values>>,
): Record<Language, Record<string, string>> {
  const of = (locale: Language) =>
    texts
      .keys(locale)
      .filter((key) => key.startsWith(prefix))
      .map((key) => {
        const places = texts.arguments(locale, key).map((name) => [name, `{${name}}`] as const);
        return [
          key.slice(prefix.length),
          texts.render(locale, key, { ...Object.fromEntries(places), ...values?.[locale] }),
        ];
      });
  return Object.fromEntries(LANGUAGES.map((locale) => [locale, Object.fromEntries(of(locale))])) as Record<
    Language,
    Record<string, string>
  >;
}
