import { findUnsafe } from '../../dialogs/knowledge/safety.ts';
import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import type { Issue } from './issue.ts';
import type { Fault } from './reasons.ts';
import { remembering } from './remember.ts';

const OFFICIAL = /^(ac-[a-z-]+\.fr|([a-z0-9-]+\.)*(gouv|education)\.fr)$/;

/** What is unsafe in a text; kept, since most texts stay as they are from one check to the next. */
export const unsafeIn = remembering(findUnsafe);

/** What is wrong with academies and their facts. */
export function checkAcademies(knowledge: Knowledge): Issue[] {
  const domains = domainsOf(knowledge);
  return [...knowledge.academies.values()].flatMap((academy) => {
    const file = `academies/${academy.id}.yaml`;
    const official = academy.domains.flatMap((domain, index) =>
      OFFICIAL.test(domain)
        ? []
        : [{ file, path: ['domains', index], fault: 'domain' as const, key: 'domains', about: domain }],
    );
    const facts = stringsOf(academy.facts, ['facts']).flatMap(({ path, text }) =>
      unsafeIn(text, domains).map(({ kind, quote }) => ({
        ...{ file, path, fault: kind, key: path.join('.'), about: quote },
      })),
    );
    return [...official, ...facts];
  });
}

/** Facts and answers name documents that are there, and documents stand on pages where people may be sent. */
export function checkSources(knowledge: Knowledge): Issue[] {
  const { academies, answers, sources } = knowledge;
  const domains = domainsOf(knowledge);
  const issue = (file: string, path: readonly string[], fault: Fault, about: string) => ({
    ...{ file, path, fault, key: path.join('.'), about },
  });
  const unknown = (file: string, path: readonly string[], ids: readonly string[] = []) =>
    ids.filter((id) => !Object.hasOwn(sources, id)).map((id) => issue(file, path, 'source', id));
  return [
    ...[...academies.values()].flatMap(({ id, facts }) =>
      Object.entries(facts).flatMap(([fact, entry]) =>
        unknown(`academies/${id}.yaml`, ['facts', fact, 'source'], entry?.source),
      ),
    ),
    ...[...answers.values()].flatMap((answer) =>
      unknown(`answers/${answer.id}.yaml`, ['sources'], answer.sources),
    ),
    ...Object.entries(sources).flatMap(([id, { address = '' }]) =>
      unsafeIn(address, domains).map(({ kind, quote }) =>
        issue('sources.yaml', [id, 'address'], kind, quote),
      ),
    ),
  ];
}

function stringsOf(value: unknown, path: readonly string[]): { path: readonly string[]; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => stringsOf(inner, [...path, name]));
}

/** Where people may be sent: an official domain of an academy; one that is not is refused by itself. */
export function domainsOf({ academies }: Knowledge): string[] {
  return [...academies.values()].flatMap(({ domains }) => domains).filter((domain) => OFFICIAL.test(domain));
}
