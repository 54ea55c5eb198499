import { isQuestion } from '../../intents/is-question.ts';
import { isTrouble, kindOf, OUT_OF_SCOPE } from '../../intents/labels.ts';
import type { MessageReader, Reading } from '../../intents/reader.ts';
import type { Homes } from '../../intents/taxonomy.ts';
import { tokenize } from '../../intents/text.ts';
import { type ChoiceOfLabel, createRanking } from './rank-labels.ts';
import type { Act, Acts } from './types.ts';

/** From this confidence the best candidate of a whole message is acted on. */
const ACT_ON = 0.28;
const ANSWER_ON = 0.16;
/** From this confidence a clause is an act beside the rest of its message. */
const CLAUSE_SURE = 0.6;
/** Below this support a question is guessed where a clause says something else. */
const GUESS = 0.4;
/** How much more a verdict of the whole message counts than that of a clause. */
const WHOLE = 0.15;
/** Warnings are given at less. */
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
  'reply.already_tried',
  'affirm',
  'deny',
]);
/** Yes and no, which open what else is said. */
export const BARE: ReadonlySet<string> = new Set(['reply.yes', 'reply.no', 'affirm', 'deny']);
/** What people say who go and do something; with thanks it takes leave. */
const LEAVING: ReadonlySet<string> = new Set(['reply.give_up', 'reply.done']);
/** From this confidence courtesy is all that was said, where other words stand beside it. */
const ONLY_COURTESY = 0.8;
/** Probability of all else from which something stands beside a courtesy. */
const BESIDE_COURTESY = 0.25;
/** From this support it is plain what a message is about, and no clause of it is about something else. */
const PLAIN = 0.75;
/** Clauses of a message that is no story. */
const FEW_CLAUSES = 2;
/** Answers that are given to one message, and troubles that are taken up out of it. */
const MAX_ANSWERS = 2;
const MAX_TROUBLES = 2;

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
        // "And my iPhone, that's a school one?" says yes to nothing.
        .filter((act) => !BARE.has(act.label) || !endsAsking(act.text))
        .filter((act) => kindOf(act.label) !== 'answer' || asks(act, reading) || isNear(act, whole, homes))
        // Two words of a question may be near another one of the same trouble: "pop ou imap, que choisir ?"
        .filter(
          (act) =>
            kindOf(act.label) !== 'answer' || act.confidence >= CLAUSE_SURE || act.label === whole.label,
        );
      const acts = merge(plain, whole).filter(({ label, support }) => support >= enough(label));
      return { acts, candidates };
    },
  };
}

/** The best candidate; where none is likely, the one of the trouble that most of them are about. */
function likeliest(candidates: readonly Act[]): Act | undefined {
  const [top] = candidates;
  if (!top || top.confidence >= ACT_ON) return top;
  return candidates.reduce((best, act) => (act.support > best.support ? act : best), top);
}

/** The candidates where a greeting or thanks is not all that was said: what stands beside it is what is meant. */
function withoutCourtesy(candidates: readonly Act[]): readonly Act[] {
  const [top] = candidates;
  if (!top || !COURTESY.has(top.label) || top.confidence >= ONLY_COURTESY) return candidates;
  // Beside a single word stands nothing.
  if (tokenize(top.text).length < 2) return candidates;
  const others = candidates.filter(
    ({ label }) => !COURTESY.has(label) && label !== 'affirm' && label !== 'deny',
  );
  const left = candidates.reduce((sum, { confidence }) => sum + confidence, 0);
  const said = others.reduce((sum, { confidence }) => sum + confidence, 0);
  // "Merci" alone is thanks, whatever little is left for the rest.
  if (said < BESIDE_COURTESY) return candidates;
  const share = said + (1 - left);
  const worth = others.map((act) => ({
    ...act,
    confidence: act.confidence / share,
    support: Math.min(1, act.support / share),
  }));
  return worth[0] && worth[0].support >= ACT_ON ? worth : candidates;
}

/**
 * Whether a clause asks: by its sign, or where it is one of two and no detail of a story ("cache vidé, Firefox à jour").
 */
function asks({ text, confidence }: Act, { clauses }: Reading): boolean {
  return isQuestion(text) || (clauses.length <= FEW_CLAUSES && confidence >= PLAIN);
}

