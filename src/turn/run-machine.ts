import { transition } from 'xstate';
import type { Desk } from '../../dialogs/case/desk.ts';
import type { HelpDeskEvent } from '../../dialogs/chart/conversation.ts';
import type { HelpDeskMachine } from '../../dialogs/chart/machine.ts';
import type { DeskCommand } from '../../dialogs/chart/setup.ts';
import { matchOffer } from '../../dialogs/interpret/match-offer.ts';
import { offersOf } from '../../dialogs/interpret/offers.ts';
import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import type { Language } from '../../intents/text.ts';
import { eventAt } from './event-at.ts';
import { deskCommands, type Said, textsSaid, timerEffects } from './read-actions.ts';
import { inHandoff, metaOf, type Snapshot } from './snapshot.ts';
import type { TimerEffect } from './types.ts';

/** Where events have taken the machine, and what they caused on the way. */
export interface Run {
  readonly snapshot: Snapshot;
  readonly said: readonly Said[];
  readonly timers: readonly TimerEffect[];
  readonly commands: readonly DeskCommand[];
  /** The state, as JSON, in which the person left the bot for a person, where these events led them away. */
  readonly left?: string;
}

/** When, in which language and before which desk a step is taken; `now` in milliseconds since 1970. */
export interface StepMoment {
  readonly locale: Language;
  readonly now: number;
  readonly desk: Desk;
}

/** Takes the machine through events, and on through questions that the person's story answers already. */
export type RunMachine = (from: Snapshot, events: readonly HelpDeskEvent[], moment: StepMoment) => Run;

/** Builds what runs the machine. Pure: no actor is ever started. */
export function createRunMachine(machine: HelpDeskMachine, knowledge: Knowledge): RunMachine {
  return (from, events, moment) => {
    const { now, desk } = moment;
    const said: Said[] = [];
    const timers: TimerEffect[] = [];
    const commands: DeskCommand[] = [];
    let snapshot = from;
    let left: string | undefined;

    function take(event: HelpDeskEvent): void {
      const [after, actions] = transition(machine, snapshot, { ...event, desk });
      if (!inHandoff(snapshot) && inHandoff(after)) {
        left = JSON.stringify(machine.getPersistedSnapshot(snapshot));
      }
      snapshot = after;
      said.push(...textsSaid(actions, snapshot.context));
      timers.push(...timerEffects(actions, now));
      commands.push(...deskCommands(actions));
    }

    for (const event of events) take(event);
    for (let told = toldBefore(snapshot, said, moment); told; told = toldBefore(snapshot, said, moment)) {
      take(told);
    }
    return { snapshot, said, timers, commands, ...(left !== undefined && { left }) };
  };

  /** The answer to the question just asked, where it stands in the words in which the trouble was told. */
  function toldBefore(
    snapshot: Snapshot,
    said: readonly Said[],
    { locale, now }: StepMoment,
  ): HelpDeskEvent | undefined {
    const { context } = snapshot;
    const meta = metaOf(snapshot);
    const asked = said.findLast(({ kind }) => kind === 'question')?.message === meta?.say;
    if (!context.topic.story || !asked || meta?.explicit) return undefined;
    const offers = offersOf(meta, context, knowledge, locale, now);
    const offer = matchOffer(
      context.topic.story,
      offers.filter(({ event }) => event.startsWith('choice.')),
    );
    return offer && { ...eventAt(offer.event, now), text: offer.title };
  }
}
