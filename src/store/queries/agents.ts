import type { Reader } from '../prepared.ts';
import type { Schema } from '../schema.ts';

export type AgentRow = Schema['agent'];
export type SessionRow = Schema['agentSession'];

/** Creates an agent, or writes name, role and scope of the one with the same subject anew; gives the row that stands. */
export async function saveAgent(db: Reader, row: AgentRow): Promise<AgentRow> {
  const { name, role, academies, groups, updatedAt } = row;
  await db
    .insertInto('agent')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('subject').doUpdateSet({ name, role, academies, groups, updatedAt }),
    )
    .execute();
  return db.selectFrom('agent').selectAll().where('subject', '=', row.subject).executeTakeFirstOrThrow();
}

/** All agents, by name. */
export async function listAgents(db: Reader): Promise<AgentRow[]> {
  return db.selectFrom('agent').selectAll().orderBy('name').orderBy('id').execute();
}

/** Ends (`at`, milliseconds since 1970) or restores (null) an agent's access; sessions, links and presence go with it. */
export async function disableAgent(trx: Reader, id: string, at: number | null): Promise<void> {
  await trx.updateTable('agent').set({ disabledAt: at }).where('id', '=', id).execute();
  await trx.deleteFrom('agentSession').where('agentId', '=', id).execute();
  await trx.deleteFrom('invitation').where('agentId', '=', id).execute();
  await trx.deleteFrom('presence').where('agentId', '=', id).execute();
}

/** Puts a one-time link in the place of all earlier ones of the same agent. */
export async function putInvitation(trx: Reader, row: Schema['invitation']): Promise<void> {
  await trx.deleteFrom('invitation').where('agentId', '=', row.agentId).execute();
  await trx.insertInto('invitation').values(row).execute();
}

/** The agent whom a link lets in, if it is not used and ends within a time (milliseconds since 1970). */
export async function findInvitation(
  db: Reader,
  hash: string,
  { after, until }: { readonly after: number; readonly until: number },
): Promise<AgentRow | undefined> {
  return db
    .selectFrom('invitation')
    .innerJoin('agent', 'agent.id', 'invitation.agentId')
    .selectAll('agent')
    .where('invitation.hash', '=', hash)
    .where('invitation.expiresAt', '>', after)
    .where('invitation.expiresAt', '<=', until)
    .where('agent.disabledAt', 'is', null)
    .executeTakeFirst();
}

/** Uses up a link. False where somebody else was faster. */
export async function takeInvitation(trx: Reader, hash: string): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('invitation')
    .where('hash', '=', hash)
    .executeTakeFirstOrThrow();
  return numDeletedRows === 1n;
}

/** Begins a session. */
export async function addSession(trx: Reader, row: SessionRow): Promise<void> {
  await trx.insertInto('agentSession').values(row).execute();
}

export interface SessionLimits {
  /** Sessions that began before are over, milliseconds since 1970. */
  readonly begunAfter: number;
  /** Sessions that began later were begun by a clock that was ahead, and would outlast it. */
  readonly begunBefore: number;
  /** Sessions that were last used before are over, milliseconds since 1970. */
  readonly seenAfter: number;
}

/** A session that is not over, with its agent, who is not disabled. */
export async function findSession(db: Reader, hash: string, limits: SessionLimits) {
  return liveSessions(db, limits).where('agentSession.hash', '=', hash).executeTakeFirst();
}

/** Those of some sessions that are not over. */
export async function liveHashes(db: Reader, hashes: readonly string[], limits: SessionLimits) {
  const rows = await liveSessions(db, limits)
    .where('agentSession.hash', 'in', [...hashes])
    .execute();
  return new Set(rows.map(({ hash }) => hash));
}

function liveSessions(db: Reader, { begunAfter, begunBefore, seenAfter }: SessionLimits) {
  return db
    .selectFrom('agentSession')
    .innerJoin('agent', 'agent.id', 'agentSession.agentId')
    .selectAll('agent')
    .select(['agentSession.hash', 'agentSession.seenAt', 'agentSession.createdAt as begunAt'])
    .where('agentSession.createdAt', '>', begunAfter)
    .where('agentSession.createdAt', '<=', begunBefore)
    .where('agentSession.seenAt', '>', seenAfter)
    .where('agent.disabledAt', 'is', null);
}

/** Notes that a session was used. */
export async function touchSession(db: Reader, hash: string, seenAt: number): Promise<void> {
  await db.updateTable('agentSession').set({ seenAt }).where('hash', '=', hash).execute();
}

/** Counts a session from now on. */
export async function restartSession(db: Reader, hash: string, at: number): Promise<void> {
  await db.updateTable('agentSession').set({ createdAt: at, seenAt: at }).where('hash', '=', hash).execute();
}

/** Ends a session. */
export async function removeSession(db: Reader, hash: string): Promise<void> {
  await db.deleteFrom('agentSession').where('hash', '=', hash).execute();
}

/** Clears away sessions and links that are over. */
export async function sweepSessions(db: Reader, now: number, { begunAfter, seenAfter }: SessionLimits) {
  await db
    .deleteFrom('agentSession')
    .where((row) => row.or([row('createdAt', '<=', begunAfter), row('seenAt', '<=', seenAfter)]))
    .execute();
  await db.deleteFrom('invitation').where('expiresAt', '<=', now).execute();
}
