import type { RequestHandler } from 'restify';
import type { Change } from '../../../content/changes.ts';
import { HttpError } from '../../../http/errors.ts';
import { ownerOfChange } from '../../../publishing/scope.ts';
import type { Actor } from '../../cases/types.ts';
import { inScope } from '../../sign-in/roles.ts';
import type { Guard, Visit } from '../guard.ts';
import { refusing } from './refusals.ts';

/** Who may draft, and who may publish. */
export const EDITORS = ['editor', 'lead'] as const;
export const PUBLISHERS = ['lead'] as const;

/** Makes a handler of what gives a body, for editors unless others are named; what is refused is said in words. */
export type ForEditors = (
  work: (visit: Visit) => Promise<object>,
  roles?: readonly ('editor' | 'lead')[],
) => RequestHandler;

/** The guard of the content room. */
export function guardEditors(guard: Guard): ForEditors {
  return (work, roles = EDITORS) =>
    guard(
      async (visit) => refusing(visit.locale, async () => ({ status: 200, body: await work(visit) })),
      roles,
    );
}

/** Nobody drafts what is of the program, or of academies that are not theirs. */
export function checkScope(actor: Actor, wanted: readonly Change[]): void {
  for (const change of wanted) {
    const owner = ownerOfChange(change);
    const own = owner === '*' || owner === 'any' || (owner !== undefined && inScope(actor.academies, owner));
    if (!own) throw new HttpError(403, 'scope', `${change.file}: expected content that you may change.`);
  }
}

/** Whether changes are everybody's: who answers for all academies publishes them. */
export function areForAll(wanted: readonly Change[]): boolean {
  return wanted.some((change) => ownerOfChange(change) === '*');
}

/** Throws `HttpError` where somebody may not publish some changes. */
export function checkPublisher(actor: Actor, wanted: readonly Change[]): void {
  checkScope(actor, wanted);
  if (actor.academies !== '*' && areForAll(wanted))
    throw new HttpError(
      403,
      'scope_all',
      'Texts and answers are published by who answers for all academies.',
    );
}
