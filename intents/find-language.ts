import { LANGUAGES, type Language } from './text.ts';

/** The language of a code or a locale (`en`, `en-GB`, `EN_us`); undefined where it is none of ours. `readLanguage` settles for French. */
export function findLanguage(code: string | null | undefined): Language | undefined {
  const name = code?.trim().toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language === name);
}

/** The first language of a list such as `en-GB,fr;q=0.8` that is one of ours. */
export function firstLanguage(list: string): Language | undefined {
  return list
    .split(',')
    .map((part) => findLanguage(part.split(';')[0]))
    .find(Boolean);
}
