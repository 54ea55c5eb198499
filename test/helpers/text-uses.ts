import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../intents/text.ts';
import { knowledge } from './app.ts';

/** The scripts of a page, and other sources beside them that name its texts, as one text. */
export function readClient(folder: string, others: readonly string[] = []): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .concat(others)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}

/** Which texts some code names that are not there, and which are there that it does not name, of a language; `prefix` as `desk.`. */
export function compareTexts(code: string, prefix: string, locale: Language) {
  const keys = knowledge.texts
    .keys(locale)
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
  /** In full, by one of two, and by the beginning of what is put together. */
  const named = [...code.matchAll(/\b(say|count)\(\s*'([a-z0-9_.]+)'/g)].flatMap(([, how, key]) =>
    how === 'count' ? [`${key}.one`, `${key}.other`] : [`${key}`],
  );
  const chosen = [...code.matchAll(/say\([^'`)]*\? '([a-z_.]+)' : '([a-z_.]+)'/g)].flatMap(
    ([, one, other]) => [`${one}`, `${other}`],
  );
  const begun = [...code.matchAll(/`([a-z_.]+[._])\$\{/g)].map(([, start]) => `${start}`);
  return {
    missing: [
      ...[...named, ...chosen].filter((key) => !keys.includes(key)),
      ...begun.filter((start) => !keys.some((key) => key.startsWith(start))),
    ],
    unused: keys.filter(
      (key) => !named.includes(key) && !chosen.includes(key) && !begun.some((start) => key.startsWith(start)),
    ),
  };
}
