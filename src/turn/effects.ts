import type { Packet } from '../../dialogs/case/packet.ts';
import type { Context } from '../../dialogs/chart/conversation.ts';
import type { DeskAct, SayParams } from '../../dialogs/chart/setup.ts';
import type { Language } from '../../intents/text.ts';

/** What a turn does to the world outside; stored in the turn's transaction, carried out after it. */
export type Effect =
  | {
      readonly type: 'reply';
      readonly text: string;
      /** Key of the text, for logs and tests. */
      readonly message: string;
      readonly locale: Language;
      readonly choices: readonly { readonly id: string; readonly title: string }[];
      /** The question under which the choices stand; an old button is told apart by it. */
      readonly asked?: string;
      /** The documents that the text rests on, and the month in which each was checked (`2026-11`). */
      readonly sources?: readonly { readonly name: string; readonly checkedOn: string }[];
    }
  /** `dueAt` in milliseconds since 1970. */
  | {
      readonly type: 'timer.set';
      readonly id: string;
      readonly dueAt: number;
      readonly event: { type: string };
    }
  | { readonly type: 'timer.cancel'; readonly id: string }
  /** What the person wants of the desk, with what the desk has to know for it; the transcript comes from the log. */
  | { readonly type: 'desk'; readonly act: DeskAct; readonly packet: Omit<Packet, 'transcript'> };

/** What the bot says, as channels see it. */
export type Reply = Extract<Effect, { type: 'reply' }>;

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
export function readActions(actions: readonly Action[], context: Context): Said[] {
  return actions
    .filter(({ type }) => type === 'say')
    .map(({ params }) => ({ ...(params as SayParams), context }));
}

/** What a transition's actions want of the desk. */
export function deskActs(actions: readonly Action[]): DeskAct[] {
  return actions.filter(({ type }) => type === 'desk').map(({ params }) => params as DeskAct);
}

/** Delayed transitions: entering such a state raises an event later, leaving it cancels. */
export function timerEffects(actions: readonly Action[], now: number): Effect[] {
  return actions.flatMap(({ type, params }): Effect[] => {
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
