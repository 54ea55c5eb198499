import { type Desk, NOBODY } from '../../dialogs/case/desk.ts';
import type { Context } from '../../dialogs/chart/context.ts';
import type { Act } from '../../dialogs/interpret/types.ts';
import type { Answers } from '../../dialogs/knowledge/answers.ts';
import type { Language } from '../../intents/text.ts';
import { redact } from '../../src/redaction/redact.ts';
import { beginConversation, type StoredConversation } from '../../src/turn/stored-conversation.ts';
import type { Reply, Step, StepResult, TimerEffect, TurnEvent } from '../../src/turn/types.ts';

const MINUTE = 60_000;
/** A school day at half past twelve in Paris. */
const NOON = Date.UTC(2026, 10, 23, 11, 30);

/** Where a conversation stands: what the person sees, and what is stored of it. */
export interface View {
  readonly replies: readonly Reply[];
  /** Message keys of the replies. */
  readonly messages: readonly string[];
  /** The question that waits for an answer. */
  readonly asked: string | undefined;
  /** Ids of the choices under it. */
  readonly choices: readonly string[];
  /** The state of the chart, as a path: `troubles.mfa_reset.clock`. */
  readonly state: string;
  readonly context: Context;
  /** The trouble that the answer given last is about. */
  readonly home: string | undefined;
  readonly acts: readonly Act[];
}

/** A conversation with the pure step. */
export interface Talk {
  readonly view: () => View;
  /** What the person types. */
  say(text: string): View;
  /** What the person presses; throws where the choice is not on offer. */
  press(choice: string): View;
  /** Where pressing would lead, without doing so. */
  ifPressed(choice: string): View;
  /** Lets the time pass until the timer that runs is due; false where none runs. */
  wait(): boolean;
}

/** Opens a conversation over the step, before a desk; `answers` tell what each answer is about. */
export function openTalk(
  { step }: Step,
  answers: Answers,
  { academy, locale, desk = NOBODY }: { academy: string | null; locale: Language; desk?: Desk },
): Talk {
  let stored = beginConversation(locale, academy);
  let now = NOON;
  let present = desk;
  let timer: Extract<TimerEffect, { type: 'timer.set' }> | undefined;
  let seen: View | undefined;
  take({ type: 'joined' });

  return {
    view,
    say: (text) => take({ type: 'message', ...redact(text) }),
    press: (choice) => take(pressing(choice)),
    ifPressed: (choice) => viewOf(step(stored, pressing(choice), now + MINUTE, present), view(), answers),
    wait() {
      if (!timer) return false;
      now = Math.max(now, timer.dueAt);
      const { event } = timer;
      timer = undefined;
      take({ type: 'timer', event });
      return true;
    },
  };

  function view(): View {
    if (!seen) throw new Error('the conversation has not begun');
    return seen;
  }

  function take(event: TurnEvent): View {
    now += MINUTE;
    const result = step(stored, event, now, present);
    stored = result.stored;
    for (const effect of result.effects) {
      if (effect.type === 'timer.set') timer = effect;
      if (effect.type === 'timer.cancel' && timer?.id === effect.id) timer = undefined;
      if (effect.type === 'desk') present = { ...present, request: requestAfter(effect.command, present) };
    }
    seen = viewOf(result, seen, answers);
    return seen;
  }

  function pressing(choice: string): TurnEvent {
    const { replies, asked } = view();
    const title = replies.at(-1)?.choices.find(({ id }) => id === choice)?.title ?? choice;
    return {
      type: 'message',
      ...redact(title),
      found: [],
      choice,
      ...(asked !== undefined && { asked }),
    };
  }
}

function requestAfter(
  command: Extract<StepResult['effects'][number], { type: 'desk' }>['command'],
  { request }: Desk,
): Desk['request'] {
  if (command.do === 'rate' || command.do === 'notify') return request;
  if (command.do === 'withdraw' || command.kind === 'ticket') return null;
  return { kind: command.kind, position: command.kind === 'live' ? 1 : null };
}

function viewOf(
  { stored, effects, acts = [] }: StepResult,
  before: View | undefined,
  answers: Answers,
): View {
  const replies = effects.filter((effect) => effect.type === 'reply');
  const { value, context } = readSnapshot(stored);
  return {
    replies,
    messages: replies.map(({ message }) => message),
    asked: replies.length > 0 ? replies.at(-1)?.asked : before?.asked,
    choices:
      replies.length > 0 ? (replies.at(-1)?.choices.map(({ id }) => id) ?? []) : (before?.choices ?? []),
    state: pathOf(value),
    context,
    home: answers.get(context.answered?.id ?? '')?.about,
    acts,
  };
}

function readSnapshot({ snapshot }: StoredConversation): { value: unknown; context: Context } {
  return JSON.parse(snapshot ?? '{}');
}

function pathOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return Object.entries(value ?? {})
    .map(([name, below]) => `${name}.${pathOf(below)}`)
    .join(' ');
}
