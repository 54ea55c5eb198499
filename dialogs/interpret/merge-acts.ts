import { endsAsking } from '../../intents/is-question.ts';
import { isTrouble, kindOf } from '../../intents/labels.ts';
import { COURTESY } from './courtesy.ts';
import { PLAIN } from './thresholds.ts';
import type { Act } from './types.ts';

/** Below this support a question is guessed where a clause says something else. */
const GUESS = 0.4;
/** How much more a verdict of the whole message counts than that of a clause. */
const WHOLE = 0.15;
/** Answers that are given to one message, and troubles that are taken up out of it. */
const MAX_ANSWERS = 2;
const MAX_TROUBLES = 2;
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

/** The acts of the clauses, with what the whole message says where no clause says it. */
export function mergeActs(plain: readonly Act[], whole: Act): Act[] {
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

/** Whether the whole message is only guessed to ask or choose something, while a clause of it plainly says something else. */
function isGuessBeside({ label, support, text }: Act, plain: readonly Act[]): boolean {
  if (support >= GUESS) return false;
  // "OUF ça s'affiche !! merci merci je file" accepts no offer.
  if (kindOf(label) === 'choice') return plain.some((act) => VERDICTS.has(act.label) && !BARE.has(act.label));
  if (kindOf(label) !== 'answer' || endsAsking(text)) return false;
  return plain.some((act) => !COURTESY.has(act.label) && !BARE.has(act.label));
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
