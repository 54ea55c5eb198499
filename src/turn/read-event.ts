import type { HelpDeskEvent } from '../../dialogs/chart/events.ts';
import type { Interpreter } from '../../dialogs/interpret/interpret.ts';
import type { Interpretation } from '../../dialogs/interpret/situation.ts';
import { tokenize } from '../../intents/text.ts';
import { REDACTED } from '../redaction/redact.ts';
import { isPersonal, type SecretKind } from '../redaction/secret-kind.ts';
import type { SituationOf } from './create-situation.ts';
import { eventAt } from './event-at.ts';
import type { Snapshot } from './snapshot.ts';
import type { StoredConversation } from './stored-conversation.ts';
import type { TurnEvent } from './types.ts';

/** Words that introduce a secret and mean nothing besides: "mon mdp c'est …". */
const BARE_WORDS = 4;

/** Reads what happened as events for the statechart, in the state and the language that the conversation is in. */
export type ReadEvent = (
  event: TurnEvent,
  snapshot: Snapshot,
  stored: StoredConversation,
  now: number,
) => Interpretation;

/** Builds what reads events. Only a message has to be understood; all else says what it is. */
export function createReadEvent(situationOf: SituationOf, { interpret }: Interpreter): ReadEvent {
  return (event, snapshot, stored, now) => {
    const { locale } = stored;
    switch (event.type) {
      case 'joined':
      case 'wordless':
        return { events: [], locale };
      case 'address':
        return { events: [{ type: 'address.known', at: now, academy: event.academy }], locale };
      case 'timer':
        return { events: [{ ...event.event, at: now } as HelpDeskEvent], locale };
      case 'desk': {
        const { flow } = event;
        const told = { ...event.event, at: now } as HelpDeskEvent;
        return { events: [told, ...(flow ? [eventAt(`trouble.${flow}`, now)] : [])], locale };
      }
      case 'message': {
        const warnings = secretEvents(event.found, now);
        if (warnings.length > 0 && isBare(event.text)) return { events: warnings, locale };
        const situation = situationOf(snapshot, { locale, opening: stored.spokenAt === null, now });
        const read = interpret({ ...event, at: now }, situation);
        return { ...read, events: [...warnings, ...read.events] };
      }
    }
  };
}

/** The warning that a removed secret, or a removed personal detail, asks for. */
function secretEvents(found: readonly SecretKind[], now: number): HelpDeskEvent[] {
  if (found.length === 0) return [];
  return [eventAt(found.every(isPersonal) ? 'personal.shared' : 'secret.shared', now)];
}

/** Whether a message was a secret and little else, so that it says nothing about the trouble. */
function isBare(text: string): boolean {
  return tokenize(text.replaceAll(REDACTED, '')).length <= BARE_WORDS;
}
