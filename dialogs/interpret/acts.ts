import { endsAsking, isQuestion } from '../../intents/is-question.ts';
import { isTrouble, kindOf } from '../../intents/labels.ts';
import type { MessageReader, Reading } from '../../intents/reader.ts';
import type { Homes } from '../../intents/taxonomy.ts';
import { withLeave, withoutCourtesy } from './courtesy.ts';
import { BARE, mergeActs } from './merge-acts.ts';
import { type ChoiceOfLabel, createRanking } from './rank-labels.ts';
import { ACT_ON, PLAIN } from './thresholds.ts';
import type { Act, Acts } from './types.ts';

/** The same of an answer: one that was not asked for costs a sentence. */
const ANSWER_ON = 0.16;
/** Below this confidence of its own an answer is none, whatever its kin. */
const WILD = 0.1;
/** From this confidence a clause is an act beside the rest of its message. */
const CLAUSE_SURE = 0.6;
/** From this confidence a clause warns by itself. */
const ALONE = 0.9;
/** Warnings are given at less. */
const CLAUSE_SURE_ENOUGH = 0.45;
/** Clauses of a message that is no story. */
const FEW_CLAUSES = 2;

const NO_CHOICES: ChoiceOfLabel = new Map();

/** What acts are read with; made once. */
export interface ActReader {
  /**
   * Reads the acts of a message: those of its clauses that are plain, and what the message comes to as a whole. The
   * clauses are read with priors of their own, which may go by the whole: "who do I ask?" is about the trouble told before.
   */
  read(
    reading: Reading,
    priors: Float32Array,
    clausePriors?: (whole: Act) => Float32Array,
    choices?: ChoiceOfLabel,
  ): Acts;
}

/** Builds what reads acts out of the scores of a reader. */
export function createActReader(
  { labels, temperature }: Pick<MessageReader, 'labels' | 'temperature'>,
  homes: Homes,
): ActReader {
  const rank = createRanking(labels, temperature, homes);
  return {
    read(reading, priors, clausePriors = () => priors, choices = NO_CHOICES) {
      const candidates = withoutCourtesy(rank(reading.whole, priors, choices));
      const whole = likeliest(candidates);
      if (!whole) return { acts: [], candidates };
      const within = reading.clauses.length > 0 ? clausePriors(whole) : priors;
      const plain = reading.clauses
        .map((clause) => rank(clause, within, choices)[0])
        .filter((act) => act !== undefined)
        .filter((act) => act.support >= needed(act) && !strays(act, whole, homes))
        // An alarm that two words give and the whole does not is none: "removed the pdf, sent."
        .filter(
          (act) => kindOf(act.label) !== 'safety' || act.confidence >= ALONE || isAmong(act, candidates),
        )
        // "And my iPhone, that's a school one?" says yes to nothing.
        .filter((act) => !BARE.has(act.label) || !endsAsking(act.text))
        .filter((act) => kindOf(act.label) !== 'answer' || asks(act, reading) || isNear(act, whole, homes))
        // Two words of a question may be near another one of the same trouble: "pop ou imap, que choisir ?"
        .filter(
          (act) =>
            kindOf(act.label) !== 'answer' || act.confidence >= CLAUSE_SURE || act.label === whole.label,
        );
      const acts = mergeActs(plain, whole).filter(
        ({ label, support, confidence }) => support >= enough(label) && !isWildGuess(label, confidence),
      );
      return { acts: withLeave(acts, [...plain, ...candidates]), candidates };
    },
  };
}

/** The best candidate; where none is likely, the one of the trouble that most of them are about. */
function likeliest(candidates: readonly Act[]): Act | undefined {
  const [top] = candidates;
  if (!top || top.confidence >= ACT_ON) return top;
  return candidates.reduce((best, act) => (act.support > best.support ? act : best), top);
}

/**
 * Whether a clause asks: by its sign, or where it is one of two and no detail of a story ("cache vidé, Firefox à jour").
 */
function asks({ text, confidence }: Act, { clauses }: Reading): boolean {
  return isQuestion(text) || (clauses.length <= FEW_CLAUSES && confidence >= PLAIN);
}

/** Whether an answer is only the best of many that hardly anything speaks for: "oui, si c'est vous …" would be said to anything. */
function isWildGuess(label: string, confidence: number): boolean {
  return kindOf(label) === 'answer' && confidence < WILD;
}

function isAmong({ label }: Act, candidates: readonly Act[]): boolean {
  return candidates.some((other) => other.label === label);
}

/** Whether a clause is about the same as the whole message. */
function isNear(act: Act, whole: Act, homes: Homes): boolean {
  return homes.get(act.label) === (homes.get(whole.label) ?? whole.label);
}

/** Whether a clause seems to be about a trouble where the whole message is plainly about another. */
function strays(act: Act, whole: Act, homes: Homes): boolean {
  if (whole.support < PLAIN || !isTrouble(act.label)) return false;
  return (homes.get(whole.label) ?? whole.label) !== act.label;
}

/** The support from which the whole message is acted on. */
function enough(label: string): number {
  return kindOf(label) === 'answer' ? ANSWER_ON : ACT_ON;
}

function needed({ label, text }: Act): number {
  const kind = kindOf(label);
  if (kind === 'safety') return CLAUSE_SURE_ENOUGH;
  // A clause that asks is no detail of a story: "ok changed it. now what is the username supposed to look like".
  return kind === 'answer' && isQuestion(text) ? ACT_ON : CLAUSE_SURE;
}
