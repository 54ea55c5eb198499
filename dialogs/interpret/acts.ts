import { softmax } from '../../intents/engine/network.ts';
import { kindOf, OUT_OF_SCOPE } from '../../intents/labels.ts';
import type { Clause, Reader, Reading } from '../../intents/reader.ts';
import type { Homes } from '../../intents/taxonomy.ts';

/** Something that a person did with words: told, asked, answered. */
export interface Act {
  readonly label: string;
  /** Probability among what the state makes possible, 0 to 1. */
  readonly confidence: number;
  /** Probability of it and its kin together, 0 to 1: labels that are at home in the same one. */
  readonly support: number;
  /** The words that it was read in. */
  readonly text: string;
}

/** What a message was read as. */
export interface Acts {
  /** In the order in which they were said; none where nothing is likely enough. */
  readonly acts: readonly Act[];
  /** The likeliest candidates of the whole message, best first. */
  readonly candidates: readonly Act[];
}

/** Candidates that are kept of a message, for doubts and for `explain`. */
const KEPT = 6;
/** From this confidence the best candidate of a whole message is acted on. */
export const ACT_ON = 0.35;
/** From this confidence a clause is an act beside the rest of its message. */
const CLAUSE_SURE = 0.6;
/** Warnings are given, and people are brought in, at less. */
const CLAUSE_SURE_ENOUGH = 0.45;
/** Courtesy, which says nothing where something else was said. */
const COURTESY: ReadonlySet<string> = new Set([
  'greet',
  'thanks',
  'goodbye',
  'unwell',
  'reply.ok',
  'reply.wait',
  OUT_OF_SCOPE,
]);
/** Answers to one question exclude each other. */
const VERDICTS: ReadonlySet<string> = new Set([
  'reply.yes',
  'reply.no',
  'reply.worked',
  'reply.not_worked',
  'reply.partly',
  'reply.in_progress',
  'reply.later',
  'reply.dont_know',
  'affirm',
  'deny',
]);
/** Answers that are given to one message. */
const MAX_ANSWERS = 2;

/** What acts are read with; made once. */
export interface ActReader {
  /** Reads the acts of a message: those of its clauses that are plain, and what the message comes to as a whole. */
  read(reading: Reading, priors: Float32Array): Acts;
}

/** Builds what reads acts out of the scores of a reader. */
export function createActReader(
  { labels, temperature }: Pick<Reader, 'labels' | 'temperature'>,
  homes: Homes,
): ActReader {
  const rank = createRanking(labels, temperature, homes);
  return {
    read(reading, priors) {
      const candidates = rank(reading.whole, priors);
      const [whole] = candidates;
      if (!whole) return { acts: [], candidates };
      const plain = reading.clauses
        .map((clause) => rank(clause, priors)[0])
        .filter((act): act is Act => act !== undefined && act.support >= needed(act.label));
      const acts = merge(plain, whole).filter(({ support }) => support >= ACT_ON);
      return { acts, candidates };
    },
  };
}

function needed(label: string): number {
  return kindOf(label) === 'safety' || label === 'human_agent' ? CLAUSE_SURE_ENOUGH : CLAUSE_SURE;
}

/** The acts of the clauses, with what the whole message says where no clause says it. */
function merge(plain: readonly Act[], whole: Act): Act[] {
  const said: Act[] = [];
  const all = plain.some(({ label }) => label === whole.label) ? plain : [...plain, whole];
  for (const act of all) {
    const before = said.findIndex((other) => excludes(other.label, act.label));
    if (before < 0) said.push(act);
    else if (act.label === whole.label || betterThan(act, said[before], whole)) said[before] = act;
  }
  const spoken = said.filter(({ label }) => !COURTESY.has(label));
  const answers = spoken.filter(({ label }) => kindOf(label) === 'answer');
  const extra = new Set(answers.slice(MAX_ANSWERS));
  return spoken.length > 0 ? spoken.filter((act) => !extra.has(act)) : said.slice(0, 1);
}

/** Whether two labels cannot both be meant by one message. */
function excludes(one: string, other: string): boolean {
  if (one === other) return true;
  if (VERDICTS.has(one) && VERDICTS.has(other)) return true;
  return (
    kindOf(one) === undefined && kindOf(other) === undefined && !COURTESY.has(one) && !COURTESY.has(other)
  );
}

function betterThan(act: Act, other: Act | undefined, whole: Act): boolean {
  return other === undefined || (other.label !== whole.label && act.confidence > other.confidence);
}

/**
 * Ranks the labels of some words by their probability among all that are possible. Labels that are at home in one (a
 * trouble and the questions about it) support each other: which of them is meant may be open where all others are not.
 */
function createRanking(labels: readonly string[], temperature: number, homes: Homes) {
  const names = [...new Set(labels.map((label) => homes.get(label) ?? label))];
  const groups = Uint16Array.from(labels, (label) => names.indexOf(homes.get(label) ?? label));
  return ({ text, scores }: Clause, priors: Float32Array): Act[] => {
    const shares = softmax(
      scores.map((score, label) => score + temperature * (priors[label] ?? 0)),
      temperature,
    );
    const supports = new Float32Array(names.length);
    shares.forEach((share, label) => {
      supports[groups[label] ?? 0] = (supports[groups[label] ?? 0] ?? 0) + share;
    });
    const best: number[] = [];
    shares.forEach((share, label) => {
      if (best.length === KEPT && share <= (shares[best[KEPT - 1] ?? 0] ?? 0)) return;
      const at = best.findIndex((other) => share > (shares[other] ?? 0));
      best.splice(at < 0 ? best.length : at, 0, label);
      best.length = Math.min(best.length, KEPT);
    });
    return best.map((label) => ({
      label: labels[label] ?? OUT_OF_SCOPE,
      confidence: shares[label] ?? 0,
      support: supports[groups[label] ?? 0] ?? 0,
      text,
    }));
  };
}
