import { examplesOf, homesOf } from '../../dialogs/knowledge/answers.ts';
import { isTrouble, OUT_OF_SCOPE } from '../../intents/labels.ts';
import { buildHomes } from '../../intents/taxonomy.ts';
import { LANGUAGES, type Language } from '../../intents/text.ts';
import { createUnderstand } from '../../intents/understand.ts';
import type { Refusal } from '../content/refusal.ts';
import type { Content } from './content.ts';
import type { FittingReaders } from './live-step.ts';

/** Confidence from which on the reader knows better what a question means. */
const SURE = 0.7;

/** What content would make worse that was right before. */
export type Gate = (content: Content) => readonly Refusal[];

/** Builds the gate of example questions: none may take away words that are well understood as something else. */
export function createGate(readers: Pick<FittingReaders, 'fitting'>): Gate {
  return (content) => {
    const { answers, texts } = content.knowledge;
    const homes = buildHomes(homesOf(answers));
    const understand = createUnderstand(readers.fitting(content), homes);
    return examplesOf(answers).flatMap(({ label, text, language }) => {
      const read = understand(text, { locale: language });
      const meant = read.label === homes.get(label) || read.label === OUT_OF_SCOPE;
      if (meant || read.unsure || read.confidence < SURE) return [];
      const name = (locale: Language) =>
        isTrouble(read.label) ? texts.render(locale, `trouble.${read.label}`, {}) : read.label;
      const file = `answers/${label.replace('answer.', '')}.yaml`;
      const [fr, en] = LANGUAGES.map(name);
      return [
        {
          file,
          path: ['examples', language],
          key: `examples.${language}`,
          reason: {
            fr: `« ${text} » est déjà bien comprise, comme « ${fr} » : dites la question autrement, ou changez le sujet de la réponse.`,
            en: `“${text}” is well understood already, as “${en}”: put the question otherwise, or change the subject of the answer.`,
          },
        },
      ];
    });
  };
}
