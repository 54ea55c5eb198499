import { redact } from '../../redaction/redact.ts';
import type { Store } from '../../store/open.ts';
import type { ConversationRow } from '../../store/queries/index.ts';
import * as queries from '../../store/queries/index.ts';
import { announce } from '../../turn/announce.ts';
import type { Commit } from '../../turn/types.ts';
import type { DeskDeps } from '../deps.ts';
import { sendAgentMessage } from './agent-message.ts';
import { type LockedCase, lockCase, readCase } from './lock.ts';
import {
  acceptCase,
  closeCase,
  handBackCase,
  noteOf,
  type OwnershipDeps,
  transferCase,
} from './ownership.ts';
import { type Actor, CaseError, type Cases } from './types.ts';
import { createViews } from './views.ts';

export interface CasesParts {
  readonly store: Store;
  readonly deps: DeskDeps;
  readonly commit: Commit;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Builds what agents can do: each command in one transaction that holds the conversation, as a turn does. */
export function createCases({ store, deps, commit, now }: CasesParts): Cases {
  const ownership: OwnershipDeps = { ...deps, commit };

  /** Runs a command on a locked case and tells around what has changed. */
  async function change<Result extends { readonly conversation: ConversationRow }>(
    actor: Actor,
    id: string,
    command: (trx: queries.Trx, locked: LockedCase, at: number) => Promise<Result>,
  ): Promise<Result> {
    const result = await store.transact(async (trx) => command(trx, await lockCase(trx, actor, id), now()));
    announce(store.bus, result.conversation);
    // The case of an id need not be the last one of its conversation, of which the desk has been told.
    if (result.conversation.caseId !== id) store.bus.publish('desk', id);
    return result;
  }

  const done = async (conversation: Promise<ConversationRow>) => ({ conversation: await conversation });

  return {
    ...createViews(store.db, deps.texts),
    accept: async (actor, id) => {
      const { conversation } = await change(actor, id, (trx, locked, at) =>
        done(acceptCase(ownership, trx, locked, actor, at)),
      );
      return { fence: conversation.fence };
    },
    send: async (actor, id, message) => {
      const { seq } = await change(actor, id, (trx, locked, at) =>
        sendAgentMessage(deps, trx, locked, actor, message, at),
      );
      return { seq };
    },
    typing: async (actor, id) => {
      const { conversationId, agentId, endedAt } = await readCase(store.db, actor, id);
      if (agentId !== actor.id || endedAt !== null)
        throw new CaseError('case.stale', 'Only the agent who has the case can write in it.');
      store.bus.publish('typing.agent', conversationId);
    },
    note: async (actor, id, text) => {
      await change(actor, id, async (trx, { conversation }, at) => {
        await queries.addNote(trx, noteOf(id, actor, redact(text).text, at));
        return { conversation };
      });
    },
    transfer: async (actor, id, transfer) => {
      await change(actor, id, (trx, locked, at) =>
        done(transferCase(ownership, trx, locked, actor, transfer, at)),
      );
    },
    handBack: async (actor, id, handBack) => {
      await change(actor, id, (trx, locked, at) =>
        done(handBackCase(ownership, trx, locked, actor, handBack, at)),
      );
    },
    close: async (actor, id, closing) => {
      await change(actor, id, (trx, locked, at) =>
        done(closeCase(ownership, trx, locked, actor, closing, at)),
      );
    },
  };
}
