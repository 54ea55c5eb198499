import { UNKNOWN_ACADEMY } from '../../../dialogs/knowledge/academy.ts';
import type { Knowledge } from '../../../dialogs/knowledge/values.ts';
import type * as queries from '../../store/queries/index.ts';
import type { Actor } from '../cases/types.ts';
import { inScope } from '../sign-in/roles.ts';
import { toIncident } from './board.ts';

/** Whether an incident touches an academy of somebody's. */
export function concerns(actor: Actor, row: queries.IncidentRow): boolean {
  const { academies } = toIncident(row);
  return academies === '*' || academies.some((id) => inScope(actor.academies, id));
}

/** Whether all academies of an incident are somebody's. */
export function answersFor(actor: Actor, row: queries.IncidentRow): boolean {
  const { academies } = toIncident(row);
  return academies === '*' ? actor.academies === '*' : academies.every((id) => inScope(actor.academies, id));
}

/** Whether somebody may speak for academies, or for all. */
export function maySpeakFor(
  actor: Actor,
  academies: readonly string[] | '*',
  knowledge: Pick<Knowledge, 'academies'>,
): boolean {
  if (academies === '*') return actor.academies === '*';
  const known = (id: string) => id !== UNKNOWN_ACADEMY && knowledge.academies.has(id);
  return academies.every((id) => known(id) && inScope(actor.academies, id));
}
