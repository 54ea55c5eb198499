import { isLabel, isTrouble, type Label, type Trouble } from '../../intents/labels.ts';
import { ACT_ON, type Understanding } from '../../intents/understand.ts';
import type { Situation } from './situation.ts';

/** How much likelier an answer is than other talk where the state has asked for it (odds). */
const ASKED_FOR = 8;
/** How much likelier the trouble at hand is than another one (odds). */
const AT_HAND = 4;
/** An answer that was asked for is acted on from this confidence; a wrong one is soon put right. */
const ACT_ON_ANSWER = 0.25;
/** What breaks off a flow wants more confidence than what goes on with it. */
const BREAK_OFF = 0.7;
const BREAKS_OFF: ReadonlySet<Label> = new Set(['goodbye', 'restart']);
/** Two troubles this close in confidence are asked about rather than guessed. */
const CLOSE = 0.15;

type Context = Pick<Situation, 'accepts' | 'trouble' | 'inFlow' | 'offers' | 'meta'>;

/** An understanding weighed by what the conversation makes likely: the answers asked for, and the trouble at hand. */
export function weigh(understanding: Understanding, situation: Context): Understanding {
  const weighed = understanding.ranking.map(({ label, confidence }) => ({
    label,
    confidence: confidence * oddsOf(label, situation),
  }));
  const sum = weighed.reduce((total, { confidence }) => total + confidence, 0);
  const ranking = weighed
    .map(({ label, confidence }) => ({ label, confidence: confidence / sum }))
    .sort((a, b) => b.confidence - a.confidence);
  const top = ranking[0];
  if (!top || !isLabel(top.label)) return understanding;
  const { label, confidence } = top;
  return { ...understanding, ranking, label, confidence, unsure: confidence < needed(label, situation) };
}

/** The troubles too close to tell apart; one or none means no doubt. */
export function doubtsOf({ ranking }: Understanding): Trouble[] {
  const top = ranking[0]?.confidence ?? 0;
  return ranking
    .filter(({ confidence }) => top - confidence < CLOSE && confidence > CLOSE)
    .map(({ label }) => label)
    .filter(isTrouble);
}

function oddsOf(label: string, { accepts, trouble, offers, meta }: Context): number {
  // Where a wrong guess does harm, only a clear answer counts.
  const asksFor = (type: string) => !meta?.explicit && offers.some(({ event }) => event === type);
  if (label === 'affirm') return accepts('user.affirmed') && asksFor('user.affirmed') ? ASKED_FOR : 1;
  if (label === 'deny') return accepts('user.denied') && asksFor('user.affirmed') ? ASKED_FOR : 1;
  return label === trouble ? AT_HAND : 1;
}

/** The confidence from which a label is acted on. */
function needed(label: Label, situation: Context): number {
  const { trouble, inFlow } = situation;
  if (oddsOf(label, situation) === ASKED_FOR) return ACT_ON_ANSWER;
  if (situation.meta?.explicit && (label === 'affirm' || label === 'deny')) return BREAK_OFF;
  const anotherTrouble = isTrouble(label) && label !== trouble;
  return inFlow && (anotherTrouble || BREAKS_OFF.has(label)) ? BREAK_OFF : ACT_ON;
}
