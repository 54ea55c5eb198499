import { transition } from 'xstate';
import { type Desk, NOBODY } from '../../dialogs/case/desk.ts';
import { packetOf } from '../../dialogs/case/packet.ts';
import type { EventData, EventType, HelpDeskEvent } from '../../dialogs/chart/conversation.ts';
import { CHART_VERSION, type HelpDeskMachine } from '../../dialogs/chart/machine.ts';
import type { DeskAct } from '../../dialogs/chart/setup.ts';
import { interpret } from '../../dialogs/interpret/interpret.ts';
import { matchOffer } from '../../dialogs/interpret/match-offer.ts';
import { commandsOf, offersOf } from '../../dialogs/interpret/offers.ts';
import type { Interpretation } from '../../dialogs/interpret/situation.ts';
import { type Knowledge, lockoutMinutes } from '../../dialogs/knowledge/values.ts';
import type { Trouble } from '../../intents/labels.ts';
import type { Language } from '../../intents/text.ts';
import type { Understand, Understanding } from '../../intents/understand.ts';
import type { SecretKind } from '../redaction/redact.ts';
import { askAgain, at, cancelTimers, isBare, opening, secretEvents, timersOf } from './around-a-step.ts';
import { deskActs, type Effect, readActions, type Said, timerEffects } from './effects.ts';
import { wordReplies } from './replies.ts';
import {
  extendTrail,
  inHandoff,
  metaOf,
  restore,
  returnTo,
  type Snapshot,
  type StoredConversation,
  stepBack,
} from './stored-conversation.ts';

/** What can happen to a conversation; texts are redacted already. */
export type TurnEvent =
  | { readonly type: 'joined' }
  | {
      readonly type: 'message';
      readonly text: string;
      readonly choice?: string;
      readonly asked?: string;
      readonly found: readonly SecretKind[];
    }
  /** The academy that a person's address names, as a guess. */
  | { readonly type: 'address'; readonly academy: string }
  | { readonly type: 'timer'; readonly event: { readonly type: string } }
  /** Something happened at the desk; `back` takes the person to where they left, or on to the flow of a trouble. */
  | {
      readonly type: 'desk';
      readonly event: Pick<EventData, 'agent' | 'reference'> & { readonly type: EventType };
      readonly back?: true;
      readonly flow?: Trouble;
    };

export interface StepResult {
  readonly stored: StoredConversation;
  readonly effects: readonly Effect[];
  /** What the person's words were taken for; absent for buttons and timers. */
  readonly understanding?: Understanding;
}

export interface StepParts {
  readonly machine: HelpDeskMachine;
  readonly knowledge: Knowledge;
  readonly understand: Understand;
}

/** `now` in milliseconds since 1970. */
export interface Step {
  (stored: StoredConversation, event: TurnEvent, now: number, desk?: Desk): StepResult;
  /** What a person is told when a step fails. */
  apology(locale: Language): Effect;
}

/** Where events lead, and what they cause on the way. */
interface Moved {
  readonly snapshot: Snapshot;
  readonly said: readonly Said[];
  readonly timers: readonly Effect[];
  readonly acts: readonly DeskAct[];
  readonly departure: string | null;
}

type Message = Extract<TurnEvent, { type: 'message' }>;

