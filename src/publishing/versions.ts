import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type Change, changeSchema, covers, mergeChanges, undoing } from '../content/changes.ts';
import * as queries from '../store/queries/index.ts';
import { PublishError } from './errors.ts';
import type { Version } from './types.ts';

const changesSchema = z.array(changeSchema);

/** The changes of a row. */
export function readChanges(stored: string): Change[] {
  return changesSchema.parse(JSON.parse(stored));
}

/** The versions after one, oldest first. */
export async function readVersions(db: queries.Reader, after = 0): Promise<Version[]> {
  const rows = await queries.contentVersions(db, after);
  return rows.map(({ number, changes, reason, agentId, agentName, undoes, createdAt }) => ({
    ...{ number, reason, undoes, at: createdAt },
    changes: readChanges(changes),
    by: { id: agentId, name: agentName },
  }));
}

/** What some versions come to: what stands where the files have something else. */
export function overridesOf(versions: readonly Version[]): Change[] {
  return versions.reduce<Change[]>((before, { changes }) => mergeChanges(before, changes), []);
}

/**
 * Writes the next version down, and in the same transaction who made it. Whoever publishes has checked the changes over version
 * `base`. Throws `PublishError` where another one was published since.
 */
export async function addVersion(
  trx: queries.Trx,
  version: Omit<Version, 'number'> & { readonly base: number; readonly draftId?: string },
): Promise<number> {
  const { base, changes, reason, by, undoes, at, draftId = null } = version;
  const number = base + 1;
  const agent = { agentId: by.id, agentName: by.name, createdAt: at };
  const row = { number, changes: JSON.stringify(changes), reason, undoes, ...agent };
  if (!(await queries.addContentVersion(trx, row))) throw await overtaken(trx, base);
  await queries.addContentAudit(trx, {
    ...{ id: randomUUID(), draftId, version: number, detail: reason, ...agent },
    action: undoes === null ? 'published' : 'undone',
  });
  return number;
}

/** What takes a version back, as a change to the newest. Throws `PublishError` where the same places have changed since. */
export function takeBack(versions: readonly Version[], number: number): Change[] {
  const wanted = versions.find((one) => one.number === number);
  if (!wanted) throw new PublishError('publish.unknown', `There is no version ${number}.`);
  const touches = (change: Change) =>
    wanted.changes.some((one) => covers(one, change) || covers(change, one));
  const at = (last: number) => overridesOf(versions.filter((one) => one.number <= last));
  const now = overridesOf(versions).filter(touches);
  if (!isDeepStrictEqual(new Set(at(number).filter(touches)), new Set(now))) {
    const later = versions.findLast((one) => one.changes.some(touches));
    throw new PublishError('publish.overtaken', `Version ${later?.number} changed the same.`, later);
  }
  return undoing(at(number - 1), wanted.changes);
}

async function overtaken(trx: queries.Trx, base: number): Promise<PublishError> {
  const [by] = await readVersions(trx, base);
  return new PublishError('publish.overtaken', `Another version was published after ${base}.`, by);
}
