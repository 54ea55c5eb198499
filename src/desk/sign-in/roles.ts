import { z } from 'zod';
import type { AgentRow } from '../../store/queries/index.ts';
import type { Actor } from '../cases/types.ts';

/**
 * What an agent may do: `agent` and `lead` act in their academies, a lead on others' cases too and publishes content; `auditor` only
 * reads; `editor` drafts content, and sees no case.
 */
export const ROLES = ['agent', 'lead', 'auditor', 'editor'] as const satisfies readonly Actor['role'][];
export type Role = Actor['role'];

/** Ids of academies, or all of them. */
export type Scope = Actor['academies'];

const names = z.array(z.string());
const scope = z.union([z.literal('*'), names]);

/** The agent of a row. */
export function actorOf({ id, name, role, academies, groups }: AgentRow): Actor {
  return { id, name, role, academies: readScope(academies), groups: names.parse(JSON.parse(groups)) };
}

/** The scope of an agent's row. */
export function readScope(stored: string): Scope {
  return scope.parse(JSON.parse(stored));
}

/** Whether a role takes cases, and so can be on duty. */
export function takesCases(role: Role): boolean {
  return role === 'agent' || role === 'lead';
}

/** Whether a scope takes in an academy; people without one are for those who see all. */
export function inScope(academies: Scope, academy: string | null): boolean {
  return academies === '*' || (academy !== null && academies.includes(academy));
}
