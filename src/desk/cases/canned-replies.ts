import { initialContext, NO_TOPIC } from '../../../dialogs/chart/context.ts';
import { type Knowledge, valuesOf } from '../../../dialogs/knowledge/values.ts';
import { isTrouble } from '../../../intents/labels.ts';
import type { Language } from '../../../intents/text.ts';

/** What an agent can insert instead of typing it. */
export interface CannedReply {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

const KEY = /^canned\.([a-z_]+)\.text$/;

/** The replies for a case, with the facts of its academy filled in. `now` in milliseconds since 1970. */
export function cannedReplies(
  knowledge: Knowledge,
  { academy, trouble }: { academy: string | null; trouble: string | null },
  locale: Language,
  now: number,
): CannedReply[] {
  const { texts } = knowledge;
  const topic = { ...NO_TOPIC, trouble: trouble && isTrouble(trouble) ? trouble : null };
  const context = { ...initialContext(academy), topic };
  const values = valuesOf(context, knowledge, locale, now);
  return texts.keys(locale).flatMap((key) => {
    const id = KEY.exec(key)?.[1];
    if (!id) return [];
    const title = texts.render(locale, `canned.${id}.title`, {});
    return [{ id, title, text: texts.render(locale, key, values) }];
  });
}
