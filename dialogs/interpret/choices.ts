import type { EventType } from '../chart/events.ts';

/** The choice that stands under every question: a person can be asked for at any step. */
export const PERSON = 'person';

/** The choices with which somebody declines to answer: what was not asked yet is not declined. */
export const NON_ANSWERS: ReadonlySet<string> = new Set(['no_message', 'skip', 'attempt_unknown']);

/** Choices that mean the same in every flow. All others are events of their own: `trouble.…`, `academy.…`, `choice.…`. */
const COMMON: Readonly<Record<string, EventType>> = {
  yes: 'user.affirmed',
  no: 'user.denied',
  worked: 'user.affirmed',
  clear: 'user.affirmed',
  not_clear: 'user.denied',
  not_worked: 'user.denied',
  unsure: 'user.doubted',
  summary: 'agent.requested',
  other_trouble: 'restart.requested',
  finish: 'user.left',
  resume: 'user.affirmed',
  [PERSON]: 'agent.requested',
};

/** The event that a choice stands for. */
export function eventOfChoice(choice: string): EventType {
  const common = COMMON[choice];
  if (common) return common;
  if (/^(trouble|academy|answer)\./.test(choice)) return choice as EventType;
  return `choice.${choice}`;
}

/** Key of a choice's title in the locale files. */
export function titleKey(choice: string): string {
  if (choice.startsWith('answer.')) return `${choice}.title`;
  return choice.startsWith('trouble.') ? choice : `choice.${choice}`;
}
