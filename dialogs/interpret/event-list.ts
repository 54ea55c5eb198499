import type { EventData, EventType, HelpDeskEvent } from '../chart/events.ts';

/** Events of some types that carry the same. */
export function eventList(types: readonly EventType[], data: EventData): HelpDeskEvent[] {
  return types.map((type) => ({ ...data, type }) as HelpDeskEvent);
}
