import { join } from 'node:path';
import pino from 'pino';
import { openStore, type Store } from '../../src/store/open.ts';
import { temporaryFolder } from '../helpers/app.ts';
import { type SignedIn, signIn } from '../helpers/desk-server.ts';
import { DirectLineClient } from '../helpers/direct-line.ts';
import { type Service, startService } from '../helpers/process.ts';
import { type RawAnswer, sendRaw } from '../helpers/raw-socket.ts';

/** One attack; `run` throws where it was not held. */
export interface Attack {
  readonly area: string;
  readonly name: string;
  readonly run: () => Promise<void>;
  /** Left out of the everyday tests. */
  readonly slow?: true;
  /** Not beside others: it uses up what they need. */
  readonly alone?: true;
}

/** What is attacked: services of their own on this machine, as processes, so that whatever ends one is noticed. */
export interface Stage {
  /** Without limits, and open to the Bot Framework without a signature. */
  readonly open: Service;
  /** As it comes, with its default limits. */
  readonly strict: Service;
  readonly victim: DirectLineClient;
  readonly stranger: DirectLineClient;
  /** A case of Paris that waits, and its conversation. */
  readonly caseId: string;
  readonly paris: SignedIn;
  readonly lyon: SignedIn;
  readonly auditor: SignedIn;
  /** Both of Paris. */
  readonly editor: SignedIn;
  readonly lead: SignedIn;
  /** Writes bytes to the open service. */
  raw(text: string): Promise<RawAnswer>;
  close(): Promise<void>;
}

/** Milliseconds for an answer on a machine that has other things to do. The service hangs up on what does not come in ten seconds. */
export const PATIENCE = 60_000;
const TO_CASE = ['Compte bloqué', 'À l’instant', 'une personne', 'Aucun message affiché', 'À l’instant'];

/** Starts both services, with a person, a stranger and people at the desk. */
export async function setStage(): Promise<Stage> {
  const url = `file:${join(temporaryFolder(), 'open.db')}`;
  const [open, strict] = await Promise.all([
    startService({
      ...{ DATABASE_URL: url, TEAMS_UNAUTHENTICATED: 'true', LOG_LEVEL: 'fatal' },
      // Traces are taken, and nobody is there to receive them.
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
    }),
    startService({
      DATABASE_URL: `file:${join(temporaryFolder(), 'strict.db')}`,
      ...{ RATE_LIMITS: 'on', LOG_LEVEL: 'fatal' },
    }),
  ]);
  const store: Store = await openStore(url, pino({ level: 'silent' }));
  const desk = { url: open.url, store, clock: { now: Date.now } } as unknown as Parameters<typeof signIn>[0];
  const paris = await signIn(desk, 'Paula', 'agent', ['paris']);
  const lyon = await signIn(desk, 'Lucie', 'agent', ['lyon']);
  const auditor = await signIn(desk, 'Odile', 'auditor', ['paris']);
  const editor = await signIn(desk, 'Edmée', 'editor', ['paris']);
  const lead = await signIn(desk, 'Léo', 'lead', ['paris']);
  const victim = await DirectLineClient.begin(open.url, { academy: 'paris' });
  const stranger = await DirectLineClient.begin(open.url, { academy: 'lyon' });
  for (const text of TO_CASE) await victim.say(text);
  // By day an agent of Paris can take it; by night it waits for an answer later.
  const offered = (await victim.all()).at(-1)?.suggestedActions?.actions.map(({ title }) => title) ?? [];
  await victim.say(offered[0] ?? '');
  const { body } = await paris.call('GET', '/desk/api/cases');
  if (body.cases.length === 0) throw new Error(`no case was opened; offered: ${offered.join(', ')}`);
  const port = Number(new URL(open.url).port);
  return {
    ...{ open, strict, victim, stranger, paris, lyon, auditor, editor, lead },
    caseId: body.cases[0]?.id ?? '',
    raw: (text) => sendRaw(port, Buffer.from(text), { patience: PATIENCE }),
    close: async () => {
      await store.close();
      await Promise.all([open.kill(), strict.kill()]);
    },
  };
}

/** Throws unless each status is among some. */
export function expectStatus(statuses: readonly (number | undefined)[], ...allowed: readonly number[]): void {
  const wrong = statuses.filter((status) => status === undefined || !allowed.includes(status));
  if (statuses.length === 0 || wrong.length > 0) {
    throw new Error(`expected ${allowed.join(', ')}, got ${statuses.join(', ') || 'nothing'}`);
  }
}

/** Throws where an answer is an error of ours, or there was none. */
export function expectHandled({ statuses }: RawAnswer): void {
  const bad = statuses.filter((status) => status >= 500 && status !== 503);
  if (statuses.length === 0 || bad.length > 0) throw new Error(`got ${statuses.join(', ') || 'no answer'}`);
}
