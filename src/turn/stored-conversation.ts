import { z } from 'zod';
import { type Context, contextSchema } from '../../dialogs/chart/context.ts';
import { CHART_VERSION, type HelpDeskMachine } from '../../dialogs/chart/machine.ts';
import { canGoOn } from '../../dialogs/chart/migrate.ts';
import type { Language } from '../../intents/text.ts';
import {
  delayedNodes,
  freshSnapshot,
  isSameState,
  parseSnapshot,
  restoreSnapshot,
  type Snapshot,
} from './snapshot.ts';

/** A conversation as it is stored; snapshots are JSON texts without line breaks. Times are milliseconds since 1970. */
export interface StoredConversation {
  readonly chartVersion: number;
  readonly locale: Language;
  readonly academy: string | null;
  /** When the person last said something; null while they have said nothing. */
  readonly spokenAt: number | null;
  readonly snapshot: string | null;
  /** Snapshots of the last few questions, oldest first: the way back. */
  readonly backStack: readonly string[];
  /** Snapshot of where the person left the bot for a person; null while they have not. */
  readonly resumePoint: string | null;
}

/** Steps that can be taken back. */
const STEPS_BACK = 3;

/** A conversation before its first event. */
export function beginConversation(locale: Language, academy: string | null): StoredConversation {
  return {
    chartVersion: CHART_VERSION,
    locale,
    academy,
    spokenAt: null,
    snapshot: null,
    backStack: [],
    resumePoint: null,
  };
}

/** The snapshot of a stored conversation; a new one where none is stored or it does not fit the charts any more. */
export function restore(machine: HelpDeskMachine, stored: StoredConversation): Snapshot {
  const { chartVersion, snapshot, academy } = stored;
  const restored =
    snapshot !== null && canGoOn(chartVersion) ? restoreSnapshot(machine, snapshot) : undefined;
  return restored ?? freshSnapshot(machine, academy);
}

/** The snapshot of the question before, or none where there is none. */
export function previousQuestion(machine: HelpDeskMachine, stored: StoredConversation): Snapshot | undefined {
  const last = stored.backStack.at(-1);
  return last === undefined ? undefined : restoreSnapshot(machine, last);
}

/**
 * Where the person left the bot, exactly as it was, but for what has been learnt since that is not about the trouble. None
 * where there is no such state, or it does not fit the charts any more.
 */
export function resumePointOf(
  machine: HelpDeskMachine,
  { resumePoint }: StoredConversation,
  present: Context,
): Snapshot | undefined {
  const left = z.looseObject({ context: contextSchema }).safeParse(parseSnapshot(resumePoint)).data;
  if (!left) return undefined;
  const context: Context = { ...present, topic: left.context.topic, misses: 0 };
  return restoreSnapshot(machine, JSON.stringify({ ...left, context }));
}

/**
 * The way back after a step from one question to another. A state that waits for a timer is left out: going back would have to
 * set its timer anew.
 */
export function pushQuestion(
  { snapshot, backStack }: StoredConversation,
  before: Snapshot,
  after: Snapshot,
): readonly string[] {
  // Snapshots of charts that are gone lead nowhere.
  if (before.value === 'new') return [];
  if (isSameState(before, after) || !snapshot || delayedNodes(before).length > 0) return backStack;
  return [...backStack, snapshot].slice(-STEPS_BACK);
}
