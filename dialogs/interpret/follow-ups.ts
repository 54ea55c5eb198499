import type { EventType } from '../chart/conversation.ts';
import type { Aspect } from '../knowledge/answers.ts';
import type { Situation } from './situation.ts';

/**
 * What a short question ("pourquoi ?", "et après ?") means here: the answer given last says where it leads, else the
 * question or remedy that the bot has just put. Nothing where neither does.
 */
export function followUpOf(
  aspect: string,
  { topic, meta, trouble, answers, followUps }: Situation,
): EventType | undefined {
  if (aspect === 'same_other') return topic ? `answer.${topic}` : undefined;
  const name = aspect as Aspect;
  const found =
    (topic ? answers.get(topic)?.follow?.[name] : undefined) ??
    followUps[meta?.say ?? '']?.[name] ??
    followUps[trouble ?? '']?.[name];
  return found ? `answer.${found}` : undefined;
}