function endsAsking(text: string): boolean {
  return text.trimEnd().endsWith('?');
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

/** The support from which the whole message is acted on: an answer that was not asked for costs a sentence. */
function enough(label: string): number {
  return kindOf(label) === 'answer' ? ANSWER_ON : ACT_ON;
}

function needed({ label, text }: Act): number {
  const kind = kindOf(label);
  if (kind === 'safety') return CLAUSE_SURE_ENOUGH;
  // A clause that asks is no detail of a story: "ok changed it. now what is the username supposed to look like".
  return kind === 'answer' && isQuestion(text) ? ACT_ON : CLAUSE_SURE;
}

/** The acts of the clauses, with what the whole message says where no clause says it. */
function merge(plain: readonly Act[], whole: Act): Act[] {
  const said: Act[] = [];
  const known = plain.some(({ label }) => label === whole.label) || isGuessBeside(whole, plain);
  const all = known ? plain : [...plain, whole];
  for (const act of all) {
    const before = said.findIndex((other) => excludes(other.label, act.label));
    if (before < 0) said.push(act);
    else if (betterThan(act, said[before], whole)) said[before] = act;
  }
  // "Non mais c'est pas possible" says no to nothing.
  const rants = whole.label === 'unwell';
  const spoken = said.filter(({ label }) => !COURTESY.has(label) && !(rants && BARE.has(label)));
  const answers = spoken.filter(({ label }) => kindOf(label) === 'answer');
  const troubles = spoken.filter(
    ({ label, support }) => isTrouble(label) && (label === whole.label || support >= PLAIN),
  );
  const more = spoken.filter(({ label }) => isTrouble(label) && !troubles.some((act) => act.label === label));
  const extra = new Set([
    ...answers.slice(MAX_ANSWERS),
    ...troubles.slice(MAX_TROUBLES),
    ...(troubles.length > 0 ? more : more.slice(1)),
  ]);
  if (spoken.length === 0) return [rants ? whole : (leaveTaking(said) ?? said[0] ?? whole)];
  const kept = spoken.filter((act) => !extra.has(act));
  // Thanks together with "I'll look tonight" are a leave-taking, and are answered.
  const thanks = kept.every(({ label }) => LEAVING.has(label))
    ? said.filter(({ label }) => label === 'thanks')
    : [];
  return [...thanks, ...kept];
}

/** What of some courtesies is answered: "ok, merci, je ferai ça" is thanked for. */
function leaveTaking(said: readonly Act[]): Act | undefined {
  if (said.some(({ label }) => label === 'greet')) return undefined;
  return said.find(({ label }) => label === 'goodbye') ?? said.find(({ label }) => label === 'thanks');
}

/** Whether the whole message is only guessed to ask something, while a clause of it plainly says something else. */
function isGuessBeside(whole: Act, plain: readonly Act[]): boolean {
  if (kindOf(whole.label) !== 'answer' || whole.support >= GUESS || endsAsking(whole.text)) return false;
  return plain.some(({ label }) => !COURTESY.has(label) && !BARE.has(label));
}

/** Whether two labels cannot both be meant by one message. */
function excludes(one: string, other: string): boolean {
  if (one === other) return true;
  if (VERDICTS.has(one) && VERDICTS.has(other)) return true;
  // Two troubles at once are no rarity.
  const bare = kindOf(one) === undefined && kindOf(other) === undefined;
  return bare && !(isTrouble(one) && isTrouble(other)) && !COURTESY.has(one) && !COURTESY.has(other);
}

/** A verdict that the whole message plainly comes to outweighs those of its clauses: "done, looks good". */
function weight({ label, confidence }: Act, whole: Act): number {
  return label === whole.label ? Math.max(confidence, whole.confidence) + WHOLE : confidence;
}

/** Of two acts that exclude each other the whole message's counts; but "merci mais ça marche pas" says in a clause what came of it. */
function betterThan(act: Act, other: Act | undefined, whole: Act): boolean {
  if (other === undefined) return true;
  if (VERDICTS.has(act.label) && VERDICTS.has(other.label)) {
    // "Ah non, ça ne marche plus": the yes or no only opens what is said.
    if (BARE.has(act.label) !== BARE.has(other.label)) return BARE.has(other.label);
    return weight(act, whole) > weight(other, whole);
  }
  return act.label === whole.label || (other.label !== whole.label && act.confidence > other.confidence);
}
