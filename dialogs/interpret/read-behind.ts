import { kindOf } from '../../intents/labels.ts';
import type { MessageReader, Reading } from '../../intents/reader.ts';
import { tokenize } from '../../intents/text.ts';
import type { Situation } from './situation.ts';

/** Words that may lean on what was said before them, at most. */
const FEW_WORDS = 9;
/** How much the words behind the name of what was spoken of count beside the words by themselves, 0 to 1. */
const SHARE = 0.5;

/**
 * Builds what reads a short message once more, behind the name of what was spoken of last: "et si j'ai pas l'arrêté ?" says by itself
 * nothing of the NUMEN. What it asks is read in the mean of both, what else it may do by itself.
 */
export function createReadBehind({ labels, scoresOf }: MessageReader) {
  const answers = labels.map((label) => kindOf(label) === 'answer');

  return (reading: Reading, { subject }: Pick<Situation, 'subject'>): Reading => {
    const { whole, language, empty } = reading;
    const name = subject?.[language];
    if (name === undefined || empty || tokenize(whole.text).length > FEW_WORDS) return reading;
    const behind = scoresOf(`${name} ${whole.text}`, language);
    const scores = whole.scores.map((score, label) =>
      answers[label] ? score + SHARE * ((behind[label] as number) - score) : score,
    );
    return { ...reading, whole: { ...whole, scores } };
  };
}
