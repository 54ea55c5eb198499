import type { Logger } from 'pino';
import type { Knowledge } from '../dialogs/knowledge/values.ts';
import { createReader, type Models } from '../intents/reader.ts';
import { refuseMessages } from './channels/teams/closed.ts';
import { addCors } from './channels/webchat/cors.ts';
import { addDirectLine } from './channels/webchat/direct-line.ts';
import { addIdentity } from './channels/webchat/identity.ts';
import { addNotices } from './channels/webchat/notices.ts';
import { createOrigins } from './channels/webchat/origins.ts';
import { addPage } from './channels/webchat/page.ts';
import { addResume } from './channels/webchat/resume.ts';
import { createStreams } from './channels/webchat/stream/streams.ts';
import { createTokenKey, createTokens } from './channels/webchat/token.ts';
import { addTokens, TOKEN_PATH } from './channels/webchat/token-endpoints.ts';
import type { Config } from './config/config.ts';
import { loadRedactionWords } from './content/load-words.ts';
import { createCases } from './desk/cases/cases.ts';
import type { Cases } from './desk/cases/types.ts';
import type { DeskDeps } from './desk/deps.ts';
import { createDeskPort } from './desk/desk-port.ts';
import { dueFacts } from './desk/freshness/due-facts.ts';
import { addDesk } from './desk/http/desk.ts';
import { createAnnouncement } from './desk/hub/announcement.ts';
import { createHub } from './desk/hub/hub.ts';
import { openDesk } from './desk/open-desk.ts';
import { oidcOf } from './desk/sign-in/from-config.ts';
import { createTicketOutcomes, type TicketOutcome } from './desk/tickets/outcome.ts';
import { createTicketRenderer } from './desk/tickets/render-ticket.ts';
import { createCallerAddress } from './http/caller-address.ts';
import { addHealth } from './http/health.ts';
import { listen, stopListening } from './http/listen.ts';
import { createHttpServer } from './http/server.ts';
import { createOperations } from './operations/operations.ts';
import { createGate } from './publishing/gate.ts';
import { createLiveContent } from './publishing/live.ts';
import { createLiveStep } from './publishing/live-step.ts';
import { createPreview } from './publishing/preview.ts';
import { readGrid } from './site/grid.ts';
import { addSite, levels, siteLinks } from './site/site.ts';
import { openStore, type Store } from './store/open.ts';
import { settingOnce } from './store/queries/index.ts';
import { createCommit } from './turn/commit.ts';
import { createGreet } from './turn/greeting.ts';
import { createTurns } from './turn/run-turn.ts';
import { startWorkers } from './workers.ts';

export interface AppParts {
  readonly config: Config;
  readonly knowledge: Knowledge;
  readonly models: Models;
  readonly log: Logger;
  /** Milliseconds since 1970; tests bring their own clock. */
  readonly now?: () => number;
  /** Who is there and where tickets go; the agents of the database and nowhere unless given. */
  readonly desk?: Pick<DeskDeps, 'duty' | 'requestTicket'>;
}

