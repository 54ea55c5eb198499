import { endsAsking } from '../../intents/is-question.ts';
import { kindOf } from '../../intents/labels.ts';
import type { EventType } from '../chart/events.ts';
import type { Situation } from './situation.ts';
import type { Told } from './types.ts';

/** How long ago the last attempt was, where the bot has asked just that. */
export function lockoutAnswer(
  { acts, candidates, ago }: Told,
  { offers, lockoutMinutes }: Situation,
): EventType | undefined {
  if (ago === undefined || !offers.some(({ id }) => id === 'just_now')) return undefined;
  // "So 1 hour?" asks how long it lasts.
  if (endsAsking(candidates[0]?.text ?? '')) return undefined;
  // A time that belongs to something else that is told answers nothing: "j'ai accepté le certificat hier".
  if (acts.some(({ label }) => saysMore(label))) return undefined;
  return ago >= lockoutMinutes ? 'choice.wait_over' : 'choice.just_now';
}

function saysMore(label: string): boolean {
  const kind = kindOf(label);
  return kind === 'answer' || kind === 'safety' || label === 'human_agent';
}
