/** What answers people, whatever the messages come by: content, reader, turns, and the desk's cases. */
import type { Logger } from 'pino';
import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import { createReader, type MessageReader, type Models } from '../../intents/reader.ts';
import type { Config } from '../config/config.ts';
import { loadRedactionWords } from '../content/load-words.ts';
import { createCases } from '../desk/cases/cases.ts';
import type { Cases } from '../desk/cases/types.ts';
import type { DeskDeps } from '../desk/deps.ts';
import { createDeskPort } from '../desk/desk-port.ts';
import type { IncidentBoard } from '../desk/incidents/board.ts';
import { openDesk } from '../desk/open-desk.ts';
import { createTicketOutcomes, type TicketOutcome } from '../desk/tickets/outcome.ts';
import type { TicketSystem } from '../desk/tickets/port.ts';
import { type CallerAddress, createCallerAddress } from '../http/caller-address.ts';
import { createOperations, type Operations } from '../operations/operations.ts';
import { createLiveContent, type LiveContent } from '../publishing/live.ts';
import { createLiveStep } from '../publishing/live-step.ts';
import { openStore, type Store } from '../store/open.ts';
import { createCommit } from '../turn/commit.ts';
import { createTurns, type Turns } from '../turn/run-turn.ts';
import type { Commit, Step } from '../turn/types.ts';

export interface CoreParts {
  readonly config: Config;
  readonly knowledge: Knowledge;
  readonly models: Models;
  readonly log: Logger;
  /** Milliseconds since 1970; tests bring their own clock. */
  readonly now?: () => number;
  /** Who is there and where tickets go; the agents of the database and nowhere unless given. */
  readonly desk?: Pick<DeskDeps, 'duty' | 'requestTicket'>;
}

export interface Core {
  readonly config: Config;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly addressOf: CallerAddress;
  /** What watches and limits all this. */
  readonly operations: Operations;
  readonly store: Store;
  readonly content: LiveContent;
  readonly knowledge: Knowledge;
  readonly reader: MessageReader;
  /** The step without anybody who watches it: for what is no turn. */
  readonly plainStep: Step;
  readonly commit: Commit;
  readonly turns: Turns;
  readonly deps: DeskDeps;
  /** What agents can do. */
  readonly cases: Cases;
  readonly incidents: IncidentBoard;
  /** Where tickets go, if anywhere. */
  readonly ticketSystem: TicketSystem | undefined;
  /** Takes note of how a ticket ended. */
  readonly noteTicketOutcome: (outcome: TicketOutcome) => Promise<void>;
  /** Looks for nothing new any more; the database stays open for what is under way. */
  close(): void;
}

/** Throws `StoreError` where the database cannot be used, `ConfigError` where settings do not fit the academies. */
export async function openCore({
  config,
  knowledge: given,
  models,
  log,
  now = Date.now,
  desk,
}: CoreParts): Promise<Core> {
  loadRedactionWords();
  const addressOf = createCallerAddress(config.TRUSTED_PROXIES);
  const operations = createOperations(config, addressOf, log, now);
  const store = operations.store(await openStore(config.DATABASE_URL, log));
  const content = await createLiveContent({
    ...{ store, log },
    knowledge: { ...given, keptDays: config.RETENTION_CONVERSATIONS_DAYS },
  });
  const { knowledge, hours } = content;
  const reader = createReader(models, [...knowledge.academies.values()]);
  const plainStep = createLiveStep(content, reader);
  const opened = await openDesk({ store, config, knowledge, hours, log, now });
  const { allowance } = operations;
  const deps: DeskDeps = { ...opened.deps, ...(allowance && { allowance }), ...desk };
  const port = createDeskPort(deps);
  const commit = createCommit({ step: operations.step(plainStep), desk: port, log });
  return {
    ...{
      config,
      log,
      now,
      addressOf,
      operations,
      store,
      content,
      knowledge,
      reader,
      plainStep,
      commit,
      deps,
    },
    turns: operations.turns(createTurns({ store, commit, desk: port, now })),
    cases: createCases({ store, deps, commit, now }),
    incidents: opened.board,
    ticketSystem: opened.ticketSystem && operations.tickets(opened.ticketSystem),
    noteTicketOutcome: operations.ticketOutcomes(createTicketOutcomes({ store, commit, now })),
    close: () => {
      opened.close();
      content.close();
    },
  };
}