export interface App {
  readonly store: Store;
  /** What agents can do. */
  readonly cases: Cases;
  /** Takes note of how a ticket ended. */
  readonly noteTicketOutcome: (outcome: TicketOutcome) => Promise<void>;
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
export async function createApp({
  config,
  knowledge: given,
  models,
  log,
  now = Date.now,
  desk,
}: AppParts): Promise<App> {
  loadRedactionWords();
  const addressOf = createCallerAddress(config.TRUSTED_PROXIES);
  const operations = createOperations(config, addressOf, log, now);
  const store = operations.store(await openStore(config.DATABASE_URL, log));
  const content = await createLiveContent({
    ...{ store, log },
    knowledge: { ...given, keptDays: config.RETENTION_CONVERSATIONS_DAYS },
  });
  const { knowledge } = content;
  const { academies } = knowledge;
  const reader = createReader(models, [...academies.values()]);
  const bareStep = createLiveStep(content, reader);
  const step = operations.step(bareStep);
  const tokenKey = await settingOnce(store.db, 'webchat.tokenKey', createTokenKey);
  const tokens = operations.limitTokens(createTokens(tokenKey, now));
  const origins = createOrigins(academies, [
    ...config.WEBCHAT_ORIGINS,
    ...(config.PUBLIC_URL ? [config.PUBLIC_URL] : []),
  ]);
  const {
    deps: ownDeps,
    ticketSystem,
    ...opened
  } = await openDesk({
    ...{ store, config, knowledge, log, now },
    hours: content.hours,
  });
  const incidents = opened.board;
  const streams = createStreams({ store, tokens, log, now, allowsOrigin: origins.allows, incidents });
  const { allowance } = operations;
  const deps: DeskDeps = { ...ownDeps, ...(allowance && { allowance }), ...desk };
  const port = createDeskPort(deps);
  const commit = createCommit({ step, desk: port, log });
  const turns = operations.turns(createTurns({ store, commit, desk: port, now }));
  // People are limited, timers and the service itself are not.
  const limited = operations.limitTurns(turns);
  const cases = createCases({ store, deps, commit, now });
  const noteTicketOutcome = createTicketOutcomes({ store, commit, now });

  // botbuilder takes longer to load than all the rest: only where Teams is set up.
  const teams =
    config.TEAMS_APP_ID || config.TEAMS_UNAUTHENTICATED
      ? (await import('./channels/teams/open-teams.ts')).openTeams({
          ...{ config, store, knowledge, log, now },
          announcement: createAnnouncement(store.db, knowledge),
          ...(config.HANDOFF_EVENTS && { hub: createHub({ store, deps, commit, log, now }) }),
        })
      : undefined;
  const server = createHttpServer(log, { addressOf });
  addCors(server, origins);
  operations.addTo(server, store, streams, incidents, TOKEN_PATH);
  operations.watchFacts(() => dueFacts(academies, now()).length);
  addHealth(server, store, () => reader.read('bonjour').whole.scores.length > 0);
  addTokens(server, { tokens, academies, secret: config.WEBCHAT_SECRET });
  addDirectLine(server, {
    ...{ store, turns: limited, tokens, addressOf, incidents, now },
    publicUrl: config.PUBLIC_URL,
  });
  const counted = config.RATE_LIMITS !== 'off';
  addResume(server, { store, tokens, key: tokenKey, addressOf, limited: counted, now });
  const site = { texts: knowledge.texts, config, grid: readGrid(), now };
  addSite(server, site);
  const links = { fr: siteLinks(site, 'fr'), en: siteLinks(site, 'en') };
  addIdentity(server, { turns: limited, tokens, academies, key: config.WEBCHAT_IDENTITY_KEY, now });
  addPage(server, {
    knowledge,
    origins: origins.sources,
    greet: createGreet(bareStep, now, content.current),
    links,
    publicUrl: config.PUBLIC_URL,
  });
  addNotices(server, incidents);
  if (teams) teams.addTo(server, limited);
  else refuseMessages(server);
  const deskEndpoints = addDesk(server, {
    content: { live: content, preview: createPreview(content.origin, reader, now), gate: createGate(reader) },
    store,
    cases,
    knowledge,
    publishing: { store, origin: content.origin, newest: content.newest, refresh: content.refresh },
    log,
    now,
    publicUrl: config.PUBLIC_URL,
    proxies: config.TRUSTED_PROXIES,
    oidc: oidcOf(config, academies),
    accessibility: levels(site),
    tickets: deps.requestTicket !== undefined,
    cookieKey: await settingOnce(store.db, 'desk.cookieKey', createTokenKey),
  });
  // restify listens for upgrades in any case: left alone they would hang, and close() with them.
  server.on('upgrade', (request, socket, head) => void streams.upgrade(request, socket, head));

  let stopWorkers = async () => {};

  return {
    store,
    cases,
    noteTicketOutcome,
    listen: async () => {
      const url = await listen(server, config.PORT, config.HOST);
      try {
        store.claim();
      } catch (error) {
        await stopListening(server);
        throw error;
      }
      stopWorkers = startWorkers({
        ...{ store, turns, commit, noteTicketOutcome, knowledge, config, log, now },
        send: teams && operations.send(teams.send),
        startRetention: operations.startRetention,
        incidents: incidents.active,
        tickets: ticketSystem && {
          system: ticketSystem,
          render: createTicketRenderer(knowledge, config.PUBLIC_URL),
        },
      });
      return url;
    },
    close: async () => {
      const closed = stopListening(server);
      streams.close();
      deskEndpoints.close();
      opened.close();
      content.close();
      await stopWorkers();
      await closed;
      await teams?.close();
      await store.close();
    },
  };
}
