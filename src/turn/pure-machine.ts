/**
 * XState's pure functions on one scope a machine. Its own `transition` and `initialTransition` make a scope, and an actor for it,
 * at each call, which costs as much as the transition. Nothing is lost with one for all: no state here has actors of its own.
 */
import {
  type AnyActorScope,
  createActor,
  type EventFromLogic,
  type InputFrom,
  type SnapshotFrom,
} from 'xstate';
import type { HelpDeskMachine } from '../../dialogs/chart/machine.ts';

type MachineSnapshot = SnapshotFrom<HelpDeskMachine>;
type Execute = AnyActorScope['actionExecutor'];
type Action = Parameters<Execute>[0];

const scopes = new WeakMap<HelpDeskMachine, AnyActorScope>();

/** The snapshot after an event, and the actions that it wants carried out. */
export function transition(
  machine: HelpDeskMachine,
  snapshot: MachineSnapshot,
  event: EventFromLogic<HelpDeskMachine>,
): [MachineSnapshot, Action[]] {
  const actions: Action[] = [];
  const actionExecutor: Execute = (action) => {
    actions.push(action);
  };
  return [machine.transition(snapshot, event, { ...scopeOf(machine), actionExecutor }), actions];
}

/** The snapshot before the first event. */
export function initialSnapshot(
  machine: HelpDeskMachine,
  input: InputFrom<HelpDeskMachine>,
): MachineSnapshot {
  return machine.getInitialSnapshot(scopeOf(machine), input);
}

/** A stored snapshot with the chart's own objects in it again. Throws where its state is not in the chart. */
export function revive(machine: HelpDeskMachine, stored: MachineSnapshot): MachineSnapshot {
  const { context, ...rest } = stored;
  // Without the context, in which XState would look for actors.
  const revived = machine.restoreSnapshot({ ...rest, context: {} } as MachineSnapshot, scopeOf(machine));
  return { ...revived, context } as MachineSnapshot;
}

/** A snapshot as it is stored: data alone. */
export function persist(machine: HelpDeskMachine, snapshot: MachineSnapshot) {
  const { context } = snapshot;
  return { ...machine.getPersistedSnapshot({ ...snapshot, context: {} } as MachineSnapshot), context };
}

function scopeOf(machine: HelpDeskMachine): AnyActorScope {
  const known = scopes.get(machine);
  if (known) return known;
  const self = createActor(machine, { input: {} as InputFrom<HelpDeskMachine> });
  const scope = {
    self,
    system: self.system,
    id: '',
    sessionId: '',
    logger: () => {},
    defer: () => {},
    stopChild: () => {},
    emit: () => {},
    actionExecutor: () => {},
  } satisfies AnyActorScope;
  scopes.set(machine, scope);
  return scope;
}
