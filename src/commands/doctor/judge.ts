import { migrations } from '../../store/migrations/index.ts';
import type { Finding } from './finding.ts';

/** What the tables' migrations say, by the names of those that were run; undefined where there are no tables yet. */
export function judgeMigrations(done: readonly string[] | undefined): Finding {
  const known = Object.keys(migrations);
  const check = 'tables';
  if (!done) return { check, state: 'look', what: 'tables.none' };
  const strange = done.filter((name) => !known.includes(name));
  if (strange[0] !== undefined) {
    return { check, state: 'broken', what: 'tables.newer', values: { name: strange[0] } };
  }
  const pending = known.length - done.length;
  if (pending > 0) return { check, state: 'look', what: 'tables.older', values: { pending } };
  return { check, state: 'ok', what: 'tables.ok', values: { name: known.at(-1) ?? '' } };
}

/** What waits for a person's hand. */
export function judgeBacklog({ replies, tickets }: { replies: number; tickets: number }): Finding[] {
  const check = 'backlog';
  const findings: Finding[] = [];
  if (replies > 0)
    findings.push({ check, state: 'look', what: 'backlog.replies', values: { count: replies } });
  if (tickets > 0)
    findings.push({ check, state: 'look', what: 'backlog.tickets', values: { count: tickets } });
  return findings.length > 0 ? findings : [{ check, state: 'ok', what: 'backlog.ok' }];
}
