/** Nothing in a statechart is carried out: what it wants is read off the actions of its transitions. */
import type { Context } from '../../dialogs/chart/context.ts';
import type { DeskCommand, SayParams } from '../../dialogs/chart/meta.ts';
import type { TimerEffect } from './types.ts';

/** A text to be said. */
export interface Said extends SayParams {
  /** The context at the moment of saying. */
  readonly context: Context;
}

interface Action {
  readonly type: string;
  readonly params?: unknown;
}

/** The texts that a transition's actions say. */
export function textsSaid(actions: readonly Action[], context: Context): Said[] {
  return actions.flatMap(({ type, params }): Said[] => {
    if (type === 'sayAnswer') return answerSaid(context);
    return type === 'say' ? [{ ...(params as SayParams), context }] : [];
  });
}

/** The answer that was asked for, with the facts of whom it is about; in other words where it was given just before. */
function answerSaid(context: Context): Said[] {
  const { answered } = context;
  if (!answered) return [];
  const { id, academy, slots, again } = answered;
  const message = `answer.${id}.${again ? 'short' : 'long'}`;
  const about = { ...context, academy, slots };
  const said: Said[] = [{ message, kind: 'statement', context: about }];
  // Whoever asks again wants more than there is: that is said, and who may know.
  return again ? [...said, { message: 'no_more', kind: 'statement', context: about }] : said;
}

/** What a transition's actions want of the desk. */
export function deskCommands(actions: readonly Action[]): DeskCommand[] {
  return actions.filter(({ type }) => type === 'desk').map(({ params }) => params as DeskCommand);
}

/** Delayed transitions: entering such a state raises an event later, leaving it cancels. `now` in milliseconds since 1970. */
export function timerEffects(actions: readonly Action[], now: number): TimerEffect[] {
  return actions.flatMap(({ type, params }): TimerEffect[] => {
    if (type === 'xstate.raise') {
      const { id, delay, event } = params as { id?: string; delay?: number; event: { type: string } };
      return id !== undefined && delay !== undefined
        ? [{ type: 'timer.set', id, dueAt: now + delay, event: { type: event.type } }]
        : [];
    }
    if (type === 'xstate.cancel') {
      return [{ type: 'timer.cancel', id: (params as { sendId: string }).sendId }];
    }
    return [];
  });
}
