import type { Context } from './context.ts';
import type { HelpDeskEvent } from './events.ts';
import { isSameSituation } from './slots.ts';

type Answered = Context['answered'];

/** The answer that an event asks for: about whom, and whether it was given just before. */
export function answerAsked(context: Context, event: HelpDeskEvent): Answered {
  const id = event.type.slice('answer.'.length);
  const academy = event.about?.academy ?? context.academy;
  const slots = { ...context.slots, ...event.about?.slots };
  const last = context.answered;
  const same = last?.id === id && last.academy === academy;
  const again = same && isSameSituation(last.slots, slots);
  return { id, academy, slots, ...(again && { again }) };
}

/** The answer that something else said is as good as. */
export function answerFor({ academy, slots }: Context, id: string): Answered {
  return { id, academy, slots };
}
