import { randomUUID } from 'node:crypto';
import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import { SignInError } from './errors.ts';
import type { Role, Scope } from './roles.ts';
import { createSecret, hashSecret } from './secrets.ts';

/** Milliseconds that a link is good for: over a weekend. */
export const LINK_LASTS = 72 * 3_600_000;

export interface Invited {
  readonly name: string;
  readonly role: Role;
  readonly academies: Scope;
  readonly groups: readonly string[];
}

/** Invites an agent, or gives the one of the same name a new link; gives the link's token. `now` in milliseconds since 1970. */
export async function invite(store: Store, { name, role, academies, groups }: Invited, now: number) {
  const token = createSecret();
  await store.transact(async (trx) => {
    const agent = await queries.saveAgent(trx, {
      id: randomUUID(),
      name,
      role,
      academies: JSON.stringify(academies),
      groups: JSON.stringify(groups),
      subject: invitedSubject(name),
      disabledAt: null,
      createdAt: now,
      updatedAt: now,
    });
    if (agent.disabledAt !== null) await queries.disableAgent(trx, agent.id, null);
    const hash = hashSecret(token);
    await queries.putInvitation(trx, { hash, agentId: agent.id, expiresAt: now + LINK_LASTS });
  });
  return token;
}

/** The agent whom a link lets in; none where it is used, over, forged, or of a clock that was ahead. */
export function invitedBy(db: queries.Reader, token: string, now: number) {
  return queries.findInvitation(db, hashSecret(token), { after: now, until: now + LINK_LASTS });
}

/** Uses up a link and gives the agent. Throws `SignInError` where it is used, over or forged. */
export async function useInvitation(store: Store, token: string, now: number): Promise<queries.AgentRow> {
  const hash = hashSecret(token);
  return store.transact(async (trx) => {
    const agent = await invitedBy(trx, token, now);
    if (!agent || !(await queries.takeInvitation(trx, hash))) throw new SignInError('link_over');
    return agent;
  });
}

/** Who an invited agent is: the name, however it is written. */
function invitedSubject(name: string): string {
  return `invited:${name.normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ').trim()}`;
}
