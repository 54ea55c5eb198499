import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Logger } from 'pino';
import type { Language } from '../../intents/text.ts';
import type { Database } from '../store/open.ts';
import * as queries from '../store/queries/index.ts';
import type { Schema } from '../store/schema.ts';
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
  readonly channel: Schema['conversation']['channel'];
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
  readonly database: Database;
  readonly step: Step;
  readonly log: Logger;
  readonly now: () => number;
  /** Called after a commit that added activities or outbox rows. */
  readonly committed: (conversationId: string) => void;
}

export interface Turns {
  /** Runs one turn in one transaction. The same key a second time has no effect. */
  run(input: TurnInput): Promise<TurnResult>;
  /** Runs the turn of a timer that is due; a stale one is dropped. */
  fire(timer: Schema['timer']): Promise<void>;
}

/** Builds what runs turns: inbox id, snapshot, log, timers and outbox in one transaction. */
export function createTurns({ database, step, log, now, committed }: TurnParts): Turns {
  async function run(input: TurnInput): Promise<TurnResult> {
    const { conversationId, key } = input;
    const at = now();
    const result = await database.transaction().execute(async (trx) => {
      if (!(await queries.claimInbox(trx, { conversationId, key, receivedAt: at }))) return undefined;
      const row = await queries.findConversation(trx, conversationId);
      return commitStep(trx, row ?? newRow(input, at), input, at);
    });
    // Null is the result of a turn in which the person said nothing.
    if (result === undefined) {
      const activityId = await queries.findInbox(database, conversationId, key);
      return { activityId, repeated: true };
    }
    committed(conversationId);
    return { activityId: result, repeated: false };
  }

  async function fire(timer: Schema['timer']): Promise<void> {
    const at = now();
    const fired = await database.transaction().execute(async (trx) => {
      if (!(await queries.takeTimer(trx, timer))) return false;
      const row = await queries.findConversation(trx, timer.conversationId);
      if (!row) return false;
      await commitStep(trx, row, { event: { type: 'timer', event: JSON.parse(timer.event) } }, at);
      return true;
    });
    if (fired) committed(timer.conversationId);
  }

  /** Steps a conversation and writes down all that comes of it; gives the id of the person's activity. */
  async function commitStep(
    trx: Transaction<Schema>,
    row: queries.ConversationRow,
    input: Pick<TurnInput, 'event' | 'echo' | 'reference'> & { key?: string },
    at: number,
  ): Promise<string | null> {
    const started = performance.now();
    const { stored, effects, understanding } = safeStep(row, input.event, at);
    let seq = row.lastSeq;
    const nextId = () => activityId(row.id, ++seq);
    const entries: { id: string; seq: number; body: LoggedActivity }[] = [];
    let echoId: string | null = null;
    if (input.echo) {
      echoId = nextId();
      entries.push({ id: echoId, seq, body: { from: 'user', activity: input.echo } });
    }
    for (const effect of effects) {
      if (effect.type === 'reply') {
        const id = nextId();
        entries.push({ id, seq, body: { from: 'bot', reply: effect, replyTo: echoId } });
      }
    }
    await queries.appendActivities(
      trx,
      entries.map(({ id, seq: number, body }) => ({
        conversationId: row.id,
        seq: number,
        id,
        body: JSON.stringify(body),
        createdAt: at,
      })),
    );
    await queries.saveConversation(trx, {
      ...row,
      ...(input.reference && { reference: input.reference }),
      ...(stored && toColumns(stored)),
      lastSeq: seq,
      updatedAt: at,
    });
    await applyTimers(trx, row.id, effects);
    if (row.channel !== 'webchat') {
      const replies = entries.filter(({ body }) => body.from === 'bot');
      await queries.enqueue(
        trx,
        row.id,
        replies.map(({ body }) => JSON.stringify(body)),
        at,
      );
    }
    if (input.key && echoId) await queries.settleInbox(trx, row.id, input.key, echoId);
    log.info(
      {
        conversation: row.id,
        turn: seq,
        event: input.event.type,
        intent: understanding?.label,
        ms: performance.now() - started,
      },
      'turn',
    );
    return echoId;
  }

  /** The step; where it fails, the conversation stays as it was and the person is told, so that no message is lost. */
  function safeStep(
    row: queries.ConversationRow,
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

async function applyTimers(trx: Transaction<Schema>, conversationId: string, effects: readonly Effect[]) {
  for (const effect of effects) {
    if (effect.type === 'timer.cancel') await queries.cancelTimer(trx, conversationId, effect.id);
    if (effect.type === 'timer.set') {
      const { id, dueAt, event } = effect;
      const row = { conversationId, id, token: randomUUID(), dueAt, event: JSON.stringify(event) };
      await queries.setTimer(trx, row);
    }
  }
}

/** Activity ids sort as they were said. */
function activityId(conversationId: string, seq: number): string {
  return `${conversationId}|${String(seq).padStart(7, '0')}`;
}
