import type { Logger } from 'pino';
import type { Desk } from '../../dialogs/case/desk.ts';
import { readLanguage } from '../../intents/text.ts';
import type { ConversationRow } from '../store/queries/index.ts';
import * as queries from '../store/queries/index.ts';
import { plainSeqAfter } from './announced-secret.ts';
import { applyTimers } from './apply-timers.ts';
import { fromColumns, toColumns } from './conversation-row.ts';
import { countTrouble } from './count-trouble.ts';
import { type LoggedActivity, logEntries, outgoingOf } from './log-entries.ts';
import type { Commit, DeskPort, Step, StepResult, TurnEvent } from './types.ts';

export interface CommitParts {
  readonly step: Step;
  readonly desk: DeskPort;
  readonly log: Logger;
}

/**
 * Builds what writes turns down. While an agent owns the conversation there is no step, and so no sentence of the bot: the
 * person's words go into the log, and to the agent.
 */
export function createCommit({ step, desk, log }: CommitParts): Commit {
  return async (trx, row, input, at) => {
    const started = performance.now();
    const { event, echo, reference, caller } = input;
    if (row.owner !== null) {
      log.info({ conversation: row.id, event: event.type, owned: true }, 'turn');
      return desk.recordWhileAgentOwns(trx, row, input, at);
    }
    const { stored, effects, acts, troubled } = safeStep(
      row,
      event,
      at,
      await desk.availability(trx, row, caller),
    );
    const replies = effects.filter((effect) => effect.type === 'reply');
    const person: LoggedActivity[] = echo ? [{ from: 'user', activity: echo }] : [];
    const personEntries = logEntries(row, person, at);
    const replyTo = personEntries[0]?.id ?? null;
    const answers = replies.map((reply) => ({ from: 'bot' as const, reply, replyTo }));
    const entries = [
      ...personEntries,
      ...logEntries({ ...row, lastSeq: row.lastSeq + personEntries.length }, answers, at),
    ];
    await queries.appendActivities(trx, entries);
    const lastSeq = entries.at(-1)?.seq ?? row.lastSeq;
    let after: ConversationRow = {
      ...row,
      ...(reference && { reference }),
      ...(stored && toColumns(stored)),
      lastSeq,
      plainSeq: plainSeqAfter(row, echo, lastSeq),
      updatedAt: at,
    };
    // Before the desk acts: it may have something to send behind the replies.
    if (row.channel !== 'webchat') {
      const outgoing = outgoingOf(answers, entries, echo?.value?.choice);
      await queries.enqueue(trx, row.id, outgoing, at, row.fence);
    }
    for (const effect of effects) {
      if (effect.type === 'desk') after = await desk.execute(trx, after, effect, at, caller);
    }
    await queries.updateConversation(trx, after);
    await applyTimers(trx, row.id, effects);
    // Last of all: on PostgreSQL the count is locked until the commit, for everybody with this trouble.
    if (troubled) await countTrouble(trx, row.id, troubled, at);
    log.info(
      {
        conversation: row.id,
        turn: after.lastSeq,
        event: event.type,
        intent: acts?.[0]?.label,
        ms: performance.now() - started,
      },
      'turn',
    );
    return after;
  };

  /** The step; where it fails, the conversation stays as it was and the person is told, so that no message is lost. */
  function safeStep(
    row: ConversationRow,
    event: TurnEvent,
    at: number,
    desk: Desk,
  ): Partial<StepResult> & Pick<StepResult, 'effects'> {
    try {
      return step.step(fromColumns(row), event, at, { ...desk, channel: row.channel });
    } catch (error) {
      log.error({ err: error, conversation: row.id, event: event.type }, 'the step failed');
      return { effects: [step.apology(readLanguage(row.locale))] };
    }
  }
}
