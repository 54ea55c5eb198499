import type { Store } from '../../store/open.ts';
import type { ConversationRow } from '../../store/queries/index.ts';
import * as queries from '../../store/queries/index.ts';
import { announce } from '../../turn/announce.ts';
import type { Commit } from '../../turn/commit.ts';
import type { DeskRoom } from '../deps.ts';
import { speak } from './agent-message.ts';
import { type Held, holdCase, readCase } from './lock.ts';
import { acceptCase, closeCase, handBackCase, noteOf, transferCase } from './ownership.ts';
import { type Actor, CaseError, type Cases } from './types.ts';
import { createViews } from './views.ts';

export interface CasesParts {
  readonly store: Store;
  readonly room: DeskRoom;
  readonly commit: Commit;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Builds what agents can do: each act in one transaction that holds the conversation, as a turn does. */
export function createCases({ store, room, commit, now }: CasesParts): Cases {
  const hands = { room, commit };

  /** Runs an act on a held case and tells around what has changed. */
  async function change<Result extends { readonly conversation: ConversationRow }>(
    actor: Actor,
    id: string,
    act: (trx: queries.Trx, held: Held, at: number) => Promise<Result>,
  ): Promise<Result> {
    const result = await store.transact(async (trx) => act(trx, await holdCase(trx, actor, id), now()));
    announce(store.bus, result.conversation);
    // The case of an id need not be the last one of its conversation.
    store.bus.publish('desk', id);
    return result;
  }

  const done = async (conversation: Promise<ConversationRow>) => ({ conversation: await conversation });

  return {
    ...createViews(store.db, room.texts),
    accept: async (actor, id) => {
      const { conversation } = await change(actor, id, (trx, held, at) =>
        done(acceptCase(hands, trx, held, actor, at)),
      );
      return { fence: conversation.fence };
    },
    send: async (actor, id, message) => {
      const { seq } = await change(actor, id, (trx, held, at) => speak(room, trx, held, actor, message, at));
      return { seq };
    },
    typing: async (actor, id) => {
      const { conversationId, agentId } = await readCase(store.db, actor, id);
      if (agentId !== actor.id) throw new CaseError('case.stale', 'Only who has the case writes in it.');
      store.bus.publish('typing.agent', conversationId);
    },
    note: async (actor, id, text) => {
      await change(actor, id, async (trx, { conversation }, at) => {
        await queries.addNote(trx, noteOf(id, actor, text, at));
        return { conversation };
      });
    },
    transfer: async (actor, id, transfer) => {
      await change(actor, id, (trx, held, at) => done(transferCase(hands, trx, held, actor, transfer, at)));
    },
    handBack: async (actor, id, handBack) => {
      await change(actor, id, (trx, held, at) => done(handBackCase(hands, trx, held, actor, handBack, at)));
    },
    close: async (actor, id, closing) => {
      await change(actor, id, (trx, held, at) => done(closeCase(hands, trx, held, actor, closing, at)));
    },
  };
}
