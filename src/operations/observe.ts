import { GoneError, NotDeliveredError } from '../delivery/errors.ts';
import type { Send } from '../delivery/outbox.ts';
import { readError, StoreUnavailableError } from '../store/errors.ts';
import type { Store } from '../store/open.ts';
import type { Turns } from '../turn/run-turn.ts';
import type { Step } from '../turn/types.ts';

/** What can be observed of the service at work. Names come from fixed lists; never a text or an id. */
export interface Observe {
  /** A turn was committed; `seconds` from its start to the commit. */
  turn(turn: { channel: string; event: string; seconds: number }): void;
  /** What a message was read as where it stood: a label, or `none`. */
  readAs(label: string): void;
  /** The bot had no answer: `unsure` of what was meant, or it is `out_of_scope`. */
  refused(reason: 'unsure' | 'out_of_scope'): void;
  stepFailed(event: string): void;
  /** `unknown` is what nobody may send again, `gone` that the person has left. */
  delivered(outcome: 'sent' | 'not_delivered' | 'unknown' | 'gone'): void;
  /** A timer has fired; `late` in seconds. */
  fired(late: number): void;
  storeUnavailable(): void;
}

/** Keys of the texts that say that the bot has no answer. */
const UNSURE = new Set(['missed', 'missed_again', 'question_missed', 'clarifying']);

/** The same step, observed. A turn that is rolled back after it counts here all the same. */
export function watchStep(step: Step, observe: Observe): Step {
  return {
    ...step,
    step: (stored, event, now, desk) => {
      try {
        const result = step.step(stored, event, now, desk);
        if (result.acts) observe.readAs(result.acts[0]?.label ?? 'none');
        const said = result.effects.map((effect) => (effect.type === 'reply' ? effect.message : ''));
        if (said.includes('out_of_scope')) observe.refused('out_of_scope');
        else if (said.some((message) => UNSURE.has(message))) observe.refused('unsure');
        return result;
      } catch (error) {
        observe.stepFailed(event.type);
        throw error;
      }
    },
  };
}

/** The same turns, timed, and timers with how late they are. `now` in milliseconds since 1970. */
export function watchTurns(turns: Turns, observe: Observe, now: () => number): Turns {
  return {
    ...turns,
    run: async (input) => {
      const started = performance.now();
      const result = await turns.run(input);
      const seconds = (performance.now() - started) / 1000;
      if (!result.repeated) observe.turn({ channel: input.channel, event: input.event.type, seconds });
      return result;
    },
    fire: async (timer) => {
      await turns.fire(timer);
      observe.fired(Math.max(0, now() - timer.dueAt) / 1000);
    },
  };
}

/** The same way out, with what became of each reply. */
export function watchSend(send: Send, observe: Observe): Send {
  return async (...given) => {
    try {
      const result = await send(...given);
      observe.delivered('sent');
      return result;
    } catch (error) {
      if (error instanceof GoneError) observe.delivered('gone');
      else observe.delivered(error instanceof NotDeliveredError ? 'not_delivered' : 'unknown');
      throw error;
    }
  };
}

/** The same store, observed where it does not answer. */
export function watchStore(store: Store, observe: Observe): Store {
  return {
    ...store,
    transact: (work) =>
      store.transact(work).catch((error) => {
        if (readError(error) instanceof StoreUnavailableError) observe.storeUnavailable();
        throw error;
      }),
  };
}
