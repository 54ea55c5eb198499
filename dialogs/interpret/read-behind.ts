import { endsAsking } from '../../intents/is-question.ts';
import { isTrouble, kindOf } from '../../intents/labels.ts';
import type { Clause, MessageReader, Reading } from '../../intents/reader.ts';
import { tokenize } from '../../intents/text.ts';
import type { Situation } from './situation.ts';

/** Words that may lean on what was said before them, at most. */
const FEW_WORDS = 9;
/** How much the words behind the name of what was spoken of count beside the words by themselves, 0 to 1. */
const SHARE = { topic: 0.7, trouble: 0.5 } as const;
/**
 * By how much (a logit) the likeliest answer may lead the next where words are read behind the last answer, and behind the trouble at
 * hand: beyond, they say by themselves what they ask.
 */
const LEAD = { topic: 3, trouble: 0.7 } as const;
/** By how much (a logit) a trouble, a warning, a reply or a goodbye may lead the likeliest answer: beyond, they ask nothing. */
const TOLD = 2;
const PARTING: ReadonlySet<string> = new Set(['thanks', 'goodbye']);

/**
 * Builds what reads a short message once more, behind the name of what was spoken of last: "et si j'ai pas l'arrêté ?" says by itself
 * nothing of the NUMEN. What it asks is read in the mean of both, what else it may do by itself.
 */
export function createReadBehind({ labels, temperature, scoresOf }: MessageReader) {
  const answers = labels.flatMap((label, at) => (kindOf(label) === 'answer' ? [at] : []));
  const numbersOf = (is: (label: string) => boolean) =>
    labels.flatMap((label, at) => (is(label) ? [at] : []));
  const tellings = numbersOf((label) => isTrouble(label) || kindOf(label) === 'safety');
  const replies = numbersOf((label) => kindOf(label) === 'reply' || PARTING.has(label));

  const sorted = (scores: Float32Array, among: readonly number[]) =>
    among.map((label) => scores[label] as number).sort((a, b) => b - a);

  /** Whether words by themselves leave open which answer they ask for, if one. */
  function isOpen({ text, scores }: Clause, lead: number): boolean {
    const [first = 0, second = Number.NEGATIVE_INFINITY] = sorted(scores, answers);
    // "Merci, et sur Mac ?" asks.
    const others = endsAsking(text) ? tellings : [...tellings, ...replies];
    const [told = Number.NEGATIVE_INFINITY] = sorted(scores, others);
    return (first - second) / temperature <= lead && (told - first) / temperature <= TOLD;
  }

  return (reading: Reading, { subject, topic }: Pick<Situation, 'subject' | 'topic'>): Reading => {
    const { whole, language, empty } = reading;
    const name = subject?.[language];
    if (name === undefined || empty || tokenize(whole.text).length > FEW_WORDS) return reading;
    const spoken = topic === null ? 'trouble' : 'topic';
    if (!isOpen(whole, LEAD[spoken])) return reading;
    const behind = scoresOf(`${name} ${whole.text}`, language);
    const scores = whole.scores.slice();
    for (const label of answers) {
      const [alone, led] = [scores[label] as number, behind[label] as number];
      scores[label] = alone + SHARE[spoken] * (led - alone);
    }
    return { ...reading, whole: { ...whole, scores } };
  };
}
