import type { Reader } from '../prepared.ts';
import type { Schema } from '../schema.ts';

export type Presence = Schema['presence'];

/** Says whether an agent takes cases. */
export async function setPresence(db: Reader, row: Presence): Promise<void> {
  const { state, seenAt } = row;
  await db
    .insertInto('presence')
    .values(row)
    .onConflict((conflict) => conflict.column('agentId').doUpdateSet({ state, seenAt }))
    .execute();
}

/** Notes that agents are at the desk now. */
export async function seePresent(db: Reader, agentIds: readonly string[], seenAt: number): Promise<void> {
  if (agentIds.length === 0) return;
  await db
    .updateTable('presence')
    .set({ seenAt })
    .where('agentId', 'in', [...agentIds])
    .execute();
}

/** Whether an agent takes cases, as they said last. */
export async function findPresence(db: Reader, agentId: string): Promise<Presence | undefined> {
  return db.selectFrom('presence').selectAll().where('agentId', '=', agentId).executeTakeFirst();
}

/** Everybody who can take cases (auditors cannot), with their scope and what is known of their presence. */
export async function readStaff(db: Reader) {
  return db
    .selectFrom('agent')
    .leftJoin('presence', 'presence.agentId', 'agent.id')
    .select(['agent.id', 'agent.academies', 'presence.state', 'presence.seenAt'])
    .where('agent.disabledAt', 'is', null)
    .where('agent.role', 'in', ['agent', 'lead'])
    .execute();
}
