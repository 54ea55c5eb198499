/**
 * An agent hub behind a Bot Framework channel, as the desk sees it: one more colleague, who says from outside that they take a
 * case (`accepted`), have finished (`completed`) or cannot take it (`failed`). What they say to the person does not pass here.
 */

import type { Logger } from 'pino';
import { z } from 'zod';
import { readLanguage } from '../../../intents/text.ts';
import type { RedactedText } from '../../redaction/redacted-text.ts';
import type { Store } from '../../store/open.ts';
import type { ConversationRow } from '../../store/queries/index.ts';
import * as queries from '../../store/queries/index.ts';
import { announce } from '../../turn/announce.ts';
import type { Commit } from '../../turn/types.ts';
import { announcementKey } from '../cases/announce-to-hub.ts';
import { audit } from '../cases/audit.ts';
import type { LockedCase } from '../cases/lock.ts';
import { acceptCase, handBackCase, noteOf, type OwnershipDeps } from '../cases/ownership.ts';
import { saveCase, transitionCase } from '../cases/transition.ts';
import { type Actor, CaseError } from '../cases/types.ts';
import type { DeskDeps } from '../deps.ts';

/** Id under which a hub owns conversations; those of agents are UUIDs. */
export const HUB = 'hub';

/** What a hub says about the hand-off of a conversation; `key` is the same for each delivery of it. */
export interface HubStatus {
  readonly conversationId: string;
  readonly key: string;
  /** Account that says so, in the channel. */
  readonly from: string | null;
  readonly state: 'accepted' | 'completed' | 'failed';
  /** Becomes a note of the case. */
  readonly message: RedactedText | null;
}

export interface HubParts {
  readonly store: Store;
  readonly deps: DeskDeps;
  readonly commit: Commit;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

type HubCommand = (trx: queries.Trx, locked: LockedCase, hub: Actor, at: number) => Promise<ConversationRow>;

/**
 * Builds what takes a hub's word, once however often it comes. Where it does not fit the case any more (an agent of the desk
 * has it, it has ended) nothing changes, and the history says so: a hub has nobody who could read a refusal.
 */
export function createHub({ store, deps, commit, log, now }: HubParts): (status: HubStatus) => Promise<void> {
  const ownership: OwnershipDeps = { ...deps, commit };
  const commands: Readonly<Record<HubStatus['state'], HubCommand>> = {
    accepted: (trx, locked, hub, at) => acceptCase(ownership, trx, locked, hub, at),
    completed: async (trx, locked, hub, at) => {
      // The acceptance may be on its way still, or lost: it counts as given, and comes too late afterwards.
      const conversation =
        locked.caseRow.state === 'waiting'
          ? await acceptCase(ownership, trx, locked, hub, at)
          : locked.conversation;
      const caseRow = (await queries.findCase(trx, locked.caseRow.id)) ?? locked.caseRow;
      return handBackCase(ownership, trx, { conversation, caseRow }, hub, { fence: conversation.fence }, at);
    },
    failed: (trx, locked, hub, at) => failCase(ownership, trx, locked, hub, at),
  };

  return async ({ conversationId, key, from, state, message }) => {
    const at = now();
    const changed = await store.transact(async (trx) => {
      const conversation = await queries.lockConversation(trx, conversationId);
      const caseRow = conversation?.caseId ? await queries.findCase(trx, conversation.caseId) : undefined;
      if (!conversation || !caseRow) return undefined;
      // Agents read a hub's word as a colleague's: nobody says it of their own case.
      if (isPersonOf(conversation, from)) return undefined;
      if (!(await queries.findInbox(trx, conversationId, announcementKey(caseRow.id)))) return undefined;
      const claim = { conversationId, key, activityId: null, receivedAt: at };
      if (!(await queries.claimInbox(trx, claim))) return conversation;
      const name = deps.texts.render(readLanguage(caseRow.locale), 'handoff.hub', {});
      const hub: Actor = { id: HUB, name, role: 'agent', academies: '*', groups: [] };
      if (message) await queries.addNote(trx, noteOf(caseRow.id, hub, message, at));
      try {
        return await commands[state](trx, { conversation, caseRow }, hub, at);
      } catch (error) {
        // Thrown before anything is written.
        if (!(error instanceof CaseError)) throw error;
        await audit(trx, caseRow.id, hub, 'case.refused', at, { state, code: error.code });
        return conversation;
      }
    });
    log.info({ conversation: conversationId, state, caseRow: changed !== undefined }, 'status of a hand-off');
    if (changed) announce(store.bus, changed);
  };
}

/** The case waits for the agents of the desk, and the person is told; asked how to go on, where the hub never had it. */
async function failCase(
  deps: OwnershipDeps,
  trx: queries.Trx,
  { conversation, caseRow }: LockedCase,
  hub: Actor,
  at: number,
): Promise<ConversationRow> {
  const owned = conversation.owner === HUB;
  if (!owned && caseRow.state !== 'waiting')
    throw new CaseError('case.state', 'The hub does not have this case.');
  const transition = transitionCase(deps.machine, caseRow, { type: 'case.transferred', to: 'group' }, at);
  await saveCase(trx, caseRow, transition, { agentId: null, agentName: null }, at);
  const action = owned ? 'case.released' : 'case.declined';
  await audit(trx, caseRow.id, hub, action, at, { seq: conversation.lastSeq });
  // Who is to be called back does not sit and wait.
  if (!owned && caseRow.kind !== 'live') return conversation;
  const free = owned ? { ...conversation, owner: null, fence: conversation.fence + 1 } : conversation;
  const event = { type: owned ? ('case.released' as const) : ('case.overdue' as const) };
  return deps.commit(trx, free, { event: { type: 'desk', event } }, at);
}

const referenceSchema = z.looseObject({ user: z.looseObject({ id: z.string() }).nullish() });

/** Whether an account is the person's of a conversation. */
function isPersonOf({ reference }: ConversationRow, account: string | null): boolean {
  return (
    account !== null && referenceSchema.safeParse(JSON.parse(reference ?? '{}')).data?.user?.id === account
  );
}
