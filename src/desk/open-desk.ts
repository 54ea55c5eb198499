import type { Logger } from 'pino';
import { buildCaseMachine, CASE_LIMITS } from '../../dialogs/case/chart.ts';
import type { Hours } from '../../dialogs/knowledge/hours/hours.ts';
import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import type { Config } from '../config/config.ts';
import type { Store } from '../store/open.ts';
import { caseBacklog } from '../store/queries/index.ts';
import { createDuty } from './availability/duty.ts';
import type { DeskDeps } from './deps.ts';
import { createIncidentBoard, type IncidentBoard } from './incidents/board.ts';
import type { TicketSystem } from './tickets/port.ts';
import { createTicketRequest } from './tickets/ticket-request.ts';
import { createTicketSystem } from './tickets/ticket-system.ts';

const MINUTE = 60_000;
/** Milliseconds of cases that tell how long one takes: two weeks. */
const RECENT = 14 * 24 * 60 * MINUTE;

export interface OpenDesk {
  readonly deps: DeskDeps;
  /** Where tickets go, if anywhere. */
  readonly ticketSystem: TicketSystem | undefined;
  readonly board: IncidentBoard;
  close(): void;
}

export interface OpenDeskParts {
  readonly store: Store;
  readonly config: Config;
  readonly knowledge: Knowledge;
  readonly hours: Hours;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Who is there, for how long they are waited for, and where requests go when nobody is. Throws `ConfigError`. */
export async function openDesk({
  store,
  config,
  knowledge,
  hours,
  log,
  now,
}: OpenDeskParts): Promise<OpenDesk> {
  const ticketSystem = createTicketSystem(config, knowledge.academies);
  const duty = createDuty({
    store,
    hours,
    now,
    log,
    backlog: () => caseBacklog(store.db, now() - RECENT),
  });
  const board = await createIncidentBoard({ store, log, now });
  await duty.refresh();
  const deps: DeskDeps = {
    machine: buildCaseMachine({ ...CASE_LIMITS, waiting: config.DESK_WAITING_MINUTES * MINUTE }),
    texts: knowledge.texts,
    duty: duty.duty,
    incidents: board.active,
    hub: config.HANDOFF_EVENTS,
    ...(ticketSystem && { requestTicket: createTicketRequest(knowledge) }),
  };
  const close = () => {
    duty.close();
    board.close();
  };
  return { deps, ticketSystem, board, close };
}
