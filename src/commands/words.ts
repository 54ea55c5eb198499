/** What command lines say to operators, in the language of their terminal. */
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { z } from 'zod';
import type { Language } from '../../intents/text.ts';
import { readYamlFiles } from '../content/files.ts';
import { languageOf } from '../terminal/told.ts';

export type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string;

const schema = z.record(z.string(), z.string());

/** All texts of a language by key, `<file>.<key in it>`, from `words/<language>/`. */
export function readWords(language: Language): ReadonlyMap<string, string> {
  const files = readYamlFiles(join(import.meta.dirname, 'words', language), schema);
  return new Map(
    files.flatMap(({ name, content }) =>
      Object.entries(content).map(([key, text]): [string, string] => [`${name}.${key}`, text]),
    ),
  );
}

/** The texts of a language, ICU MessageFormat. A key that is not there throws. */
export function loadWords(language: Language = languageOf(process.env)): Words {
  const texts = readWords(language);
  return (key, values = {}) => {
    const text = texts.get(key);
    if (text === undefined) throw new Error(`no text ${key} in ${language}`);
    // What stands in pointed brackets is for people to fill in, and no tag.
    return String(new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).format(values));
  };
}

let own: Words | undefined;

/** A text in the language of this terminal. */
export const sayInTerminal: Words = (key, values) => {
  own ??= loadWords();
  return own(key, values);
};
