import type { TeamsChannel } from '../channels/teams/open-teams.ts';
import { createAnnouncement } from '../desk/hub/announcement.ts';
import { createHub } from '../desk/hub/hub.ts';
import { createTicketRenderer } from '../desk/tickets/render-ticket.ts';
import { listen, stopListening } from '../http/listen.ts';
import { createHttpServer } from '../http/server.ts';
import { type Core, type CoreParts, openCore } from './core.ts';
import { addEndpoints } from './endpoints.ts';
import { startWorkers } from './workers.ts';

export type AppParts = CoreParts;

export interface App extends Pick<Core, 'store' | 'cases' | 'noteTicketOutcome'> {
  /** Listens as configured and gives the base URL. */
  listen(): Promise<string>;
  /** Takes no new work, finishes what is under way, and closes the database. */
  close(): Promise<void>;
}

/**
 * Builds the service out of its parts. Throws `StoreError` where the database cannot be used, `ConfigError` where settings do not
 * fit the academies.
 *
 *     const app = await createApp({ config, knowledge: loadKnowledge(), models: await loadModels(), log });
 *     await app.listen(); // http://127.0.0.1:3978
 */
export async function createApp(parts: AppParts): Promise<App> {
  const core = await openCore(parts);
  const { config, store, cases, noteTicketOutcome } = core;
  const teams = await openTeamsOf(core);
  const server = createHttpServer(core.log, { addressOf: core.addressOf });
  const endpoints = await addEndpoints(server, core, teams);
  let stopWorkers = async () => {};

  return {
    ...{ store, cases, noteTicketOutcome },
    listen: async () => {
      const url = await listen(server, config.PORT, config.HOST);
      try {
        store.claim();
      } catch (error) {
        await stopListening(server);
        throw error;
      }
      stopWorkers = startWorkersOf(core, teams);
      return url;
    },
    close: async () => {
      const closed = stopListening(server);
      endpoints.close();
      core.close();
      await stopWorkers();
      await closed;
      await teams?.close();
      await store.close();
    },
  };
}

/** Teams, where it is set up: botbuilder takes longer to load than all the rest. */
async function openTeamsOf(core: Core): Promise<TeamsChannel | undefined> {
  const { config, store, knowledge, log, now } = core;
  if (!config.TEAMS_APP_ID && !config.TEAMS_UNAUTHENTICATED) return undefined;
  const { openTeams } = await import('../channels/teams/open-teams.ts');
  return openTeams({
    ...{ config, store, knowledge, log, now },
    announcement: createAnnouncement(store.db, knowledge),
    ...(config.HANDOFF_EVENTS && { hub: createHub(core) }),
  });
}

function startWorkersOf(core: Core, teams: TeamsChannel | undefined): () => Promise<void> {
  const { config, knowledge, content, operations, incidents, training, ticketSystem: system } = core;
  return startWorkers({
    ...core,
    send: teams && operations.send(teams.send),
    startRetention: operations.startRetention,
    trainer: config.TRAINING === 'on' ? { content, ...training } : undefined,
    incidents: incidents.active,
    tickets: system && { system, render: createTicketRenderer(knowledge, config.PUBLIC_URL) },
  });
}
