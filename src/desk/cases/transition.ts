import { createActor, initialTransition, transition } from 'xstate';
import {
  CASE_ACTS,
  CASE_VERSION,
  type CaseAct,
  type CaseEvent,
  type CaseMachine,
  type CaseSnapshot,
  type CaseState,
} from '../../../dialogs/case/chart.ts';
import type { CaseRow } from '../../store/queries/index.ts';
import { type Effect, timerEffects } from '../../turn/effects.ts';

/** The timers of a case live among those of its conversation, under names of their own. */
const PREFIX = 'case.';

/** Where a case goes with an event, and what has to be done for it. */
export interface Advance {
  readonly columns: Pick<CaseRow, 'chartVersion' | 'snapshot' | 'state'>;
  readonly timers: readonly Effect[];
  readonly acts: readonly CaseAct[];
  /** False where the event has no place in the case's state. */
  readonly moved: boolean;
}

type Stored = Pick<CaseRow, 'chartVersion' | 'snapshot' | 'state'>;

/** Whether a timer is a case's. */
export function isCaseTimer({ id }: { readonly id: string }): boolean {
  return id.startsWith(PREFIX);
}

/** Takes a case on by an event; a case that is not stored yet begins with it. Pure. `now` in milliseconds since 1970. */
export function advance(
  machine: CaseMachine,
  stored: Stored | undefined,
  event: CaseEvent | { readonly type: string },
  now: number,
): Advance {
  const before = stored ? restore(machine, stored) : initialTransition(machine)[0];
  const known = event as CaseEvent;
  const [after, actions] = transition(machine, before, known);
  return {
    columns: {
      chartVersion: CASE_VERSION,
      snapshot: JSON.stringify(machine.getPersistedSnapshot(after)),
      state: stateOf(after),
    },
    timers: timerEffects(actions, now).map(prefixed),
    acts: actions.map(({ type }) => type as CaseAct).filter((type) => CASE_ACTS.includes(type)),
    moved: before.can(known) || after !== before,
  };
}

function restore(machine: CaseMachine, { chartVersion, snapshot, state }: Stored): CaseSnapshot {
  // A case that does not fit the chart any more goes on without a limit, from where the queue says that it stands.
  const rough = () =>
    machine.resolveState({
      value:
        state === 'waiting'
          ? { waiting: 'open' }
          : state === 'with_agent'
            ? { with_agent: 'persons_turn' }
            : state,
    });
  if (chartVersion !== CASE_VERSION) return rough();
  try {
    const restored = createActor(machine, { snapshot: JSON.parse(snapshot) }).getSnapshot();
    return restored.status === 'active' ? restored : rough();
  } catch {
    return rough();
  }
}

function stateOf({ value }: CaseSnapshot): CaseState {
  const name = typeof value === 'string' ? value : Object.keys(value)[0];
  return name === 'new' ? 'waiting' : (name as CaseState);
}

function prefixed(effect: Effect): Effect {
  return effect.type === 'timer.set' || effect.type === 'timer.cancel'
    ? { ...effect, id: `${PREFIX}${effect.id}` }
    : effect;
}
