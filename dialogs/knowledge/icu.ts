import { type Formatters, formatToParts, IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../../intents/text.ts';

/** Values that texts may name in braces. */
export type Values = Readonly<Record<string, string | number>>;

/**
 * Compiles an ICU message; gives what fills values into it, which throws where one is missing. Throws where the text is no valid
 * message.
 *
 * There are a thousand of them, for as long as the process runs: the parser's tree, whose texts are ropes of single letters, is copied
 * into plain objects, and an `IntlMessageFormat` each, with a locale, caches and functions of its own, is done without.
 */
export function compileMessage(text: string, locale: Language): (values: Values) => string {
  const tree = new IntlMessageFormat(text, locale).getAst();
  const copied = JSON.stringify(tree);
  // The parser takes a brace that closes nothing for a letter; no text has a use for one.
  if (STRAY_BRACE.test(copied)) throw new SyntaxError('A } closes nothing');
  const plain: typeof tree = JSON.parse(copied);
  return (values) =>
    formatToParts(plain, locale, formatters, IntlMessageFormat.formats, values, undefined, text)
      .map(({ value }) => value)
      .join('');
}

/** In the tree as JSON: a literal with a brace in it. */
const STRAY_BRACE = /"type":0,"value":"(?:[^"\\\\]|\\\\.)*[{}]/;

/** Shared by all messages. */
const formatters: Formatters = {
  getNumberFormat: remembered((locales, options) => new Intl.NumberFormat(locales, options)),
  getDateTimeFormat: remembered((locales, options) => new Intl.DateTimeFormat(locales, options)),
  getPluralRules: remembered((locales, options) => new Intl.PluralRules(locales, options)),
};

/** Languages and options are a handful; they are written in the texts. */
function remembered<Options, Format>(make: (locales?: Locales, options?: Options) => Format) {
  const made = new Map<string, Format>();
  return (locales?: Locales, options?: Options): Format => {
    const key = JSON.stringify([locales, options]);
    const format = made.get(key) ?? make(locales, options);
    made.set(key, format);
    return format;
  };
}

type Locales = string | string[];
