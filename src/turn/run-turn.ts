import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Language } from '../../intents/text.ts';
import type { Store } from '../store/open.ts';
import type { ActivityRow, ConversationRow } from '../store/queries/index.ts';
import * as queries from '../store/queries/index.ts';
import { fromColumns, newRow, toColumns } from './conversation-row.ts';
import type { Effect, Reply } from './effects.ts';
import type { Step, StepResult, TurnEvent } from './step.ts';
import type { StoredConversation } from './stored-conversation.ts';

/** An activity in the log of a conversation, before its channel dresses it. */
export type LoggedActivity =
  | { readonly from: 'user'; readonly activity: Readonly<Record<string, unknown>> }
  | { readonly from: 'bot'; readonly reply: Reply; readonly replyTo: string | null };

export interface TurnInput {
  readonly conversationId: string;
  readonly channel: ConversationRow['channel'];
  /** Tells deliveries of the same activity apart from others of the conversation. */
  readonly key: string;
  readonly event: TurnEvent;
  /** What is known of a conversation that begins with this turn. */
  readonly start: { readonly locale: Language; readonly academy: string | null };
  /** The person's activity as it goes into the log (redacted). */
  readonly echo?: Readonly<Record<string, unknown>>;
  readonly reference?: string;
}

export interface TurnResult {
  /** Id of the person's activity in the log; of an earlier delivery where this one is a repetition. */
  readonly activityId: string | null;
  readonly repeated: boolean;
}

export interface TurnParts {
  readonly store: Store;
  readonly step: Step;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface Turns {
  /** Runs one turn in one transaction. The same key a second time has no effect. */
  run(input: TurnInput): Promise<TurnResult>;
  /** Runs the turn of a timer that is due; a stale one is dropped. */
  fire(timer: queries.TimerRow): Promise<void>;
}

/** Builds what runs turns: inbox id, snapshot, log, timers and outbox in one transaction. */
export function createTurns({ store, step, log, now }: TurnParts): Turns {
  async function run(input: TurnInput): Promise<TurnResult> {
    const { conversationId, key } = input;
    const at = now();
    const { repeated, activityId } = await store.transact(async (trx) => {
      const row = await queries.lockConversation(trx, conversationId, () => newRow(input, at));
      if (!row) throw new Error('a conversation that was just created is not there');
      // The person's own words come first in the log.
      const echoId = input.echo ? idOf(row, row.lastSeq + 1) : null;
      const first = await queries.claimInbox(trx, {
        conversationId,
        key,
        activityId: echoId,
        receivedAt: at,
      });
      if (!first) {
        return { repeated: true, activityId: await queries.findInbox(trx, conversationId, key) };
      }
      await commitStep(trx, row, input, at);
      return { repeated: false, activityId: echoId };
    });
    if (!repeated) announce(conversationId, input.channel);
    return { repeated, activityId };
  }

  async function fire(timer: queries.TimerRow): Promise<void> {
    const at = now();
    const fired = await store.transact(async (trx) => {
      // The conversation first, as in every turn: whoever holds it may be cancelling this timer.
      const row = await queries.lockConversation(trx, timer.conversationId);
      if (!(await queries.takeTimer(trx, timer)) || !row) return undefined;
      await commitStep(trx, row, { event: { type: 'timer', event: JSON.parse(timer.event) } }, at);
      return row.channel;
    });
    if (fired) announce(timer.conversationId, fired);
  }

  function announce(conversationId: string, channel: ConversationRow['channel']): void {
    store.bus.publish('conversation', conversationId);
    if (channel !== 'webchat') store.bus.publish('outbox', conversationId);
  }

  /** Steps a conversation and writes down all that comes of it. */
  async function commitStep(
    trx: queries.Trx,
    row: ConversationRow,
    input: Pick<TurnInput, 'event' | 'echo' | 'reference'>,
    at: number,
  ): Promise<void> {
    const started = performance.now();
    const { stored, effects, understanding } = safeStep(row, input.event, at);
    const entries = logEntries(row, input.echo, effects, at);
    await queries.appendActivities(trx, entries);
    const lastSeq = entries.at(-1)?.seq ?? row.lastSeq;
    await queries.updateConversation(trx, {
      ...row,
      ...(input.reference && { reference: input.reference }),
      ...(stored && toColumns(stored)),
      lastSeq,
      updatedAt: at,
    });
    await applyTimers(trx, row.id, effects);
    const replies = input.echo ? entries.slice(1) : entries;
    if (row.channel !== 'webchat') await queries.enqueue(trx, row.id, replies, at);
    log.info(
      {
        conversation: row.id,
        turn: lastSeq,
        event: input.event.type,
        intent: understanding?.label,
        ms: performance.now() - started,
      },
      'turn',
    );
  }

  /** The step; where it fails, the conversation stays as it was and the person is told, so that no message is lost. */
  function safeStep(
    row: ConversationRow,
    event: TurnEvent,
    at: number,
  ): Omit<StepResult, 'stored'> & {
    stored?: StoredConversation;
  } {
    try {
      return step(fromColumns(row), event, at);
    } catch (error) {
      log.error({ err: error, conversation: row.id, event: event.type }, 'the step failed');
      return { effects: [step.apology(row.locale === 'en' ? 'en' : 'fr')] };
    }
  }

  return { run, fire };
}

async function applyTimers(trx: queries.Trx, conversationId: string, effects: readonly Effect[]) {
  for (const effect of effects) {
    if (effect.type === 'timer.cancel') await queries.cancelTimer(trx, conversationId, effect.id);
    if (effect.type === 'timer.set') {
      const { id, dueAt, event } = effect;
      const row = { conversationId, id, token: randomUUID(), dueAt, event: JSON.stringify(event) };
      await queries.setTimer(trx, row);
    }
  }
}

/** What a turn adds to the log: the person's activity, then the bot's replies to it. */
function logEntries(
  row: ConversationRow,
  echo: TurnInput['echo'],
  effects: readonly Effect[],
  at: number,
): ActivityRow[] {
  const echoId = echo ? idOf(row, row.lastSeq + 1) : null;
  const bodies: LoggedActivity[] = [
    ...(echo ? [{ from: 'user' as const, activity: echo }] : []),
    ...effects
      .filter((effect) => effect.type === 'reply')
      .map((reply) => ({ from: 'bot' as const, reply, replyTo: echoId })),
  ];
  return bodies.map((body, index) => {
    const seq = row.lastSeq + 1 + index;
    return { conversationId: row.id, seq, id: idOf(row, seq), body: JSON.stringify(body), createdAt: at };
  });
}

/** Activity ids sort as they were said. */
function idOf({ id }: ConversationRow, seq: number): string {
  return `${id}|${String(seq).padStart(7, '0')}`;
}
