import { endsAsking } from '../../intents/is-question.ts';
import { kindOf } from '../../intents/labels.ts';
import type { EventType } from '../chart/events.ts';
import type { Situation } from './situation.ts';
import type { Act, Told } from './types.ts';

/** What tells of a wait that was in vain, and the confidence of them together from which it was. */
const IN_VAIN: ReadonlySet<string> = new Set(['tried.wait', 'answer.lockout_after', 'reply.not_worked']);
const WAITED = 0.7;

/** How long ago the last attempt was, where the bot has asked just that, or that the wait is over and was in vain. */
export function lockoutAnswer(
  { acts, candidates, ago }: Told,
  { offers, lockoutMinutes }: Situation,
): EventType | undefined {
  if (ago === undefined || !offers.some(({ id }) => id === 'just_now')) return undefined;
  // "So 1 hour?" asks how long it lasts.
  if (endsAsking(candidates[0]?.text ?? '')) return undefined;
  const more = acts.filter(({ label }) => saysMore(label));
  const inVain = more.every(({ label }) => IN_VAIN.has(label));
  // "J'ai attendu 20 minutes, toujours bloqué" is no reason to try once more; who wants a person besides gets one.
  if (inVain && ago >= lockoutMinutes && confidenceOf(candidates, IN_VAIN) >= WAITED) return 'tried.wait';
  // A time that belongs to something else that is told answers nothing: "j'ai accepté le certificat hier", "revenu au bout de 15 minutes".
  if (more.length > 0) return undefined;
  return ago >= lockoutMinutes ? 'choice.wait_over' : 'choice.just_now';
}

function confidenceOf(candidates: readonly Act[], labels: ReadonlySet<string>): number {
  return candidates.filter(({ label }) => labels.has(label)).reduce((sum, act) => sum + act.confidence, 0);
}

function saysMore(label: string): boolean {
  const kind = kindOf(label);
  return kind === 'answer' || kind === 'safety' || label === 'human_agent' || label === 'reply.worked';
}
