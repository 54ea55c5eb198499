import type { Desk } from '../../dialogs/case/desk.ts';
import type { HelpDeskEvent } from '../../dialogs/chart/events.ts';
import type { HelpDeskMachine } from '../../dialogs/chart/machine.ts';
import type { DeskCommand } from '../../dialogs/chart/meta.ts';
import type { Interpreter } from '../../dialogs/interpret/interpret.ts';
import { slotsOfChoice } from '../../dialogs/interpret/told-slots.ts';
import type { Language } from '../../intents/text.ts';
import type { SituationOf } from './create-situation.ts';
import { eventAt } from './event-at.ts';
import { persist, transition } from './pure-machine.ts';
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
  readonly left: string | undefined;
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
export function createRunMachine(
  machine: HelpDeskMachine,
  situationOf: SituationOf,
  interpreter: Interpreter,
): RunMachine {
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
        left = JSON.stringify(persist(machine, snapshot));
      }
      snapshot = after;
      said.push(...textsSaid(actions, snapshot.context));
      timers.push(...timerEffects(actions, now));
      commands.push(...deskCommands(actions));
    }

    for (const event of events) take(event);
    const told = () => toldBefore(snapshot, asksNow(snapshot, said) || events.some(tellsSlots), moment);
    for (let next = told(); next; next = told()) next.forEach(take);
    return { snapshot, said, timers, commands, left };
  };

  /** The answer to the present question, where the person has told it: by a slot, or in the words about their trouble. */
  function toldBefore(
    snapshot: Snapshot,
    asked: boolean,
    { locale, now }: StepMoment,
  ): HelpDeskEvent[] | undefined {
    const { topic, slots } = snapshot.context;
    const { slot, explicit } = metaOf(snapshot) ?? {};
    if (!asked || (!slot && (!topic.story || explicit))) return undefined;
    const situation = situationOf(snapshot, { locale, now, opening: false });
    const choice = slot?.choices[String(slots[slot.name])];
    const offer =
      situation.offers.find(({ id }) => id === choice) ??
      (topic.story && !explicit ? interpreter.choiceTold(topic.story, situation) : undefined);
    if (!offer) return undefined;
    const slotsTold = slotsOfChoice(offer.id, slot);
    return [
      ...(Object.keys(slotsTold).length > 0
        ? [{ ...eventAt('message.understood', now), slots: slotsTold }]
        : []),
      { ...eventAt(offer.event, now), text: offer.title },
    ];
  }
}

/** Whether the present question was asked in this run, and not merely left open. */
function asksNow(snapshot: Snapshot, said: readonly Said[]): boolean {
  const meta = metaOf(snapshot);
  return meta !== undefined && said.findLast(({ kind }) => kind === 'question')?.message === meta.say;
}

function tellsSlots({ type }: HelpDeskEvent): boolean {
  return type === 'slots.noted';
}
