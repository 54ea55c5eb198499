import type { Texts } from '../../../dialogs/knowledge/texts.ts';
import type { Language } from '../../../intents/text.ts';

/**
 * Where the person left the bot, in a few words: the remedy proposed there, or what was asked. Takes a packet's `state`
 * (`troubles.account_locked.waiting`); null for a state that says nothing to an agent.
 */
export function describeResumePoint(state: string, texts: Texts, locale: Language): string | null {
  const path = state.split('.').filter((name) => name !== 'troubles');
  const name = path.at(-1) ?? '';
  const flow = path.length > 1 ? (path[0] ?? '') : '';
  // Both troubles with passwords have the remedies of one flow.
  const keys = [`step.${flow}.${name}`, `step.reset.${name}`, `packet.at.${name}`, `packet.at.${flow}`];
  const known = new Set(texts.keys(locale));
  const key = keys.find((one) => known.has(one));
  return key === undefined ? null : texts.render(locale, key, {});
}
