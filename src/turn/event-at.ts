import type { EventType, HelpDeskEvent } from '../../dialogs/chart/events.ts';

/** An event that carries nothing but its time (milliseconds since 1970). */
export function eventAt(type: EventType, now: number): HelpDeskEvent {
  return { type, at: now } as HelpDeskEvent;
}
