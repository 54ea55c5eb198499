import { z } from 'zod';
import { LANGUAGES, type Language } from '../../intents/text.ts';
import { compileMessage, type Values } from './icu.ts';

export type { Values } from './icu.ts';

/** A locale file: texts by name, grouped as deep as reads well; a choice also lists phrases that mean the same. */
const choiceText = z.strictObject({ title: z.string().min(1), also: z.array(z.string().min(1)) });
type TextTree = { [name: string]: string | z.infer<typeof choiceText> | TextTree };
export const localeFileSchema: z.ZodType<TextTree> = z.lazy(() =>
  z.record(z.string().regex(/^[a-z0-9_]+$/), z.union([z.string().min(1), choiceText, localeFileSchema])),
);

/** The locale files of one language: file name (without ending) → content. */
export type LocaleFiles = Readonly<Record<string, TextTree>>;

export interface Texts {
  /** The text of a key. Throws `MissingTextError` where the language has none, and on a value that is not given. */
  render(locale: Language, key: string, values: Values): string;
  /** The title of a choice and the other phrases that mean it. */
  phrases(locale: Language, key: string, values: Values): { title: string; also: readonly string[] };
  /** Whether a language has a text of this key. */
  has(locale: Language, key: string): boolean;
  /** The text of a key as it stands in the file. */
  source(locale: Language, key: string): string;
  /** The names of the values that a text wants. */
  arguments(locale: Language, key: string): readonly string[];
  /** All keys of a language, sorted. */
  keys(locale: Language): string[];
}

/** A value in braces, alone or before its branches. */
const ARGUMENT = /\{\s*([a-zA-Z_]\w*)\s*[,}]/g;

export class MissingTextError extends Error {
  readonly code = 'text.missing';
  constructor(locale: Language, key: string) {
    super(`dialogs/knowledge/locales/${locale} has no text "${key}"`);
  }
}

/** A text that is no valid ICU message. */
export class TextSyntaxError extends Error {
  readonly code = 'text.syntax';
  readonly locale: Language;
  readonly key: string;
  constructor(locale: Language, key: string, cause: unknown) {
    super(`dialogs/knowledge/locales/${locale}: the text "${key}" is no valid ICU message`, { cause });
    this.locale = locale;
    this.key = key;
  }
}

/** Compiles the texts of both languages. Throws `TextSyntaxError` on ICU syntax that does not parse, naming the key. */
export function createTexts(files: Readonly<Record<Language, LocaleFiles>>): Texts {
  const tables = Object.fromEntries(
    LANGUAGES.map((locale) => [locale, compile(locale, files[locale])]),
  ) as Record<Language, Map<string, Text>>;
  const find = (locale: Language, key: string): Text => {
    const text = tables[locale].get(key);
    if (!text) throw new MissingTextError(locale, key);
    return text;
  };
  return {
    render: (locale, key, values) => {
      const { fill, plain } = find(locale, key);
      // Typeset once more: values bring spaces of their own.
      return plain ?? typeset(fill(values), locale).trim();
    },
    phrases: (locale, key, values) => {
      const { fill, also } = find(locale, key);
      return { title: fill(values), also };
    },
    has: (locale, key) => tables[locale].has(key),
    source: (locale, key) => find(locale, key).source,
    arguments: (locale, key) => find(locale, key).wants,
    keys: (locale) => [...tables[locale].keys()].sort(),
  };
}

/** What a person calls one of the things that `entities` name; its id where it has no name. */
export function nameOfThing(texts: Texts, locale: Language, id: string): string {
  return texts.has(locale, `thing.${id}`) ? texts.render(locale, `thing.${id}`, {}) : id;
}

/** Where French wants a space that does not break, or a line begins with a colon; narrow before ; ! and ?. */
const SPACES: readonly (readonly [RegExp, string])[] = [
  [/ ([;?!])/g, '\u202f$1'],
  [/ ([:»%])/g, '\u00a0$1'],
  [/« /g, '«\u00a0'],
  [/\bn° (?=\d)/g, 'n°\u00a0'],
  [/\bport (?=\d)/g, 'port\u00a0'],
  [/(\d) (?=(?:minutes?|heures?|jours?|échecs?|essais?|caractères|h|min)\b)/g, '$1\u00a0'],
];

function typeset(text: string, locale: Language): string {
  if (locale !== 'fr') return text;
  return SPACES.reduce((set, [pattern, replacement]) => set.replace(pattern, replacement), text);
}

interface Text {
  readonly source: string;
  readonly fill: (values: Values) => string;
  readonly also: readonly string[];
  readonly wants: readonly string[];
  /** What it is rendered as, where there is nothing to fill in. */
  readonly plain?: string;
}

/** What ICU gives a meaning to. Most texts have nothing of it, and compiled they would cost a start and ten megabytes. */
const SYNTAX = /[{}<>'#]/;

/** What fills the values into a text. Throws where it is no valid ICU message. */
function filler(text: string, locale: Language): Text['fill'] {
  return SYNTAX.test(text) ? compileMessage(text, locale) : () => text;
}

function compile(locale: Language, files: LocaleFiles): Map<string, Text> {
  const table = new Map<string, Text>();
  const add = (key: string, source: string, also: readonly string[]) => {
    try {
      const wants = [...source.matchAll(ARGUMENT)].map(([, name = '']) => name);
      const set = typeset(source, locale);
      const plain = SYNTAX.test(set) ? undefined : typeset(set, locale).trim();
      const fill = filler(set, locale);
      table.set(key, { source, fill, also, wants, ...(plain !== undefined && { plain }) });
    } catch (cause) {
      throw new TextSyntaxError(locale, key, cause);
    }
  };
  const walk = (tree: TextTree, path: string) => {
    for (const [name, node] of Object.entries(tree)) {
      const key = path ? `${path}.${name}` : name;
      const choice = choiceText.safeParse(node);
      if (typeof node === 'string') add(key, node, []);
      else if (choice.success) add(key, choice.data.title, choice.data.also);
      else walk(node as TextTree, key);
    }
  };
  // talk.yaml holds what belongs to no flow; its texts have no prefix.
  for (const [file, tree] of Object.entries(files)) walk(tree, file === 'talk' ? '' : file);
  return table;
}
