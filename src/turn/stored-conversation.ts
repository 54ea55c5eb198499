import { type AnyStateNode, createActor, initialTransition, type SnapshotFrom } from 'xstate';
import { z } from 'zod';
import { type Context, contextSchema, initialContext } from '../../dialogs/chart/conversation.ts';
import { CHART_VERSION, type HelpDeskMachine } from '../../dialogs/chart/machine.ts';
import type { DialogMeta } from '../../dialogs/chart/setup.ts';
import { TROUBLES, type Trouble } from '../../intents/labels.ts';
import type { Language } from '../../intents/text.ts';

/** A conversation as it is stored; snapshots are JSON texts without line breaks. Times are milliseconds since 1970. */
export interface StoredConversation {
  readonly chartVersion: number;
  readonly locale: Language;
  readonly academy: string | null;
  /** When the person last said something; null while they have said nothing. */
  readonly spokenAt: number | null;
  readonly snapshot: string | null;
  /** Snapshots of the last few questions, oldest first: the way back. */
  readonly trail: readonly string[];
  /** Snapshot of where the person left the bot for a person; null while they have not. */
  readonly departure: string | null;
}

export type Snapshot = SnapshotFrom<HelpDeskMachine>;

/** Steps that can be taken back. */
const TRAIL = 3;

/** A conversation before its first event. */
export function beginConversation(locale: Language, academy: string | null): StoredConversation {
  return {
    chartVersion: CHART_VERSION,
    locale,
    academy,
    spokenAt: null,
    snapshot: null,
    trail: [],
    departure: null,
  };
}

/** The snapshot of a stored conversation; a new one where none is stored or it does not fit the charts any more. */
export function restore(machine: HelpDeskMachine, stored: StoredConversation): Snapshot {
  const fresh = () => initialTransition(machine, initialContext(stored.academy))[0];
  if (!stored.snapshot || stored.chartVersion !== CHART_VERSION) return fresh();
  return restoreSnapshot(machine, stored.snapshot, stored.academy) ?? fresh();
}

/** The trouble of a stored conversation that does not fit the charts any more, as far as it can be read. */
export function lostTrouble({ snapshot }: StoredConversation): Trouble | undefined {
  const shape = z.looseObject({ context: z.looseObject({ trouble: z.enum(TROUBLES) }) });
  return shape.safeParse(parse(snapshot)).data?.context.trouble;
}

/** The snapshot of the question before, or none where there is none. */
export function stepBack(machine: HelpDeskMachine, stored: StoredConversation): Snapshot | undefined {
  const last = stored.trail.at(-1);
  return last === undefined ? undefined : restoreSnapshot(machine, last, stored.academy);
}

/** Whether the person is on the way to somebody, or waits for them. */
export function inHandoff(snapshot: Snapshot): boolean {
  return snapshot.matches('handoff');
}

/**
 * Where the person left the bot, exactly as it was, but for what has been learnt since that is not about the trouble. None
 * where there is no such state, or it does not fit the charts any more.
 */
export function returnTo(
  machine: HelpDeskMachine,
  { departure, academy }: StoredConversation,
  present: Context,
): Snapshot | undefined {
  const left = z.looseObject({ context: contextSchema }).safeParse(parse(departure)).data;
  if (!left) return undefined;
  const { trouble, story, paused, doubts, steps, waitUntil, urgent } = left.context;
  const context: Context = {
    ...present,
    trouble,
    story,
    paused,
    doubts,
    steps,
    waitUntil,
    urgent,
    misses: 0,
  };
  return restoreSnapshot(machine, JSON.stringify({ ...left, context }), academy);
}

/** The trail after a step. A state that waits for a timer is left out: going back would have to set its timer anew. */
export function extendTrail(
  stored: StoredConversation,
  before: Snapshot,
  after: Snapshot,
): readonly string[] {
  // Snapshots of charts that are gone lead nowhere.
  if (before.value === 'new') return [];
  const moved = JSON.stringify(before.value) !== JSON.stringify(after.value);
  if (!moved || !stored.snapshot || delayedNodes(before).length > 0) return stored.trail;
  return [...stored.trail, stored.snapshot].slice(-TRAIL);
}

/** The present states that have a timer running. */
export function delayedNodes(snapshot: Snapshot): AnyStateNode[] {
  return snapshot._nodes.filter((node) => node.after.length > 0);
}

/** What the present state shows about itself. */
export function metaOf(snapshot: Snapshot): DialogMeta | undefined {
  return Object.values<DialogMeta | undefined>(snapshot.getMeta()).findLast(Boolean);
}

function restoreSnapshot(
  machine: HelpDeskMachine,
  stored: string,
  academy: string | null,
): Snapshot | undefined {
  try {
    const snapshot = createActor(machine, {
      snapshot: JSON.parse(stored) as Snapshot,
      input: initialContext(academy),
    }).getSnapshot();
    const sound = snapshot.status === 'active' && contextSchema.safeParse(snapshot.context).success;
    return sound ? snapshot : undefined;
  } catch {
    // XState throws where the stored state is no longer in the chart.
    return undefined;
  }
}

function parse(json: string | null): unknown {
  try {
    return JSON.parse(json ?? 'null');
  } catch {
    return null;
  }
}
