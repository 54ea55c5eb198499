import { fold, tokenize } from '../../intents/text.ts';

/** The share of an answer's words from which the question behind it, or a warning, says the same; it was so of 41 answers in a thousand talks. */
const SAME = 0.4;
/** Letters of a word that tells something: shorter ones are in every text. */
const TELLING = 4;

interface Line {
  readonly message: string;
  readonly text: string;
}

/** Leaves out answers that the question says already, as the flow does that is begun with them, or a warning. What only ends an answer says nothing. */
export function withoutRepeats<Saying extends Line>(
  lines: readonly Saying[],
  question: Saying | undefined,
): Saying[] {
  const isAnswer = ({ message }: Line) => message.startsWith('answer.');
  if (!lines.some(isAnswer)) return [...lines];
  const saying = lines
    .filter((line) => (line === question && !isAnswer(line)) || line.message.startsWith('safety.'))
    .map(({ text }) => wordsOf(text));
  const isRepeated = ({ text }: Line) => {
    const own = wordsOf(text);
    return saying.some((other) => own.intersection(other).size >= SAME * own.size);
  };
  return lines.filter((line) => !isAnswer(line) || !isRepeated(line));
}

function wordsOf(text: string): Set<string> {
  return new Set(tokenize(fold(text)).filter((word) => word.length >= TELLING));
}
