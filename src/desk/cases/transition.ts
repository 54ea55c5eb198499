import { createActor, initialTransition, transition } from 'xstate';
import {
  CASE_ACTIONS,
  CASE_VERSION,
  type CaseAction,
  type CaseEvent,
  type CaseMachine,
  type CaseSnapshot,
  type CaseState,
} from '../../../dialogs/case/chart.ts';
import type { CaseRow, Trx } from '../../store/queries/index.ts';
import { updateCase } from '../../store/queries/index.ts';
import { applyTimers } from '../../turn/apply-timers.ts';
import { timerEffects } from '../../turn/read-actions.ts';
import type { TimerEffect } from '../../turn/types.ts';

/** The timers of a case live among those of its conversation, under names of their own. */
const PREFIX = 'case.';

/** Where a case goes with an event, and what has to be done for it. */
export interface CaseTransition {
  readonly columns: Pick<CaseRow, 'chartVersion' | 'snapshot' | 'state'>;
  readonly timers: readonly TimerEffect[];
  readonly actions: readonly CaseAction[];
  /** False where the event has no place in the case's state. */
  readonly moved: boolean;
}

type Stored = Pick<CaseRow, 'chartVersion' | 'snapshot' | 'state'>;

/** Whether a timer is a case's. */
export function isCaseTimer({ id }: { readonly id: string }): boolean {
  return id.startsWith(PREFIX);
}

/** Takes a case on by an event; a case that is not stored yet begins with it. Pure. `now` in milliseconds since 1970. */
export function transitionCase(
  machine: CaseMachine,
  stored: Stored | undefined,
  event: CaseEvent | { readonly type: string },
  now: number,
): CaseTransition {
  const before = stored ? restore(machine, stored) : initialTransition(machine)[0];
  const caseEvent = event as CaseEvent;
  const [after, actions] = transition(machine, before, caseEvent);
  return {
    columns: {
      chartVersion: CASE_VERSION,
      snapshot: JSON.stringify(machine.getPersistedSnapshot(after)),
      state: stateOf(after),
    },
    timers: timerEffects(actions, now).map(prefixed),
    actions: actions.map(({ type }) => type as CaseAction).filter((type) => CASE_ACTIONS.includes(type)),
    moved: before.can(caseEvent) || after !== before,
  };
}

/** Writes a case down after a transition, its timers included. */
export async function saveCase(
  trx: Trx,
  row: CaseRow,
  { columns, timers }: CaseTransition,
  changes: Partial<CaseRow>,
  at: number,
): Promise<void> {
  await updateCase(trx, { ...row, ...columns, ...changes, updatedAt: at });
  await applyTimers(trx, row.conversationId, timers);
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

function prefixed(effect: TimerEffect): TimerEffect {
  return { ...effect, id: `${PREFIX}${effect.id}` };
}
