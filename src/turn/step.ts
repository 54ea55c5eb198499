import { createActor, initialTransition, type SnapshotFrom, transition } from 'xstate';
import {
  contextSchema,
  type EventType,
  type HelpDeskEvent,
  initialContext,
} from '../../dialogs/conversation.ts';
import { interpret, matchOffer } from '../../dialogs/interpret.ts';
import { CHART_VERSION, type HelpDeskMachine } from '../../dialogs/machine.ts';
import { offersOf } from '../../dialogs/offers.ts';
import type { DialogMeta } from '../../dialogs/setup.ts';
import { type Knowledge, valuesOf } from '../../dialogs/values.ts';
import type { Language } from '../../intents/text.ts';
import type { Understand, Understanding } from '../../intents/understand.ts';
import type { SecretKind } from '../privacy/redact.ts';
import { type Effect, readActions, type Said, timerEffects } from './effects.ts';

/** A conversation as it is stored: JSON throughout. */
export interface StoredConversation {
  readonly chartVersion: number;
  readonly locale: Language;
  readonly academy: string | null;
  /** Whether the person has said anything yet. */
  readonly spoken: boolean;
  readonly snapshot: unknown;
}

/** What can happen to a conversation. Times are milliseconds since 1970; texts are redacted already. */
export type TurnEvent =
  | { readonly type: 'joined' }
  | {
      readonly type: 'message';
      readonly text: string;
      readonly choice?: string;
      readonly found: readonly SecretKind[];
    }
  | { readonly type: 'timer'; readonly event: { readonly type: string } };

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

export interface Step {
  (stored: StoredConversation, event: TurnEvent, now: number): StepResult;
  /** What a person is told when a step fails. */
  apology(locale: Language): Effect;
}

type Snapshot = SnapshotFrom<HelpDeskMachine>;

const PERSONAL: ReadonlySet<SecretKind> = new Set([
  'phone_number',
  'email_address',
  'social_security_number',
  'iban',
]);

/** A conversation before its first event. */
export function beginConversation(locale: Language, academy: string | null): StoredConversation {
  return { chartVersion: CHART_VERSION, locale, academy, spoken: false, snapshot: null };
}

/** Builds the pure step: a stored conversation and an event in, the next stored conversation and its effects out. */
export function createStep({ machine, knowledge, understand }: StepParts): Step {
  const step = (stored: StoredConversation, event: TurnEvent, now: number): StepResult => {
    const before = restore(machine, stored);
    const { events, locale, understanding } = readEvent(event, before, stored, now);
    const opening = before.value === 'new' ? [at('user.joined', now)] : [];

    let snapshot = before;
    const said: Said[] = [];
    const timers: Effect[] = [];
    const take = (next: HelpDeskEvent) => {
      const [after, actions] = transition(machine, snapshot, next);
      snapshot = after;
      said.push(...readActions(actions, snapshot.context));
      timers.push(...timerEffects(actions, now));
    };
    for (const next of [...opening, ...events]) take(next);
    for (let next = toldBefore(); next; next = toldBefore()) take(next);
    /** The answer that the story already gave to the question just asked: nobody is asked what they have told. */
    function toldBefore(): HelpDeskEvent | undefined {
      const { story } = snapshot.context;
      const meta = metaOf(snapshot);
      const asked = said.findLast(({ kind }) => kind === 'question')?.message === meta?.say;
      if (!story || !asked || meta?.explicit) return undefined;
      const offer = matchOffer(story, offersOf(meta, snapshot.context, knowledge, locale, now));
      return offer && { ...at(offer.event, now), text: offer.title };
    }
    const silent = event.type === 'timer' && said.length === 0 && timers.length === 0;
    return {
      stored: {
        chartVersion: CHART_VERSION,
        locale,
        academy: snapshot.context.academy,
        spoken: stored.spoken || event.type === 'message',
        snapshot: machine.getPersistedSnapshot(snapshot),
      },
      effects: silent ? [] : [...timers, ...replies(said, snapshot, locale, now)],
      ...(understanding && { understanding }),
    };
  };

  const apology = (locale: Language): Effect => ({
    type: 'reply',
    text: knowledge.texts.render(locale, 'turn_failed', {}),
    message: 'turn_failed',
    locale,
    choices: [],
  });
  return Object.assign(step, { apology });

  function readEvent(event: TurnEvent, snapshot: Snapshot, stored: StoredConversation, now: number) {
    const { locale } = stored;
    if (event.type === 'joined') return { events: [], locale, understanding: undefined };
    if (event.type === 'timer') {
      const due = { ...event.event, at: now } as HelpDeskEvent;
      return { events: [due], locale, understanding: undefined };
    }
    const meta = metaOf(snapshot);
    const interpretation = interpret(
      { text: event.text, at: now, ...(event.choice && { choice: event.choice }) },
      {
        locale,
        offers: offersOf(meta, snapshot.context, knowledge, locale, now),
        meta,
        opening: !stored.spoken,
        academy: snapshot.context.academy,
        trouble: snapshot.context.trouble,
        inFlow: typeof snapshot.value === 'object',
        accepts: (type) => snapshot.can(at(type, now)),
      },
      understand,
    );
    const warnings = secretEvents(event.found, now);
    return {
      events: [...warnings, ...interpretation.events],
      locale: interpretation.locale,
      understanding: interpretation.understanding,
    };
  }

  /** Statements in order, then the last question; where nothing was asked, the present question again. */
  function replies(said: readonly Said[], snapshot: Snapshot, locale: Language, now: number): Effect[] {
    const meta = metaOf(snapshot);
    const asked = said.findLast(({ kind }) => kind === 'question')?.message ?? meta?.again ?? meta?.say;
    const statements = said.filter(({ kind }) => kind === 'statement');
    const lines = [...statements, ...(asked ? [{ message: asked, context: snapshot.context }] : [])];
    const offers = offersOf(meta, snapshot.context, knowledge, locale, now);
    return lines.map(({ message, context }, index) => ({
      type: 'reply' as const,
      text: knowledge.texts.render(locale, message, valuesOf(context, knowledge, locale, now)),
      message,
      locale,
      choices: index === lines.length - 1 ? offers.map(({ id, title }) => ({ id, title })) : [],
    }));
  }
}

/** The snapshot of a stored conversation; a new one where none is stored or it does not fit the charts any more. */
function restore(machine: HelpDeskMachine, stored: StoredConversation): Snapshot {
  const fresh = () => initialTransition(machine, initialContext(stored.academy))[0];
  if (!stored.snapshot || stored.chartVersion !== CHART_VERSION) return fresh();
  try {
    const snapshot = createActor(machine, {
      snapshot: stored.snapshot as Snapshot,
      input: initialContext(stored.academy),
    }).getSnapshot();
    const sound = snapshot.status === 'active' && contextSchema.safeParse(snapshot.context).success;
    return sound ? snapshot : fresh();
  } catch {
    // XState throws where the stored state is no longer in the chart.
    return fresh();
  }
}

function metaOf(snapshot: Snapshot): DialogMeta | undefined {
  return Object.values<DialogMeta | undefined>(snapshot.getMeta()).findLast(Boolean);
}

function secretEvents(found: readonly SecretKind[], now: number): HelpDeskEvent[] {
  if (found.some((kind) => !PERSONAL.has(kind))) return [at('secret.shared', now)];
  return found.length > 0 ? [at('personal.shared', now)] : [];
}

function at(type: EventType, now: number): HelpDeskEvent {
  return { type, at: now } as HelpDeskEvent;
}
