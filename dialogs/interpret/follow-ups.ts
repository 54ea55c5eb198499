import { idOf, isTrouble, kindOf } from '../../intents/labels.ts';
import type { EventType } from '../chart/conversation.ts';
import type { Aspect } from '../knowledge/answers.ts';
import type { Situation } from './situation.ts';
import type { Act, Told } from './types.ts';

/** Below this probability a question is no candidate for what "et pour … ?" may mean. */
const LIKELY = 0.06;

/**
 * What a short question ("pourquoi ?", "et après ?", "et à Lyon ?") means here. What the same message asks or tells comes
 * first; then the answer given last says where it leads, else the question or remedy that the bot has just put. Nothing
 * where none of them does.
 */
export function followUpOf(aspect: string, told: Told, situation: Situation): EventType | undefined {
  if (aspect === 'same_other') return sameOf(told, situation);
  const { answers, followUps } = situation;
  const name = aspect as Aspect;
  const within = told.acts.find(({ label }) => kindOf(label) === 'answer' || isTrouble(label))?.label;
  const topic = within && kindOf(within) === 'answer' ? idOf(within) : situation.topic;
  const trouble = within && isTrouble(within) ? within : undefined;
  const found =
    (trouble ? followUps[trouble]?.[name] : undefined) ??
    (topic ? answers.get(topic)?.follow?.[name] : undefined) ??
    followUps[situation.meta?.say ?? '']?.[name] ??
    followUps[situation.trouble ?? '']?.[name];
  return found && found !== situation.topic ? `answer.${found}` : likeliest(told.candidates);
}

/** The last question again for another academy, device or direction; where that changes nothing, the next likely one. */
function sameOf({ candidates, entities }: Told, { topic, answers }: Situation): EventType | undefined {
  const changed = Object.entries({
    academy: entities.academy,
    device: entities.device,
    program: entities.mailClient,
    browser: entities.browser,
    place: entities.webmail,
    direction: entities.direction,
  }).flatMap(([slot, value]) => (value ? [slot] : []));
  const varies = topic ? answers.get(topic)?.varies : undefined;
  if (varies && changed.some((slot) => varies.has(slot))) return `answer.${topic}`;
  return likeliest(candidates) ?? (topic ? `answer.${topic}` : undefined);
}

function likeliest(candidates: readonly Act[]): EventType | undefined {
  const answer = candidates.find(
    ({ label, confidence }) => kindOf(label) === 'answer' && confidence >= LIKELY,
  );
  return answer && (answer.label as EventType);
}
