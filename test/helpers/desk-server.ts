import type { AddressInfo } from 'node:net';
import pino from 'pino';
import type { Packet } from '../../dialogs/case/packet.ts';
import {
  type Actor,
  type CaseDetail,
  CaseError,
  type CaseErrorCode,
  type Cases,
} from '../../src/desk/cases/types.ts';
import { addDesk } from '../../src/desk/http/desk.ts';
import { invite } from '../../src/desk/sign-in/invitations.ts';
import type { Oidc } from '../../src/desk/sign-in/oidc.ts';
import { inScope, type Role, type Scope } from '../../src/desk/sign-in/roles.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { type Clock, createClock, knowledge } from './app.ts';

export const packet: Packet = {
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

interface DoubleCase {
  readonly id: string;
  readonly academy: string | null;
  owner: { id: string; name: string } | null;
  fence: number;
}

export interface CasesDouble extends Cases {
  /** What was done, one line each: refused requests leave none. */
  readonly done: string[];
  academyOf(id: string): Promise<string | null | undefined>;
  add(id: string, academy: string | null): void;
}

function refuse(code: CaseErrorCode, by?: string): never {
  throw new CaseError(code, 'Not this way.', by);
}

/** The cases service's rules of ownership and scope, in memory. */
export function createCasesDouble(): CasesDouble {
  const all = new Map<string, DoubleCase>();
  const done: string[] = [];
  const find = ({ academies }: Actor, id: string) => {
    const found = all.get(id);
    return found && inScope(academies, found.academy) ? found : refuse('case.unknown');
  };
  const owned = (actor: Actor, id: string, fence: number) => {
    const one = find(actor, id);
    if (one.owner?.id !== actor.id && actor.role !== 'lead') refuse('case.forbidden', one.owner?.name);
    if (one.fence !== fence) refuse('case.stale');
    return one;
  };
  const show = ({ id, academy, owner, fence }: DoubleCase): CaseDetail => ({
    id,
    academy,
    owner,
    fence,
    conversationId: `c-${id}`,
    channel: 'webchat',
    locale: 'fr',
    trouble: 'account_locked',
    urgent: false,
    kind: 'live',
    state: owner ? 'assigned' : 'waiting',
    group: null,
    openedAt: 0,
    updatedAt: 0,
    last: null,
    position: null,
    reference: null,
    packet,
    notes: [],
    audit: [],
    survey: null,
  });
  return {
    done,
    academyOf: async (id) => all.get(id)?.academy,
    add: (id, academy) => all.set(id, { id, academy, owner: null, fence: 0 }),
    list: async ({ academies }) =>
      [...all.values()].filter((one) => inScope(academies, one.academy)).map(show),
    get: async (actor, id) => show(find(actor, id)),
    activities: async (actor, id, after) => {
      find(actor, id);
      return { activities: [], last: after };
    },
    accept: async (actor, id) => {
      const one = find(actor, id);
      if (one.owner && one.owner.id !== actor.id) refuse('case.taken', one.owner.name);
      one.owner = { id: actor.id, name: actor.name };
      one.fence++;
      done.push(`${actor.name} accepts ${id}`);
      return { fence: one.fence };
    },
    send: async (actor, id, { fence, text }) => {
      owned(actor, id, fence);
      done.push(`${actor.name} says ${text}`);
      return { seq: done.length };
    },
    typing: async (actor, id) => {
      find(actor, id);
      done.push('typing');
    },
    note: async (actor, id, text) => {
      find(actor, id);
      done.push(`note ${text}`);
    },
    transfer: async (actor, id, { fence, agent, group }) => {
      owned(actor, id, fence);
      done.push(`transfer to ${agent?.name ?? group}`);
    },
    handBack: async (actor, id, { fence, flow }) => {
      owned(actor, id, fence);
      done.push(`back to ${flow ?? 'where it left'}`);
    },
    close: async (actor, id, { fence, outcome }) => {
      owned(actor, id, fence);
      done.push(`closed: ${outcome}`);
    },
  };
}

export interface TestDesk {
  readonly url: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly cases: CasesDouble;
  close(): Promise<void>;
}

/** The desk's side of the service on a free port, over a real store. */
export async function startDesk(
  databaseUrl: string,
  { oidc, publicUrl, tickets = false }: { oidc?: Oidc; publicUrl?: string; tickets?: boolean } = {},
): Promise<TestDesk> {
  const log = pino({ level: 'silent' });
  const clock = createClock();
  const store = await openStore(databaseUrl, log);
  const cases = createCasesDouble();
  const server = createHttpServer(log);
  const cookieKey = Buffer.alloc(32, 7).toString('base64');
  const { now } = clock;
  const desk = addDesk(server, {
    store,
    cases,
    academyOf: cases.academyOf,
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
    cases,
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
  // biome-ignore lint/suspicious/noExplicitAny: the JSON of whatever endpoint a test calls
  readonly body: any;
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
