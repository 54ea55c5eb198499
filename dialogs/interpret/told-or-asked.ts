// Words about a trouble tell of it, or ask about it: which of the two is meant, where the reader takes them for the other.
import { endsAsking, isQuestion } from '../../intents/is-question.ts';
import { idOf, isTrouble, kindOf } from '../../intents/labels.ts';
import type { EventType } from '../chart/events.ts';
import type { Situation } from './situation.ts';
import type { Act } from './types.ts';

/** The confidence from which a trouble is taken for what is told. Fitted on lines that nobody trained on. */
const TOLD = { opening: 0.25, inFlow: 0.05 };
/** The confidence from which words beside a denial tell the trouble that they are near a question about. */
const DENIED = 0.3;
/** Share of a trouble's confidence from which words that ask are taken for one of the questions about it. */
const ASKED = 0.8;
const ASKED_FIRST = 1;
/** The same of a question that is at home in another trouble, or in none. */
const ASKED_BESIDE = 0.7;
/** The confidence from which a question about a trouble is asked beside it: with a question mark, by its words, and by neither. */
const BESIDE = { asking: 0.06, likely: 0.1, told: 0.18 };
/** The least of one that is at home in no trouble: "can you look whether my account is locked". */
const WHATEVER = 0.05;
/** From this confidence words ask, with or without a sign of it: "mon NUMEN je le trouve où". */
const SURELY_ASKED = 0.95;
/** Share of a follow-up's confidence from which words ask a question of their own. */
const NAMED = 0.7;
/**
 * The trouble that words tell of which ask nothing, although they are near a question about it: "en fait mon compte est
 * bloqué" does not ask why. What is at hand already is gone on with, and an urgent flow is not left.
 */
export function troubleTold(
  { label, text, confidence }: Act,
  candidates: readonly Act[],
  situation: Situation,
  denied = false,
): Act | undefined {
  const { answers, topic, trouble, inFlow, urgent } = situation;
  const homeOf = (id: string | null) => answers.get(id ?? '')?.about;
  const home = homeOf(idOf(label));
  const atHand = home === homeOf(topic) || (inFlow && (home === trouble || urgent));
  if (!home || !isTrouble(home) || atHand || asksAnywhere(text, candidates)) return undefined;
  // "Rien à voir, deux comptes sur le même poste": whoever turns away from the trouble at hand tells theirs.
  if (denied && inFlow && confidence >= DENIED) return { label: home, text, confidence, support: confidence };
  if (confidence >= SURELY_ASKED) return undefined;
  const share = inFlow ? TOLD.inFlow : TOLD.opening;
  return candidates.find((other) => other.label === home && other.confidence >= share);
}

/**
 * The question about a trouble that words ask which name the trouble: "et le sien, d'identifiant ?". At the beginning a
 * trouble is told, however it is put, unless the questions about it are likelier by themselves.
 */
export function questionAsked(
  { label, text, confidence }: Act,
  candidates: readonly Act[],
  { answers, topic, trouble, inFlow, urgent }: Situation,
): Act | undefined {
  if (urgent || (inFlow && label === trouble) || !isQuestion(text)) return undefined;
  const questions = candidates.filter(
    (other) => kindOf(other.label) === 'answer' && answers.get(idOf(other.label))?.about === label,
  );
  const share = questions.reduce((sum, other) => sum + other.confidence, 0);
  if (share >= (inFlow || topic ? ASKED : ASKED_FIRST) * confidence) return questions[0];
  // "J'arrive de Lyon : mon ancien identifiant marche ici ?" names a trouble and asks what has an answer of its own.
  return candidates.find(
    (other) => kindOf(other.label) === 'answer' && other.confidence >= ASKED_BESIDE * confidence,
  );
}

/**
 * The question about a trouble that words ask which are taken for the trouble: "y a-t-il un point dans l'identifiant ?" is
 * answered, and its flow begun.
 */
export function questionBeside(
  { label, text }: Act,
  candidates: readonly Act[],
  { answers, urgent }: Situation,
): Act | undefined {
  if (urgent) return undefined;
  const least = endsAsking(text) ? BESIDE.asking : isQuestion(text) ? BESIDE.likely : BESIDE.told;
  return candidates.find(
    (other) =>
      kindOf(other.label) === 'answer' &&
      (answers.get(idOf(other.label))?.about === label ||
        (other.confidence >= WHATEVER && !isTrouble(answers.get(idOf(other.label))?.about ?? ''))) &&
      other.confidence >= least,
  );
}

/** The question of its own that words may ask instead of following on: "will it be back tomorrow?" */
export function questionNamed({ label, confidence }: Act, candidates: readonly Act[]): EventType | undefined {
  if (label === 'follow.same_other') return undefined;
  const named = candidates.find(
    (other) => kindOf(other.label) === 'answer' && other.confidence >= NAMED * confidence,
  );
  return named && (named.label as EventType);
}

/** Whether a clause, or the message around it, asks: "ce champ, je ne l'ai pas. C'est gênant ?" */
function asksAnywhere(text: string, [whole]: readonly Act[]): boolean {
  return isQuestion(text) || (whole !== undefined && endsAsking(whole.text));
}

/** The answer that a question means here: the one that stands for it within what the conversation is about. */
export function answerHere(id: string, { answers, topic, trouble }: Situation): string {
  const within = answers.get(id)?.within ?? {};
  const matters = [answers.get(topic ?? '')?.about, trouble];
  const [here] = matters.flatMap((matter) => (matter && isTrouble(matter) ? (within[matter] ?? []) : []));
  return here ?? id;
}
