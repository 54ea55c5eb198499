import { kindOf } from '../../intents/labels.ts';
import type { Reading } from '../../intents/reader.ts';
import type { About, EventType } from '../chart/conversation.ts';
import { slotsOfEntities } from '../chart/slots.ts';
import type { Act } from './acts.ts';
import type { Situation } from './situation.ts';

/** The ministry's platform: a place to sign in, and no academy. */
const NATIONAL = 'national';

/**
 * Where the person says they work, if that is news. A place that is named counts where the academy is asked for or not
 * known yet; one that is known is replaced only by words that say where they work.
 */
export function placeOf(reading: Reading, acts: readonly Act[], situation: Situation): EventType | undefined {
  const says = acts.find(({ label }) => label === 'state.works_at');
  const named = (says && academyIn(reading, says.text)) ?? reading.entities.academy;
  if (!named || named === NATIONAL || named === situation.academy) return undefined;
  const asked = situation.offers.some(({ event }) => event.startsWith('academy.'));
  if (asked || says) return `academy.${named}`;
  if (acts.some(({ label }) => label === 'reply.place_only_mentioned')) return undefined;
  return situation.academy === null ? `academy.${named}` : undefined;
}

/** Whom a question is about, where it names another academy or other things than the person's own. */
export function aboutOf(
  { entities }: Reading,
  acts: readonly Act[],
  place: EventType | undefined,
  situation: Situation,
): About {
  const asks = acts.some(({ label }) => kindOf(label) === 'answer' || kindOf(label) === 'follow');
  const { academy } = entities;
  const elsewhere =
    asks && !place && academy !== NATIONAL && academy !== situation.academy ? academy : undefined;
  return { slots: slotsOfEntities(entities), ...(elsewhere && { academy: elsewhere }) };
}

function academyIn({ clauses }: Reading, text: string): string | undefined {
  return clauses.find((clause) => clause.text === text)?.academy;
}
