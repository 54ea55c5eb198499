import type { HelpDeskEvent } from '../../dialogs/chart/events.ts';
import { eventAt } from './event-at.ts';
import { lostTrouble, type Snapshot } from './snapshot.ts';
import type { StoredConversation } from './stored-conversation.ts';
import type { TurnEvent } from './types.ts';

const DAY = 24 * 3_600_000;

/**
 * What comes before the person's own events: the welcome; after an update that the stored state did not survive, the
 * start of the trouble they were in; after a day a reminder of where they were.
 */
export function opening(
  event: TurnEvent,
  before: Snapshot,
  { snapshot, spokenAt }: StoredConversation,
  now: number,
): HelpDeskEvent[] {
  if (before.value === 'new' && snapshot !== null) {
    const trouble = lostTrouble(snapshot);
    return [eventAt('conversation.restarted', now), ...(trouble ? [eventAt(`trouble.${trouble}`, now)] : [])];
  }
  if (before.value === 'new') return [eventAt('user.joined', now)];
  const away = event.type === 'message' && spokenAt !== null && now - spokenAt > DAY;
  return away && typeof before.value === 'object' ? [eventAt('user.returned', now)] : [];
}
