import type { Texts } from '../../../../dialogs/knowledge/texts.ts';
import { idOf, isTrouble, kindOf } from '../../../../intents/labels.ts';
import type { Language } from '../../../../intents/text.ts';
import type { TrainingStatus } from '../../../training/status.ts';

/** How far the reader has learned what is published, as the room shows it: what lines would be taken for is said in words. */
export function trainingIn({ state, since, comparison }: TrainingStatus, texts: Texts, locale: Language) {
  if (!comparison) return { state, since };
  const { all, fallen, lost } = comparison;
  const nameOf = (label: string) => {
    if (isTrouble(label)) return texts.render(locale, `trouble.${label}`, {});
    return kindOf(label) === 'answer' ? idOf(label) : label;
  };
  return { state, since, all, fallen, lost: lost.map(({ text, got }) => ({ text, got: nameOf(got) })) };
}
