import type { ConversationReference } from 'botbuilder';
import type { Logger } from 'pino';
import { NotDeliveredError } from '../../delivery/errors.ts';
import type { Send } from '../../delivery/outbox.ts';
import * as queries from '../../store/queries/index.ts';
import type { LoggedActivity, Outgoing } from '../../turn/log-entries.ts';
import { isGroup } from './activity.ts';
import type { Connector } from './connector.ts';
import { type HandoffInitiation, toHandoffInitiate } from './handoff-events.ts';
import type { Renderer, Shown } from './render.ts';

type Announcement = Omit<HandoffInitiation, 'reference'>;

export interface SenderParts {
  readonly connector: Connector;
  readonly renderer: Renderer;
  readonly log: Logger;
  /** What is announced of a case behind the activity of a number; none where it does not wait any more. */
  readonly announcement: (caseId: string, seq: number) => Promise<Announcement | undefined>;
}

/**
 * Sends logged replies to where their conversation lives. A card with a new question takes the place of the one before, which
 * loses its buttons. That is only looks: where it fails nothing is tried again, and an old button is told apart by its question.
 */
export function createSender({ connector, renderer, log, announcement }: SenderParts): Send {
  return async ({ conversationId, seq, reference, body }) => {
    // A conversation that has no reference any more was left by its person.
    if (!reference) return undefined;
    const to = JSON.parse(reference) as ConversationReference;
    const logged = JSON.parse(body) as Outgoing;
    if (logged.from === 'desk') return announce(to, logged.caseId, seq);
    const remoteId = await connector.send(to, renderer.reply(logged, to, seq));
    if (remoteId === undefined || !hasChoices(logged)) return undefined;
    return {
      note: async (trx) => {
        const before = await queries.replaceTeamsCard(trx, { conversationId, seq, remoteId, body });
        return before && before.seq < seq ? () => close(to, before, logged) : undefined;
      },
    };
  };

  async function announce(to: ConversationReference, caseId: string, seq: number): Promise<undefined> {
    // In a group others would read what the person told the bot alone.
    if (isGroup(to.conversation)) return;
    const found = await announcement(caseId, seq).catch((cause) => {
      throw new NotDeliveredError('the case could not be read', undefined, { cause });
    });
    if (found) await connector.send(to, toHandoffInitiate({ ...found, reference: to }));
  }

  async function close(to: ConversationReference, card: queries.TeamsCardRow, answer: Shown): Promise<void> {
    try {
      const logged = JSON.parse(card.body) as Shown;
      await connector.update(to, card.remoteId, renderer.answered(logged, to, answer.pressed));
    } catch (error) {
      log.info({ err: error, conversation: card.conversationId, turn: card.seq }, 'card not replaced');
    }
  }
}

function hasChoices(logged: LoggedActivity): boolean {
  return logged.from === 'bot' && logged.reply.choices.length > 0;
}
