/**
 * Who works at the desk: `npm run desk -- <command>`.
 *
 * - `invite --name "Camille Durand" --role agent --academy paris,lyon [--group mfa,mail]` prints a one-time link. Again with the
 *   same name it changes role and academies, and gives a new link: so somebody signs in again.
 * - `list` shows everybody with role, academies and state.
 * - `revoke --name "Camille Durand"` ends somebody's access at once, sessions and links included; `--id` where names are shared.
 * - `restore --name …` gives it back to somebody who signs in by OpenID Connect.
 */
import { UNKNOWN_ACADEMY } from '../../dialogs/knowledge/academy.ts';
import type { Config } from '../config/config.ts';
import { loadKnowledge } from '../content/load.ts';
import { invite, LINK_LASTS } from '../desk/sign-in/invitations.ts';
import { actorOf, ROLES, type Scope } from '../desk/sign-in/roles.ts';
import type { Store } from '../store/open.ts';
import * as queries from '../store/queries/index.ts';
import { readArguments, runCommand, UsageError, withStore } from './run.ts';
import { sayInTerminal } from './words.ts';

const HOUR = 3_600_000;

await runCommand(async () => {
  const { values, positionals } = readArguments({
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      id: { type: 'string' },
      role: { type: 'string', default: 'agent' },
      academy: { type: 'string' },
      group: { type: 'string', default: '' },
    },
  });
  const run = { invite: inviteAgent, list, revoke, restore }[positionals[0] ?? ''];
  if (!run || positionals.length > 1) throw new UsageError(sayInTerminal('desk.commands'));
  await withStore(run);

  async function inviteAgent(store: Store, config: Config): Promise<void> {
    const name = values.name?.replaceAll(/\s+/g, ' ').trim();
    if (!name || name.length > 100) throw new UsageError(sayInTerminal('desk.name'));
    const role = ROLES.find((one) => one === values.role);
    if (!role) throw new UsageError(sayInTerminal('desk.role', { roles: ROLES.join(', ') }));
    const token = await invite(
      store,
      { name, role, academies: readAcademies(values.academy), groups: readList(values.group) },
      Date.now(),
    );
    const host = config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST;
    const base = config.PUBLIC_URL ?? `http://${host}:${config.PORT}`;
    process.stdout.write(
      `${sayInTerminal('desk.invited', { name, role, hours: LINK_LASTS / HOUR })}\n${base}/desk/invitation?token=${token}\n`,
    );
  }

  async function list(store: Store): Promise<void> {
    const rows = await queries.listAgents(store.db);
    for (const row of rows) {
      const { id, name, role, academies, groups } = actorOf(row);
      const scope = academies === '*' ? '*' : academies.join(',');
      const state = sayInTerminal(row.disabledAt === null ? 'desk.active' : 'desk.disabled');
      process.stdout.write(`${[id, name, role, scope, groups.join(',') || '-', state].join('\t')}\n`);
    }
    if (rows.length === 0) process.stdout.write(`${sayInTerminal('desk.nobody')}\n`);
  }

  async function revoke(store: Store): Promise<void> {
    const { id, name } = await find(store);
    await store.transact((trx) => queries.disableAgent(trx, id, Date.now()));
    process.stdout.write(`${sayInTerminal('desk.revoked', { name })}\n`);
  }

  async function restore(store: Store): Promise<void> {
    const { id, name } = await find(store);
    await store.transact((trx) => queries.disableAgent(trx, id, null));
    process.stdout.write(`${sayInTerminal('desk.restored', { name })}\n`);
  }

  async function find(store: Store): Promise<queries.AgentRow> {
    const wanted = (await queries.listAgents(store.db)).filter(
      ({ id, name }) => id === values.id || (values.name !== undefined && name === values.name.trim()),
    );
    const [agent, ...others] = wanted;
    if (!agent) throw new UsageError(sayInTerminal('desk.unknown'));
    if (others.length > 0) throw new UsageError(sayInTerminal('desk.several'));
    return agent;
  }
});

function readAcademies(text: string | undefined): Scope {
  const known = [...loadKnowledge().academies.keys()].filter((id) => id !== UNKNOWN_ACADEMY);
  const ids = readList(text ?? '');
  if (ids.includes('*')) return '*';
  const strange = ids.find((id) => !known.includes(id));
  if (ids.length === 0 || strange !== undefined) {
    const about = { known: known.join(','), strange: strange ?? '' };
    throw new UsageError(sayInTerminal(strange ? 'desk.strange_academy' : 'desk.academy', about));
  }
  return ids;
}

function readList(text: string): string[] {
  return [
    ...new Set(
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    ),
  ];
}
