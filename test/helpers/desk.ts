import pino from 'pino';
import type { CaseLimits } from '../../dialogs/case/chart.ts';
import { buildCaseMachine } from '../../dialogs/case/chart.ts';
import { createCases } from '../../src/desk/cases/cases.ts';
import type { Actor } from '../../src/desk/cases/types.ts';
import type { DeskDeps, DutyView, WantedTicket } from '../../src/desk/deps.ts';
import { createDeskPort } from '../../src/desk/desk-port.ts';
import { createTicketOutcomes } from '../../src/desk/tickets/outcome.ts';
import type { Store } from '../../src/store/open.ts';
import * as queries from '../../src/store/queries/index.ts';
import { createCommit } from '../../src/turn/commit.ts';
import type { LoggedActivity } from '../../src/turn/log-entries.ts';
import { createTurns } from '../../src/turn/run-turn.ts';
import { createClock, knowledge } from './app.ts';
import { redacted } from './redacted.ts';
import { createWholeStep } from './step.ts';

export const marie: Actor = { id: 'marie', name: 'Marie', role: 'agent', academies: ['paris'], groups: [] };
export const karim: Actor = { id: 'karim', name: 'Karim', role: 'agent', academies: '*', groups: [] };
export const lea: Actor = { id: 'lea', name: 'Léa', role: 'lead', academies: '*', groups: [] };
export const odile: Actor = { id: 'odile', name: 'Odile', role: 'auditor', academies: '*', groups: [] };

/** Two agents on duty, whatever the hour. */
export const ON_DUTY: DutyView = {
  agents: 2,
  open: true,
  opensAt: null,
  waiting: 0,
  staffed: true,
  estimate: () => null,
};

const step = createWholeStep();

/** The desk and the turns over a real store, on a clock that stands, without channels and workers. */
export function createTestDesk(store: Store, limits?: CaseLimits, duty: DutyView = ON_DUTY) {
  const clock = createClock();
  const wishes: WantedTicket[] = [];
  const deps: DeskDeps = {
    machine: buildCaseMachine(limits),
    texts: knowledge.texts,
    duty: () => duty,
    requestTicket: async (_, wish) => void wishes.push(wish),
  };
  const port = createDeskPort(deps);
  const commit = createCommit({ step, desk: port, log: pino({ level: 'silent' }) });
  const turns = createTurns({ store, commit, desk: port, now: clock.now });
  const cases = createCases({ store, deps, commit, now: clock.now });
  const noteTicketOutcome = createTicketOutcomes({ store, commit, now: clock.now });
  let keys = 0;

  async function join(conversationId: string, channel: 'webchat' | 'teams' = 'webchat', academy = 'paris') {
    const start = { locale: 'fr' as const, academy };
    await turns.run({ conversationId, channel, start, key: 'joined', event: { type: 'joined' } });
  }

  /** The person says something; several for several turns. */
  async function say(conversationId: string, ...texts: string[]): Promise<void> {
    for (const text of texts) {
      await turns.run({
        conversationId,
        channel: 'webchat',
        start: { locale: 'fr', academy: 'paris' },
        key: `said ${process.pid} ${++keys}`,
        event: { type: 'message', text: redacted(text), found: [] },
        echo: { type: 'message', text: redacted(text) },
      });
    }
  }

  /** Asks for a person up to the case that waits in line; gives its id. */
  async function request(conversationId: string, channel?: 'webchat' | 'teams'): Promise<string> {
    await join(conversationId, channel);
    await say(conversationId, 'Compte bloqué', 'À l’instant', 'une personne');
    await say(conversationId, 'Aucun message affiché', 'À l’instant', 'Envoyer à l’équipe');
    return caseOf(conversationId);
  }

  async function row(conversationId: string) {
    const found = await queries.findConversation(store.db, conversationId);
    if (!found) throw new Error(`no conversation ${conversationId}`);
    return found;
  }

  async function caseOf(conversationId: string): Promise<string> {
    const { caseId } = await row(conversationId);
    if (!caseId) throw new Error(`no case of ${conversationId}`);
    return caseId;
  }

  /** The whole log, oldest first. */
  async function log(conversationId: string): Promise<LoggedActivity[]> {
    const rows = await queries.readActivities(store.db, conversationId, 0, 1000);
    return rows.map(({ body }) => JSON.parse(body) as LoggedActivity);
  }

  /** Lets every timer fire that is due. */
  async function fireDue(): Promise<void> {
    for (const timer of await queries.dueTimers(store.db, clock.now(), 100)) await turns.fire(timer);
  }

  return { clock, cases, turns, noteTicketOutcome, wishes, join, say, request, row, caseOf, log, fireDue };
}

/** Keys of the bot's texts in a log. */
export function messagesOf(log: readonly LoggedActivity[]): string[] {
  return log.flatMap((one) => (one.from === 'bot' ? [one.reply.message] : []));
}
