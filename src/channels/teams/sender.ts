import type { ConversationReference } from 'botbuilder';
import type { Logger } from 'pino';
import type { Send } from '../../delivery/outbox.ts';
import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import { type LoggedActivity, seqOf } from '../../turn/log-entries.ts';
import type { Connector } from './connector.ts';
import type { Dress } from './dress.ts';

export interface SenderParts {
  readonly connector: Connector;
  readonly dress: Dress;
  readonly store: Store;
  readonly log: Logger;
}

/**
 * Sends logged replies to where their conversation lives. A card with a new question takes the place of the one before, which
 * loses its buttons. That is only looks: where it fails nothing is tried again, and an old button is told apart by its question.
 */
export function createSender({ connector, dress, store, log }: SenderParts): Send {
  return async ({ conversationId, seq, reference, body }) => {
    // A conversation that has no reference any more was left by its person.
    if (!reference) return undefined;
    const to = JSON.parse(reference) as ConversationReference;
    const logged = JSON.parse(body) as LoggedActivity;
    const remoteId = await connector.send(to, dress.reply(logged, to, seq));
    if (remoteId === undefined || !hasChoices(logged)) return undefined;
    return {
      note: async (trx) => {
        const before = await queries.replaceTeamsCard(trx, { conversationId, seq, remoteId, body });
        return before && before.seq < seq ? () => close(to, before, logged) : undefined;
      },
    };
  };

  async function close(
    to: ConversationReference,
    card: queries.TeamsCardRow,
    answer: LoggedActivity,
  ): Promise<void> {
    try {
      const chosen = await choiceBehind(card.conversationId, answer);
      const logged = JSON.parse(card.body) as LoggedActivity;
      await connector.update(to, card.remoteId, dress.answered(logged, to, chosen));
    } catch (error) {
      log.info({ err: error, conversation: card.conversationId, turn: card.seq }, 'card not replaced');
    }
  }

  /** The button to which a reply is the answer. */
  async function choiceBehind(conversationId: string, answer: LoggedActivity): Promise<string | undefined> {
    if (answer.from !== 'bot' || !answer.replyTo) return undefined;
    const row = await queries.findActivity(store.db, conversationId, seqOf(answer.replyTo));
    const echo = row && (JSON.parse(row.body) as LoggedActivity);
    if (echo?.from !== 'user') return undefined;
    return (echo.activity.value as { choice?: string } | undefined)?.choice;
  }
}

function hasChoices(logged: LoggedActivity): boolean {
  return logged.from === 'bot' && logged.reply.choices.length > 0;
}
