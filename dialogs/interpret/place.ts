import { endsAsking } from '../../intents/is-question.ts';
import { kindOf } from '../../intents/labels.ts';
import type { Reading } from '../../intents/reader.ts';
import type { About, EventType } from '../chart/events.ts';
import { slotsOfEntities } from '../chart/slots.ts';
import type { Situation } from './situation.ts';
import type { Act, Acts } from './types.ts';

/** The ministry's platform: a place to sign in, and no academy. */
const NATIONAL = 'national';
/** From this probability words that name another academy are taken to say where the person works now. */
const LIKELY = 0.2;
/** From this probability a place is only spoken of. */
const SURE = 0.8;

/**
 * Where the person says they work, if that is news. A place that is named counts where the academy is asked for or not
 * known yet; one that is known is replaced only by words that say where they work.
 */
export function placeOf(
  reading: Reading,
  { acts, candidates }: Acts,
  situation: Situation,
): EventType | undefined {
  const says = [...acts, ...candidates].find(
    ({ label, confidence }) => label === 'state.works_at' && confidence >= LIKELY,
  );
  const asked = situation.offers.some(({ event }) => event.startsWith('academy.'));
  const meant =
    asked || acts.some(({ label }) => label === 'state.works_at') ? reading.strangePlace : undefined;
  const named = (says && academyIn(reading, says.text)) ?? reading.entities.academy ?? meant;
  if (!named || named === NATIONAL || named === situation.academy) return undefined;
  if (asked || says) return `academy.${named}`;
  if (acts.some(({ label, confidence }) => label === 'reply.place_only_mentioned' && confidence >= SURE))
    return undefined;
  return situation.academy === null ? `academy.${named}` : undefined;
}

/** Whom a question is about, where it names another academy or other things than the person's own. */
export function aboutOf(
  { entities }: Reading,
  acts: readonly Act[],
  place: EventType | undefined,
  { academy: own, topicAcademy }: Situation,
): About {
  const asks = acts.some(({ label, text }) => ASKING.has(kindOf(label) ?? '') || endsAsking(text));
  const named = entities.academy === NATIONAL ? undefined : entities.academy;
  // "Il met son adresse complète aussi ?": still about the colleague of the last question.
  const carried = entities.person === 'other' ? (topicAcademy ?? undefined) : undefined;
  const academy = named ?? carried;
  const elsewhere = asks && !place && academy !== own ? academy : undefined;
  return { slots: slotsOfEntities(entities), ...(elsewhere && { academy: elsewhere }) };
}

/** Kinds that ask, or may: a fact in a question ("et avec la double authentification ?"). */
const ASKING: ReadonlySet<string> = new Set(['answer', 'follow', 'state']);

function academyIn({ clauses }: Reading, text: string): string | undefined {
  return clauses.find((clause) => clause.text === text)?.academy;
}
