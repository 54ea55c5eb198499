import { SignInError } from './errors.ts';
import { ROLES, type Role, type Scope } from './roles.ts';

export interface ClaimNames {
  /** Claim with the roles; dots lead into objects, as in Keycloak's `realm_access.roles`. */
  readonly role: string;
  /** Claim with the ids of academies. */
  readonly academy: string;
}

/** From the most to the least: of several roles the first of these counts. */
const RANKS = ['lead', 'agent', 'editor', 'auditor'] as const satisfies readonly Role[];
const ROLE = new RegExp(`^(?:permanence\\.)?(${ROLES.join('|')})(?:\\.([a-z-]+|\\*))?$`);

/**
 * Role and academies out of claims. A role may name its academy (`agent.paris`); one that does not takes the academies of
 * the academy claim. One role a person: academies of a lesser role do not come under the greater one. Throws `SignInError`
 * where there is no role, or no academy that is known.
 */
export function readClaims(
  claims: Readonly<Record<string, unknown>>,
  names: ClaimNames,
  known: (academy: string) => boolean,
): { role: Role; academies: Scope } {
  const named = stringsAt(claims, names.role).flatMap((value) => {
    const [, role, academy] = ROLE.exec(value) ?? [];
    return role ? [{ role, academy }] : [];
  });
  const role = RANKS.find((rank) => named.some((one) => one.role === rank));
  if (!role) throw new SignInError('no_role');
  const ids = named
    .filter((one) => one.role === role)
    .flatMap((one) => (one.academy ? [one.academy] : stringsAt(claims, names.academy)));
  if (ids.includes('*')) return { role, academies: '*' };
  const academies = [...new Set(ids.map((id) => id.toLowerCase()))].filter(known).sort();
  if (academies.length === 0) throw new SignInError('no_academy');
  return { role, academies };
}

/** The strings of a claim: one, or a list; a claim's name may itself have dots (`https://example.fr/roles`). */
function stringsAt(claims: Readonly<Record<string, unknown>>, path: string): string[] {
  const value = claims[path] ?? path.split('.').reduce<unknown>(step, claims);
  const list = Array.isArray(value) ? value : [value];
  return list.filter((one): one is string => typeof one === 'string');
}

function step(value: unknown, name: string): unknown {
  const own = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return own ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
}
