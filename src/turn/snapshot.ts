import type { AnyStateNode, SnapshotFrom } from 'xstate';
import { z } from 'zod';
import { contextSchema, initialContext } from '../../dialogs/chart/context.ts';
import type { HelpDeskMachine } from '../../dialogs/chart/machine.ts';
import type { DialogMeta } from '../../dialogs/chart/meta.ts';
import { migrateSnapshot } from '../../dialogs/chart/migrate.ts';
import { TROUBLES, type Trouble } from '../../intents/labels.ts';
import { initialSnapshot, revive } from './pure-machine.ts';

/** Where a conversation stands in the statechart. */
export type Snapshot = SnapshotFrom<HelpDeskMachine>;

/** By machine: nothing changes a snapshot, and every conversation begins with one. */
const fresh = new WeakMap<HelpDeskMachine, Map<string | null, Snapshot>>();
/** Academies that are remembered. */
const MOST_FRESH = 50;

/** The snapshot of a conversation before its first event. */
export function freshSnapshot(machine: HelpDeskMachine, academy: string | null): Snapshot {
  const known = fresh.get(machine) ?? new Map<string | null, Snapshot>();
  fresh.set(machine, known);
  const snapshot = known.get(academy) ?? initialSnapshot(machine, initialContext(academy));
  if (known.size < MOST_FRESH) known.set(academy, snapshot);
  return snapshot;
}

/** The snapshot of a JSON text, of this version or an earlier one; none where it does not fit the charts any more. */
export function restoreSnapshot(machine: HelpDeskMachine, json: string): Snapshot | undefined {
  try {
    const snapshot = revive(machine, migrateSnapshot(JSON.parse(json)) as Snapshot);
    const sound = snapshot.status === 'active' && contextSchema.safeParse(snapshot.context).success;
    return sound ? snapshot : undefined;
  } catch {
    // XState throws where the stored state is no longer in the chart.
    return undefined;
  }
}

/** The trouble in a snapshot that does not fit the charts any more, as far as it can be read. */
export function lostTrouble(json: string): Trouble | undefined {
  const shape = z.looseObject({
    context: z.looseObject({ topic: z.looseObject({ trouble: z.enum(TROUBLES) }) }),
  });
  return shape.safeParse(parseSnapshot(json)).data?.context.topic.trouble;
}

/** What a JSON text holds, in the shape of this version; null where it is no JSON. */
export function parseSnapshot(json: string | null): unknown {
  try {
    return migrateSnapshot(JSON.parse(json ?? 'null'));
  } catch {
    return null;
  }
}

/** Whether the person is on the way to somebody, or waits for them. */
export function inHandoff(snapshot: Snapshot): boolean {
  return snapshot.matches('handoff');
}

/** Whether two snapshots stand in the same state. */
export function isSameState(one: Snapshot, other: Snapshot): boolean {
  return JSON.stringify(one.value) === JSON.stringify(other.value);
}

/** The present states that have a timer running. */
export function delayedNodes(snapshot: Snapshot): AnyStateNode[] {
  return snapshot._nodes.filter((node) => node.after.length > 0);
}

const metas = new WeakMap<Snapshot, { readonly meta: DialogMeta | undefined }>();

/** What the present state shows about itself. */
export function metaOf(snapshot: Snapshot): DialogMeta | undefined {
  const known = metas.get(snapshot);
  if (known) return known.meta;
  const meta = Object.values<DialogMeta | undefined>(snapshot.getMeta()).findLast(Boolean);
  metas.set(snapshot, { meta });
  return meta;
}
