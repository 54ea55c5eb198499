import type { Bus } from '../store/bus.ts';
import type { ConversationRow } from '../store/queries/index.ts';

/** Tells the other rooms what a commit has changed: the person's side, the outbox, and the desk. */
export function announce(bus: Bus, { id, channel, caseId }: ConversationRow): void {
  bus.publish('conversation', id);
  if (channel !== 'webchat') bus.publish('outbox', id);
  if (caseId) bus.publish('desk', caseId);
}
