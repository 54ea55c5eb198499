/**
 * Preloaded into the service (`node --import`): ends the process, as a power cut would, before or after a statement of the
 * database. `CRASH_AT` is `before <words>` or `after <words>`: the statement is the first one that contains the words, from when
 * on it is set; or `after #3`: the third one.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import pg from 'pg';

let statements = 0;

/** Runs a statement, unless it is the one at which all ends. */
function strike<Result>(text: string, run: () => Result): Result {
  const [, when, words = ''] = /^(before|after) (.+)$/.exec(process.env.CRASH_AT ?? '') ?? [];
  if (when !== undefined) statements++;
  const meant = when !== undefined && (words === `#${statements}` || text.toLowerCase().includes(words));
  if (meant && when === 'before') process.kill(process.pid, 'SIGKILL');
  const result = run();
  if (meant && when === 'after') {
    if (result instanceof Promise) void result.then(() => process.kill(process.pid, 'SIGKILL'));
    else process.kill(process.pid, 'SIGKILL');
  }
  return result;
}

const prepare = DatabaseSync.prototype.prepare;
DatabaseSync.prototype.prepare = function (sql: string): StatementSync {
  const statement = prepare.call(this, sql);
  for (const name of ['run', 'all'] as const) {
    const method = statement[name].bind(statement) as (...values: unknown[]) => unknown;
    Object.assign(statement, { [name]: (...values: unknown[]) => strike(sql, () => method(...values)) });
  }
  return statement;
};

const query = pg.Client.prototype.query as (...given: unknown[]) => unknown;
Object.assign(pg.Client.prototype, {
  query(this: unknown, ...given: unknown[]) {
    const [first] = given;
    const text = typeof first === 'string' ? first : String((first as { text?: string }).text ?? '');
    return strike(text, () => query.apply(this, given));
  },
});
