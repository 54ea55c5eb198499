import type { Database } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import type { Actor } from '../cases/types.ts';
import { actorOf, inScope, takesCases } from '../sign-in/roles.ts';

/** The agents who may take cases of an academy, by name. */
export async function takersOf(db: Database, academy: string | null): Promise<Actor[]> {
  const rows = await queries.listAgents(db);
  return rows
    .filter(({ disabledAt, role }) => disabledAt === null && takesCases(role))
    .map(actorOf)
    .filter(({ academies }) => inScope(academies, academy));
}
