import type { MessageReader, Reading } from '../../intents/reader.ts';
import type { Language } from '../../intents/text.ts';

/** The last text is often read again at once: as the story that may answer the next question. No other is kept. */
export function rememberingLast(reader: MessageReader): (text: string, locale: Language) => Reading {
  let last: { readonly text: string; readonly locale: Language; readonly reading: Reading } | undefined;
  return (text, locale) => {
    if (last?.text !== text || last.locale !== locale)
      last = { text, locale, reading: reader.read(text, { locale }) };
    return last.reading;
  };
}
