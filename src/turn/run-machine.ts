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
    const words = wordsOfChoice(events);
    const told = () =>
      toldBefore(snapshot, { asked: asksNow(snapshot, said) || events.some(tellsSlots), words }, moment);
    for (let next = told(); next; next = told()) next.forEach(take);
    return { snapshot, said, timers, commands, left };
  };

  /**
   * The answer to the present question, where the person has told it: by a slot, in the words about their trouble, or in those that
   * answered the question before ("l'ancien, je l'ai rendu à l'opérateur").
   */
  function toldBefore(
    snapshot: Snapshot,
    { asked, words }: { readonly asked: boolean; readonly words: string | undefined },
    { locale, now }: StepMoment,
  ): HelpDeskEvent[] | undefined {
    const { topic, slots } = snapshot.context;
    const { slot, explicit } = metaOf(snapshot) ?? {};
    const told = explicit ? {} : { story: topic.story, words };
    if (!asked || (!slot && !told.story && !told.words)) return undefined;
    const situation = situationOf(snapshot, { locale, now, opening: false });
    const choice = slot?.choices[String(slots[slot.name])];
    const offer =
      situation.offers.find(({ id }) => id === choice) ??
      (told.story ? interpreter.choiceTold(told.story, situation) : undefined) ??
      (told.words ? interpreter.choiceBeside(told.words, situation) : undefined);
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

/** The words of somebody who chose in words one of several things: they may tell more than was asked. */
function wordsOfChoice(events: readonly HelpDeskEvent[]): string | undefined {
  return events.find(({ type, pressed }) => type.startsWith('choice.') && !pressed)?.text;
}

function tellsSlots({ type }: HelpDeskEvent): boolean {
  return type === 'slots.noted';
}
