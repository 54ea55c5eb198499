import { type Incident, incidentsOf } from '../../../dialogs/case/incident.ts';
import type { Reader } from '../../store/prepared.ts';
import * as queries from '../../store/queries/index.ts';
import { toDirectLine } from './activity.ts';

/** Activities of one answer or frame; a client asks again from the watermark. */
export const BATCH = 100;

/** Some activities as Direct Line hands them out, with the watermark to go on from. */
export interface ActivitySet {
  readonly activities: readonly object[];
  readonly watermark: string;
  /** Not of Direct Line: the agent who has the conversation, or null. For our own page only, which asks for it. */
  readonly owner?: string | null;
  /** Not of Direct Line, and for our own page only: what is out of order for the person's academy. */
  readonly notices?: readonly Pick<Incident, 'id' | 'text'>[];
  /** Not of Direct Line either: whether somebody answers later, so that the person may want a code to come back with. */
  readonly later?: boolean;
}

/** What is out of order now, in all academies, and when that changes. */
export interface Incidents {
  active(): readonly Incident[];
  onChange(listener: () => void): () => void;
}

/** Activities after a watermark. `owner`: whether to look up who has the conversation. */
export async function readActivitySet(
  db: Reader,
  conversationId: string,
  after: number,
  owner: boolean,
  incidents: Incidents,
): Promise<ActivitySet> {
  const rows = await queries.readActivities(db, conversationId, after, BATCH);
  const last = rows.at(-1)?.seq ?? after;
  // Who has seen something, and finds nothing new, may look at a conversation that was erased.
  const doubtful = rows.length === 0 && after > 0;
  const row = owner || doubtful ? await queries.findConversation(db, conversationId) : undefined;
  if (doubtful && !row) return { activities: [endOf(conversationId)], watermark: String(after) };
  return {
    activities: rows.flatMap((row) => toDirectLine(row) ?? []),
    watermark: String(last),
    ...(owner && {
      ...(await standingOf(db, row)),
      notices: incidentsOf(incidents.active(), row?.academy ?? null).map(({ id, text }) => ({ id, text })),
    }),
  };
}

/** Who has a conversation, and whether it waits for somebody who answers later. */
async function standingOf(db: Reader, row: queries.ConversationRow | undefined) {
  const found = row?.caseId ? await queries.findCase(db, row.caseId) : undefined;
  const later = found?.state === 'ticketed' || (found?.kind === 'callback' && found.endedAt === null);
  return { owner: row && row.owner !== null ? (found?.agentName ?? null) : null, later };
}

/** The name of the agent who has a conversation; null while it is the bot's. */
export async function ownerName(db: Reader, row: queries.ConversationRow): Promise<string | null> {
  if (row.owner === null || row.caseId === null) return null;
  return (await queries.findCase(db, row.caseId))?.agentName ?? null;
}

/** Tells a client that a conversation is over; without that it would wait for ever. */
function endOf(conversationId: string): object {
  return {
    id: `${conversationId}|end`,
    channelId: 'directline',
    conversation: { id: conversationId },
    type: 'endOfConversation',
    code: 'erased',
    from: { id: 'permanence', role: 'bot' },
  };
}
