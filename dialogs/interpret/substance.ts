import { endsAsking, isQuestion } from '../../intents/is-question.ts';
import { choiceSaid, isTrouble, kindOf, OUT_OF_SCOPE } from '../../intents/labels.ts';
import type { Reading } from '../../intents/reader.ts';
import type { Homes } from '../../intents/taxonomy.ts';
import { tokenize } from '../../intents/text.ts';
import type { ActReader } from './acts.ts';
import { COURTESY } from './courtesy.ts';
import { DENIAL } from './denials.ts';
import type { Act, Acts } from './types.ts';

/** The support, among all that has substance, from which something is told behind words that outweigh it. */
const BEHIND = 0.5;
/** The probability among all labels below which it is only the best of what is left. */
const HEARD = 0.01;
/** The probability, where they stand, from which the words of a clause may be of a trouble. */
const TOLD_OF = 0.02;
/** The probability from which a clause may be the success beside which another thing is told. */
const VERDICT = 0.1;
/** Fewer words than these tell nothing by themselves: "sent." */
const FEW_WORDS = 3;
/** Kinds that are told or asked, besides the troubles. */
const SUBSTANCE: ReadonlySet<string> = new Set(['answer', 'safety']);
/** Kinds that tell something for themselves where a clause is read as one of them. */
const TELLING: ReadonlySet<string> = new Set([...SUBSTANCE, 'state', 'tried', 'follow']);
/** What opens more often than not what is told or asked behind it. */
const OPENING: ReadonlySet<string> = new Set(['reply.no', 'reply.partly', 'reply.ok']);
/** What says of a remedy that it was done, or that it helped. */
const SUCCESS: ReadonlySet<string> = new Set(['reply.worked', 'reply.done']);

/**
 * Looks behind words that outweigh what is told beside them. Mere thanks, or "another problem" and no more, give no label of
 * substance half of what is left once all others are out of the running; "blank page, much appreciated" does.
 */
export function createSubstance(actReader: ActReader, labels: readonly string[], homes: Homes) {
  /** What is near a question, and asks nothing, tells of the trouble that the question is about. */
  const asTold = (act: Act): Act =>
    kindOf(act.label) === 'answer' && !isQuestion(act.text)
      ? { ...act, label: homes.get(act.label) ?? act.label }
      : act;

  const substantial = labels.map((label) => isTrouble(label) || SUBSTANCE.has(kindOf(label) ?? ''));
  const read = (reading: Reading, priors: Float32Array): Acts => {
    if (tokenize(reading.whole.text).length < FEW_WORDS) return { acts: [], candidates: [] };
    const heard = actReader.read(reading, priors).candidates.filter(({ confidence }) => confidence >= HEARD);
    const { acts, candidates } = actReader.read(
      reading,
      priors.map((prior, at) => (substantial[at] ? prior : Number.NEGATIVE_INFINITY)),
    );
    const isHeard = ({ label }: Act) => heard.some((act) => act.label === label);
    return { acts: acts.filter(isHeard).map(asTold).filter(isLikely), candidates };
  };
  return {
    /** What a message tells or asks, whatever else it says; no act where nothing is likely. */
    read,

    /** What is told behind thanks or a greeting: "site down. Thank you for your patience." */
    behindCourtesy(reading: Reading, { acts, candidates }: Acts, priors: Float32Array): Acts | undefined {
      const [top] = candidates;
      if (!top || ![top, ...acts].every(isCourteous)) return undefined;
      const told = read(reading, priors);
      return told.acts.length > 0 ? told : undefined;
    },

    /** What is told or asked beside a success or a denial: "the web is fine, but now my phone locks me out". */
    besideVerdict(reading: Reading, { acts }: Acts, priors: Float32Array): Act[] {
      if (!acts.some(opens) || !acts.every((act) => opens(act) || isCourteous(act) || isDone(act))) return [];
      return reading.clauses
        .map((clause): Reading => ({ ...reading, whole: clause, clauses: [] }))
        .filter((clause) => {
          const { candidates } = actReader.read(clause, priors);
          const [plain] = candidates;
          // "Mais mon compte n'est pas bloqué" names a trouble that they do not have.
          if (plain?.label === DENIAL) return false;
          // "Ça marche sur le web" may be the success itself, and no trouble beside it.
          if (isVerdict(candidates) && !endsAsking(clause.whole.text)) return false;
          if (plain !== undefined && TELLING.has(kindOf(plain.label) ?? '')) return true;
          return candidates.some(({ label, confidence }) => isTrouble(label) && confidence >= TOLD_OF);
        })
        .flatMap((clause) => read(clause, priors).acts.slice(0, 1));
    },
  };
}

/** No alarm is given for what is only left, and no answer where nothing is asked. */
function isLikely({ label, support, text }: Act): boolean {
  return support >= BEHIND && (isTrouble(label) || (kindOf(label) === 'answer' && isQuestion(text)));
}

function isCourteous({ label }: Act): boolean {
  return COURTESY.has(label) && label !== OUT_OF_SCOPE;
}

/** What was done, or is so now. */
function isDone({ label }: Act): boolean {
  const kind = kindOf(label);
  return kind === 'state' || kind === 'tried';
}

/** Whether a clause is rather what says how it went than a trouble beside that. */
function isVerdict(candidates: readonly Act[]): boolean {
  const says = (label: string) =>
    SUCCESS.has(label) || (kindOf(label) === 'said' && SUCCESS.has(`reply.${choiceSaid(label)}`));
  const success = candidates.reduce((sum, act) => sum + (says(act.label) ? act.confidence : 0), 0);
  const trouble = candidates.find(({ label }) => isTrouble(label))?.confidence ?? 0;
  return success >= VERDICT && success >= trouble;
}

/** Whether words say how it went, or that it is something else, before what they tell. */
function opens({ label }: Act): boolean {
  return SUCCESS.has(label) || label === DENIAL || OPENING.has(label);
}