/** Builds the pure step: a stored conversation and an event in, the next stored conversation and its effects out. */
export function createStep({ machine, knowledge, understand }: StepParts): Step {
  const commands = commandsOf(knowledge);

  function step(stored: StoredConversation, event: TurnEvent, now: number, desk: Desk = NOBODY): StepResult {
    const before = restore(machine, stored);
    const { events, locale, understanding } = readEvent(event, before, stored, now);
    const { snapshot, said, timers, acts, departure, trail } = move(before, events);
    const silent =
      (event.type === 'timer' || event.type === 'address') && said.length === 0 && timers.length === 0;
    const asked = acts.map((act): Effect => {
      const packet = packetOf(snapshot.context, departure, locale, now);
      return { type: 'desk', act, packet };
    });
    return {
      stored: {
        chartVersion: CHART_VERSION,
        locale,
        academy: snapshot.context.academy,
        spokenAt: event.type === 'message' ? now : stored.spokenAt,
        snapshot: JSON.stringify(machine.getPersistedSnapshot(snapshot)),
        trail,
        departure,
      },
      effects: silent
        ? []
        : [...timers, ...asked, ...wordReplies(knowledge, said, snapshot, locale, now, desk)],
      ...(understanding && { understanding }),
    };

    /** On by the events; a step back; or back to where the person left the bot, whose timers are set anew. */
    function move(from: Snapshot, taken: readonly HelpDeskEvent[]): Moved & { trail: readonly string[] } {
      const { departure } = stored;
      const stay = { timers: cancelTimers(from), acts: [], departure };
      const previous = taken.some(({ type }) => type === 'back.requested') && stepBack(machine, stored);
      if (previous) {
        const trail = stored.trail.slice(0, -1);
        return { ...stay, snapshot: previous, said: askAgain(previous), trail };
      }
      const wanted = event.type === 'desk' ? event.back : taken.some(({ type }) => type === 'choice.go_on');
      const left = wanted && inHandoff(from) ? returnTo(machine, stored, from.context) : undefined;
      if (left && event.type !== 'desk') {
        const timers = [...stay.timers, ...timersOf(left, now)];
        return { ...stay, snapshot: left, said: askAgain(left), timers, trail: [] };
      }
      // Timers may have come while the bot had to be silent: they are set anew also where the person has not left.
      const base = left ?? from;
      const lost = wanted && inHandoff(base) ? [at('restart.requested', now)] : [];
      const moved = run(base, [...opening(event, base, stored, now), ...taken, ...lost], locale, now, {
        desk,
        departure,
      });
      const timers = event.type === 'desk' ? [...stay.timers, ...timersOf(base, now)] : [];
      const apart = event.type === 'desk' || moved.acts.length > 0;
      // After somebody else has spoken the whole question is wanted.
      const stays = left && JSON.stringify(moved.snapshot.value) === JSON.stringify(left.value);
      return {
        ...moved,
        said: [...moved.said, ...(stays ? askAgain(moved.snapshot) : [])],
        timers: [...timers, ...moved.timers],
        trail: apart ? [] : extendTrail(stored, before, moved.snapshot),
      };
    }
  }

  /** Takes the machine through events, and on through questions that the person's story answers already. */
  function run(
    before: Snapshot,
    events: readonly HelpDeskEvent[],
    locale: Language,
    now: number,
    { desk, departure: departed }: { desk: Desk; departure: string | null },
  ): Moved {
    let snapshot = before;
    let departure = departed;
    const said: Said[] = [];
    const timers: Effect[] = [];
    const acts: DeskAct[] = [];
    const take = (next: HelpDeskEvent) => {
      const [after, actions] = transition(machine, snapshot, { ...next, desk });
      if (!inHandoff(snapshot) && inHandoff(after)) {
        departure = JSON.stringify(machine.getPersistedSnapshot(snapshot));
      }
      snapshot = after;
      said.push(...readActions(actions, snapshot.context));
      timers.push(...timerEffects(actions, now));
      acts.push(...deskActs(actions));
    };
    const toldBefore = (): HelpDeskEvent | undefined => {
      const { story } = snapshot.context;
      const meta = metaOf(snapshot);
      const asked = said.findLast(({ kind }) => kind === 'question')?.message === meta?.say;
      if (!story || !asked || meta?.explicit) return undefined;
      const offers = offersOf(meta, snapshot.context, knowledge, locale, now);
      const offer = matchOffer(
        story,
        offers.filter(({ event }) => event.startsWith('choice.')),
      );
      return offer && { ...at(offer.event, now), text: offer.title };
    };
    for (const next of events) take(next);
    for (let next = toldBefore(); next; next = toldBefore()) take(next);
    return { snapshot, said, timers, acts, departure };
  }

  function readEvent(
    event: TurnEvent,
    snapshot: Snapshot,
    stored: StoredConversation,
    now: number,
  ): Interpretation {
    const { locale } = stored;
    if (event.type === 'joined') return { events: [], locale };
    if (event.type === 'address') {
      return { events: [{ type: 'address.known', at: now, academy: event.academy }], locale };
    }
    if (event.type === 'timer') return { events: [{ ...event.event, at: now } as HelpDeskEvent], locale };
    if (event.type === 'desk') {
      const { flow } = event;
      const told = { ...event.event, at: now } as HelpDeskEvent;
      return { events: [told, ...(flow ? [at(`trouble.${flow}`, now)] : [])], locale };
    }
    const warnings = secretEvents(event.found, now);
    if (warnings.length > 0 && isBare(event.text)) return { events: warnings, locale };
    const read = readMessage(event, snapshot, stored, now);
    return { ...read, events: [...warnings, ...read.events] };
  }

  function readMessage(
    { text, choice, asked }: Message,
    snapshot: Snapshot,
    { locale, spokenAt }: StoredConversation,
    now: number,
  ): Interpretation {
    const meta = metaOf(snapshot);
    const { academy, trouble } = snapshot.context;
    return interpret(
      { text, at: now, ...(choice !== undefined && { choice }), ...(asked !== undefined && { asked }) },
      {
        locale,
        offers: offersOf(meta, snapshot.context, knowledge, locale, now),
        commands,
        meta,
        opening: spokenAt === null,
        academy,
        trouble,
        lockoutMinutes: lockoutMinutes(knowledge.academies, academy),
        inFlow: typeof snapshot.value === 'object',
        accepts: (type) => snapshot.can(at(type, now)),
      },
      understand,
    );
  }

  const apology = (locale: Language): Effect => ({
    type: 'reply',
    text: knowledge.texts.render(locale, 'turn_failed', {}),
    message: 'turn_failed',
    locale,
    choices: [],
  });
  return Object.assign(step, { apology });
}
