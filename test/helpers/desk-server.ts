import type { AddressInfo } from 'node:net';
import pino from 'pino';
import type { Packet } from '../../dialogs/case/packet.ts';
import { addDesk } from '../../src/desk/http/desk.ts';
import { invite } from '../../src/desk/sign-in/invitations.ts';
import type { Oidc } from '../../src/desk/sign-in/oidc.ts';
import type { Role, Scope } from '../../src/desk/sign-in/roles.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { type Clock, knowledge } from './app.ts';
import { createTestDesk } from './desk.ts';
import type { AnyJson } from './json.ts';

const packet: Packet = {
  academy: 'paris',
  academyNamed: null,
  trouble: 'account_locked',
  paused: null,
  state: 'account_locked.retry',
  steps: [],
  device: 'iPhone',
  mailClient: null,
  browser: 'Safari',
  error: 'Compte bloqué',
  attempt: 'ce matin',
  at: Date.UTC(2026, 10, 23, 7, 30),
  locale: 'fr',
  confidence: 0.87,
  urgent: false,
  agent: null,
  transcript: [],
};

export interface TestDesk {
  readonly url: string;
  readonly store: Store;
  readonly clock: Clock;
  /** Opens a case by a whole conversation, and gives it an id and an academy of the test's choice. */
  open(id: string, academy: string | null): Promise<void>;
  /** How much agents have done: what is refused adds nothing. */
  done(): Promise<number>;
  close(): Promise<void>;
}

/** The desk's side of the service on a free port, over a real store. */
export async function startDesk(
  databaseUrl: string,
  { oidc, publicUrl, tickets = false }: { oidc?: Oidc; publicUrl?: string; tickets?: boolean } = {},
): Promise<TestDesk> {
  const log = pino({ level: 'silent' });
  const store = await openStore(databaseUrl, log);
  const { clock, cases, request: ask } = createTestDesk(store);
  const server = createHttpServer(log);
  const cookieKey = Buffer.alloc(32, 7).toString('base64');
  const { now } = clock;
  const desk = addDesk(server, {
    store,
    cases,
    knowledge,
    log,
    now,
    publicUrl,
    proxies: [],
    oidc,
    accessibility: { fr: { level: '' }, en: { level: '' } },
    tickets,
    cookieKey,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    store,
    clock,
    open: async (id, academy) => {
      const given = await ask(`person of ${id}`);
      const renamed = { id, academy, packet: JSON.stringify({ ...packet, academy }) };
      await store.db.updateTable('helpCase').set(renamed).where('id', '=', given).execute();
      for (const table of ['caseAudit', 'caseNote'] as const)
        await store.db.updateTable(table).set({ caseId: id }).where('caseId', '=', given).execute();
      await store.db.updateTable('conversation').set({ caseId: id }).where('caseId', '=', given).execute();
    },
    done: async () => {
      const { db } = store;
      const [audit, notes, said] = await Promise.all([
        db.selectFrom('caseAudit').select('caseId').execute(),
        db.selectFrom('caseNote').select('caseId').execute(),
        db.selectFrom('activity').select('seq').where('body', 'like', '{"from":"agent"%').execute(),
      ]);
      return audit.length + notes.length + said.length;
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      desk.close();
      server.server.closeAllConnections();
      await closed;
      await store.close();
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: AnyJson;
}

/** Sends a request and does not follow redirects. A header of `undefined` is left out. */
export async function request(
  url: string,
  method = 'GET',
  body?: unknown,
  headers: Record<string, string | undefined> = {},
): Promise<Answer> {
  const given = Object.entries(headers).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...Object.fromEntries(given),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = response.headers.get('content-type')?.startsWith('application/json');
  return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
}

/** The value of a cookie that an answer sets. */
export function cookieOf({ headers }: Answer, name: string): string | undefined {
  const line = headers.getSetCookie().find((one) => one.startsWith(`${name}=`));
  return line?.slice(name.length + 1, line.indexOf(';'));
}

/** Somebody at the desk, signed in by a link. */
export interface SignedIn {
  readonly id: string;
  readonly cookie: string;
  readonly csrf: string;
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string | undefined>,
  ): Promise<Answer>;
}

/** Uses a link as its page does. */
export function useLink(
  url: string,
  token: string,
  headers: Record<string, string | undefined> = {},
): Promise<Answer> {
  return request(`${url}/desk/invitation`, 'POST', `token=${token}`, {
    'content-type': 'application/x-www-form-urlencoded',
    origin: url,
    ...headers,
  });
}

/** Invites somebody and signs them in. */
export async function signIn(
  { url, store, clock }: Pick<TestDesk, 'url' | 'store' | 'clock'>,
  name: string,
  role: Role,
  academies: Scope,
  groups: readonly string[] = [],
): Promise<SignedIn> {
  const token = await invite(store, { name, role, academies, groups }, clock.now());
  const cookie = `permanence_desk=${cookieOf(await useLink(url, token), 'permanence_desk')}`;
  const { body } = await request(`${url}/desk/api/me`, 'GET', undefined, { cookie });
  return {
    id: body.agent.id,
    cookie,
    csrf: body.csrf,
    call: (method, path, sent, headers = {}) =>
      request(`${url}${path}`, method, sent, { cookie, origin: url, 'x-csrf-token': body.csrf, ...headers }),
  };
}
