/**
 * Where an event takes a conversation. There are four ways: back a question; to where the person left the bot for a person,
 * because they press “go on”; to the same place, or elsewhere, by what happened at the desk; and, in all other cases, on.
 */
import type { HelpDeskEvent } from '../../dialogs/chart/events.ts';
import type { HelpDeskMachine } from '../../dialogs/chart/machine.ts';
import { eventAt } from './event-at.ts';
import { opening } from './opening.ts';
import type { Said } from './read-actions.ts';
import type { Run, RunMachine, StepMoment } from './run-machine.ts';
import { inHandoff, isSameState, metaOf, type Snapshot } from './snapshot.ts';
import { cancelTimers, resetTimers } from './state-timers.ts';
import {
  previousQuestion,
  pushQuestion,
  resumePointOf,
  type StoredConversation,
} from './stored-conversation.ts';
import type { TurnEvent } from './types.ts';

/** What has happened, to which conversation. */
export interface Moving extends StepMoment {
  readonly stored: StoredConversation;
  readonly from: Snapshot;
  readonly event: TurnEvent;
  /** The event, or the person's words, as the statechart takes it. */
  readonly events: readonly HelpDeskEvent[];
}

/** Where that has led; `backStack` and `resumePoint` as they are stored. */
export interface Moved extends Omit<Run, 'left'> {
  readonly backStack: readonly string[];
  readonly resumePoint: string | null;
}

/** Builds what moves conversations. */
export function createMove(machine: HelpDeskMachine, run: RunMachine): (moving: Moving) => Moved {
  return (moving) =>
    goBack(moving) ?? returnToResumePoint(moving) ?? comeBackFromAgent(moving) ?? goOn(moving);

  /** Back to the question before, whose answer is to be given anew. */
  function goBack({ stored, from, events }: Moving): Moved | undefined {
    if (!events.some(({ type }) => type === 'back.requested')) return undefined;
    const previous = previousQuestion(machine, stored);
    if (!previous) return undefined;
    return {
      snapshot: previous,
      said: askAgain(previous),
      timers: cancelTimers(from),
      commands: [],
      backStack: stored.backStack.slice(0, -1),
      resumePoint: stored.resumePoint,
    };
  }

  /** Back to where the person left the bot, while their request stays open. */
  function returnToResumePoint({ stored, from, event, events, now }: Moving): Moved | undefined {
    if (event.type === 'desk' || !inHandoff(from) || !wantsToGoOn(events)) return undefined;
    const left = resumePointOf(machine, stored, from.context);
    if (!left) return undefined;
    return {
      snapshot: left,
      said: askAgain(left),
      timers: [...cancelTimers(from), ...resetTimers(left, now)],
      commands: [],
      backStack: [],
      resumePoint: stored.resumePoint,
    };
  }

  /**
   * What happened at the desk, from where the person left the bot if an agent gives them back. Timers may have come while the
   * bot had to be silent: they are set anew also where the person has not left.
   */
  function comeBackFromAgent(moving: Moving): Moved | undefined {
    const { stored, from, event, events, now } = moving;
    if (event.type !== 'desk') return undefined;
    const left = event.back && inHandoff(from) ? resumePointOf(machine, stored, from.context) : undefined;
    const base = left ?? from;
    const lost = event.back && inHandoff(base) ? [eventAt('restart.requested', now)] : [];
    const { left: leaving, ...ran } = run(
      base,
      [...opening(event, base, stored, now), ...events, ...lost],
      moving,
    );
    // After somebody else has spoken the whole question is wanted.
    const stays = left !== undefined && isSameState(ran.snapshot, left);
    return {
      ...ran,
      said: [...ran.said, ...(stays ? askAgain(ran.snapshot) : [])],
      timers: [...cancelTimers(from), ...resetTimers(base, now), ...ran.timers],
      backStack: [],
      resumePoint: leaving ?? stored.resumePoint,
    };
  }

  function goOn(moving: Moving): Moved {
    const { stored, from, event, events, now } = moving;
    const lost = inHandoff(from) && wantsToGoOn(events) ? [eventAt('restart.requested', now)] : [];
    const { left, ...ran } = run(from, [...opening(event, from, stored, now), ...events, ...lost], moving);
    // What cannot be read is said before the question that is still open.
    const message = event.type === 'wordless' ? `wordless.${event.what}` : undefined;
    const unread: Said[] = message ? [{ message, kind: 'statement', context: ran.snapshot.context }] : [];
    return {
      ...ran,
      said: [...unread, ...ran.said],
      // A request that is made cannot be taken back by going back.
      backStack: ran.commands.length > 0 ? [] : pushQuestion(stored, from, ran.snapshot),
      resumePoint: left ?? stored.resumePoint,
    };
  }
}

function wantsToGoOn(events: readonly HelpDeskEvent[]): boolean {
  return events.some(({ type }) => type === 'choice.go_on');
}

/** After going back the whole question is wanted, not its short form. */
function askAgain(snapshot: Snapshot): Said[] {
  const { context } = snapshot;
  const message = metaOf(snapshot)?.say;
  return message ? [{ message, kind: 'question', context }] : [];
}
