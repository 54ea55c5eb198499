import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../../intents/text.ts';

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** What a text is made of, as far as it is checked. */
export interface TextShape {
  /** Names of the values that it wants. */
  readonly wants: ReadonlySet<string>;
  /** What it selects on, with the options: `lockout: other, published`. How plurals are formed is each language's own. */
  readonly conditions: ReadonlySet<string>;
  /** Words, at most, that it has once it is filled in; a value counts as one. */
  readonly words: number;
}

/** Kinds of elements of `@formatjs/icu-messageformat-parser`. */
const LITERAL = 0;
const SELECT = 5;
const POUND = 7;

/** Takes a text apart. Throws a `SyntaxError` where it is no ICU message. */
export function shapeOf(source: string, locale: Language): TextShape {
  const wants = new Set<string>();
  const conditions = new Set<string>();
  const walk = (elements: readonly Element[]): number =>
    elements.reduce((sum, element) => {
      if (element.type === POUND || !('value' in element)) return sum + 1;
      if (element.type === LITERAL) return sum + countWords(String(element.value));
      wants.add(String(element.value));
      if (!('options' in element)) return sum + 1;
      const options = Object.entries(element.options);
      if (element.type === SELECT)
        conditions.add(`${element.value}: ${options.map(([name]) => name).sort()}`);
      return sum + Math.max(...options.map(([, { value }]) => walk(value)));
    }, 0);
  // Most texts are plain, and taking them apart would cost a start.
  const words = /[{}<>'#]/.test(source)
    ? walk(new IntlMessageFormat(source, locale).getAst())
    : countWords(source);
  return { wants, conditions, words };
}

function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
