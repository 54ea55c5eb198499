/** What answers people, whatever the messages come by: content, reader, turns, and the desk's cases. */
import type { Logger } from 'pino';
import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import type { Config } from '../config/config.ts';
import type { ContentSource } from '../content/files.ts';
import { loadRedactionWords } from '../content/load-words.ts';
import type { LoadedModels } from '../content/models.ts';
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
import type { TrainingSources } from '../training/job.ts';
import { createModelKey, type ModelKey } from '../training/keys.ts';
import { createLiveReader, type LiveReader } from '../training/live-reader.ts';
import { createCommit } from '../turn/commit.ts';
import { createTurns, type Turns } from '../turn/run-turn.ts';
import type { Commit, Step } from '../turn/types.ts';

export interface CoreParts {
  readonly config: Config;
  readonly knowledge: Knowledge;
  readonly models: LoadedModels;
  readonly log: Logger;
  /** Milliseconds since 1970; tests bring their own clock. */
  readonly now?: () => number;
  /** The files that `knowledge` comes of, to publish over; the product's own unless given. */
  readonly origin?: () => ContentSource;
  /** Who is there and where tickets go; the agents of the database and nowhere unless given. */
  readonly desk?: Pick<DeskDeps, 'duty' | 'requestTicket'>;
  /** What the reader is trained with, besides what is published; what the product has unless given. */
  readonly training?: TrainingSources;
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
  readonly readers: LiveReader;
  /** What a training starts from: the key of the files' models, those of others, and where the lines are. */
  readonly training: {
    readonly base: string;
    readonly keyOf: ModelKey;
    readonly sources: TrainingSources;
  };
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
  origin,
  desk,
  training: sources = {},
}: CoreParts): Promise<Core> {
  loadRedactionWords();
  const addressOf = createCallerAddress(config.TRUSTED_PROXIES);
  const operations = createOperations(config, addressOf, log, now);
  const store = operations.store(await openStore(config.DATABASE_URL, log));
  const content = await createLiveContent({
    ...{ store, log, ...(origin && { origin }) },
    knowledge: { ...given, keptDays: config.RETENTION_CONVERSATIONS_DAYS },
  });
  const { knowledge, hours } = content;
  const training = { base: models.key, keyOf: createModelKey(models.key, given), sources };
  const readers = await createLiveReader({ store, content, models, keyOf: training.keyOf, log });
  const plainStep = createLiveStep(content, readers);
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
      readers,
      training,
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
      readers.close();
    },
  };
}
