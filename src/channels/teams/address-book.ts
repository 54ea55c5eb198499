import { type Activity, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import type { Knowledge } from '../../../dialogs/knowledge/values.ts';
import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import type { Turns } from '../../turn/run-turn.ts';
import type { TurnRequest } from '../../turn/types.ts';
import { academyOfAddress } from '../academy-of-address.ts';
import { isGroup } from './activity.ts';
import type { Connector } from './connector.ts';

/** Conversations whose person was looked up already, as far as one process remembers. */
const REMEMBERED = 10_000;
const KEY = 'address';

interface AddressParts {
  readonly connector: Connector;
  readonly turns: Turns;
  readonly store: Store;
  readonly knowledge: Knowledge;
  readonly log: Logger;
}

/**
 * Builds what guesses the academy from the domain of a person's address, once a conversation and beside the turn. The address
 * itself is not kept: only the academy comes into the conversation, as a guess that the person confirms.
 */
export function createAddressBook({ connector, turns, store, knowledge, log }: AddressParts) {
  const seen = new Set<string>();

  function lookUp(activity: Activity, turn: TurnRequest): void {
    const { conversationId } = turn;
    if (isGroup(activity.conversation) || seen.has(conversationId)) return;
    if (seen.size >= REMEMBERED) seen.clear();
    seen.add(conversationId);
    void guess(activity, turn).catch((error) =>
      log.info({ err: error, conversation: conversationId }, 'no academy from the address'),
    );
  }

  async function guess(
    activity: Activity,
    { conversationId, channel, start, reference }: TurnRequest,
  ): Promise<void> {
    if (await queries.findInbox(store.db, conversationId, KEY)) return;
    const row = await queries.findConversation(store.db, conversationId);
    if (row?.academy) return;
    const addresses = await connector.addressesOf(TurnContext.getConversationReference(activity));
    const academy = addresses.map((address) => academyOfAddress(address, knowledge.academies)).find(Boolean);
    if (!academy) return;
    await turns.run({
      conversationId,
      channel,
      start,
      ...(reference && { reference }),
      key: KEY,
      event: { type: 'address', academy },
    });
  }

  return { lookUp };
}
