import type { ActivityRow, CaseRow } from '../../store/queries/index.ts';
import * as queries from '../../store/queries/index.ts';

/**
 * The part of a conversation that belongs to a case, milliseconds since 1970: from the end of an earlier case of another academy
 * (not included) to its own end. What is said outside of it may be another academy's, whose colleagues' words are not for these.
 */
export interface CaseSpan {
  readonly after: number;
  readonly until: number;
}

type Bounded = Pick<CaseRow, 'id' | 'conversationId' | 'academy' | 'openedAt' | 'endedAt'>;

/** The span of a case, which need not be stored yet. */
export async function spanOf(
  db: queries.Reader,
  { id, conversationId, academy, openedAt, endedAt }: Bounded,
): Promise<CaseSpan> {
  const others = await queries.casesOf(db, conversationId);
  const ends = others
    .filter((one) => one.id !== id && one.academy !== academy && one.openedAt <= openedAt)
    .map((one) => one.endedAt ?? one.openedAt);
  return { after: Math.max(-1, ...ends), until: endedAt ?? Number.POSITIVE_INFINITY };
}

/** Whether something was said within a span. */
export function isWithin({ createdAt }: Pick<ActivityRow, 'createdAt'>, { after, until }: CaseSpan): boolean {
  return createdAt > after && createdAt <= until;
}
