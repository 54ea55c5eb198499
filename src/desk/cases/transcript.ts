import { titleKey } from '../../../dialogs/interpret/choices.ts';
import type { Texts } from '../../../dialogs/knowledge/texts.ts';
import type { Language } from '../../../intents/text.ts';
import type { ActivityRow } from '../../store/queries/index.ts';
import { readLogged } from '../../turn/log-entries.ts';
import type { DeskActivity } from './types.ts';

/** Stands for what was said in a row that is damaged. */
const UNREADABLE = '[…]';

/** An activity of the log as agents read it: the words alone, and of a pressed button its title. */
export function toDeskActivity(
  { seq, body, createdAt }: ActivityRow,
  texts: Texts,
  locale: Language,
): DeskActivity {
  const logged = readLogged(body);
  const shared = { seq, at: createdAt };
  if (!logged) return { ...shared, from: 'bot', text: UNREADABLE };
  if (logged.from === 'agent') return { ...shared, from: 'agent', name: logged.name, text: logged.text };
  if (logged.from === 'bot') return { ...shared, from: 'bot', text: logged.reply.text };
  const { text, value } = logged.activity as { text?: string; value?: { choice?: string } };
  return { ...shared, from: 'person', text: text || titleOf(value?.choice, texts, locale) };
}

function titleOf(choice: string | undefined, texts: Texts, locale: Language): string {
  const key = titleKey(choice ?? '');
  return choice && texts.keys(locale).includes(key) ? texts.phrases(locale, key, {}).title : (choice ?? '');
}
